// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "htmltext.h"

#include "htmlwriter.h"

#include <gumbo.h>

#include <QHash>

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

constexpr qsizetype kParseLimit = 2 * 1024 * 1024; ///< bytes of UTF-8 that the tree parser is given
constexpr int kNestingLimit = 512; ///< open tags; the parser destroys its tree recursively

QByteArrayView attributeOf(const GumboNode *node, const char *name)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&node->v.element.attributes, name);
    return attribute ? QByteArrayView(attribute->value) : QByteArrayView();
}

bool isRemote(QByteArrayView url)
{
    const QByteArrayView trimmed = url.trimmed();
    const auto starts = [&](QByteArrayView scheme) {
        return trimmed.size() >= scheme.size()
            && trimmed.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0;
    };
    return starts("http:") || starts("https:") || starts("ftp:") || starts("//");
}

int remoteUrlsInCss(QByteArrayView css)
{
    int count = 0;
    const QByteArray lower = css.toByteArray().toLower();
    for (qsizetype at = lower.indexOf("url("); at >= 0; at = lower.indexOf("url(", at + 4)) {
        qsizetype from = at + 4;
        while (from < lower.size() && (uchar(lower[from]) <= ' ' || lower[from] == '"' || lower[from] == '\''))
            ++from;
        count += isRemote(QByteArrayView(lower).sliced(from).first(qMin<qsizetype>(8, lower.size() - from)));
    }
    for (qsizetype at = lower.indexOf("@import"); at >= 0; at = lower.indexOf("@import", at + 7)) {
        const QByteArrayView rest = QByteArrayView(lower).sliced(at + 7).trimmed();
        count += rest.size() > 1 && (rest[0] == '"' || rest[0] == '\'') && isRemote(rest.sliced(1));
    }
    return count;
}

int remoteReferences(const GumboNode *node)
{
    int count = remoteUrlsInCss(attributeOf(node, "style"));
    for (const char *name : {"src", "background", "poster", "data", "dynsrc", "lowsrc"})
        count += isRemote(attributeOf(node, name));
    for (const QByteArray &candidate : attributeOf(node, "srcset").toByteArray().split(','))
        count += isRemote(candidate);
    if (node->v.element.tag == GUMBO_TAG_LINK || node->v.element.tag == GUMBO_TAG_IMAGE)
        count += isRemote(attributeOf(node, "href"));
    return count;
}

bool isHidden(const GumboNode *node)
{
    if (gumbo_get_attribute(&node->v.element.attributes, "hidden"))
        return true;
    QByteArray style = attributeOf(node, "style").toByteArray().toLower();
    style.removeIf([](char c) { return uchar(c) <= ' '; });
    return style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all");
}

/** Which shape an element gives to the text around and in it. */
enum class Shape { Inline, Skip, Block, Paragraph, Break, Rule, Quote, List, Item, Preformatted, Cell, Link, Image };

Shape shapeOf(GumboTag tag)
{
    static const QHash<int, Shape> kShapes = [] {
        QHash<int, Shape> shapes;
        for (const GumboTag skipped : {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TITLE, GUMBO_TAG_TEMPLATE,
                 GUMBO_TAG_OBJECT, GUMBO_TAG_IFRAME, GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_NOSCRIPT})
            shapes.insert(skipped, Shape::Skip);
        for (const GumboTag block : {GUMBO_TAG_DIV, GUMBO_TAG_TR, GUMBO_TAG_TABLE, GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE,
                 GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER, GUMBO_TAG_CENTER, GUMBO_TAG_ADDRESS, GUMBO_TAG_DT, GUMBO_TAG_DD,
                 GUMBO_TAG_FORM, GUMBO_TAG_CAPTION, GUMBO_TAG_NAV, GUMBO_TAG_MAIN, GUMBO_TAG_ASIDE, GUMBO_TAG_FIELDSET,
                 GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_BODY})
            shapes.insert(block, Shape::Block);
        for (const GumboTag paragraph : {GUMBO_TAG_P, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4,
                 GUMBO_TAG_H5, GUMBO_TAG_H6, GUMBO_TAG_DL})
            shapes.insert(paragraph, Shape::Paragraph);
        shapes.insert(GUMBO_TAG_BR, Shape::Break);
        shapes.insert(GUMBO_TAG_HR, Shape::Rule);
        shapes.insert(GUMBO_TAG_BLOCKQUOTE, Shape::Quote);
        shapes.insert(GUMBO_TAG_UL, Shape::List);
        shapes.insert(GUMBO_TAG_OL, Shape::List);
        shapes.insert(GUMBO_TAG_LI, Shape::Item);
        shapes.insert(GUMBO_TAG_PRE, Shape::Preformatted);
        shapes.insert(GUMBO_TAG_TD, Shape::Cell);
        shapes.insert(GUMBO_TAG_TH, Shape::Cell);
        shapes.insert(GUMBO_TAG_A, Shape::Link);
        shapes.insert(GUMBO_TAG_IMG, Shape::Image);
        return shapes;
    }();
    return kShapes.value(int(tag), Shape::Inline);
}

/** Walks the tree with a stack of its own: depth is the sender's choice. */
class Walk
{
public:
    HtmlText run(const GumboNode *root)
    {
        m_stack.append({root});
        while (!m_stack.isEmpty()) {
            Frame &frame = m_stack.last();
            if (frame.child == 0 && !frame.entered) {
                frame.entered = true;
                enter(frame);
            }
            const GumboVector &children = frame.node->v.element.children;
            if (frame.skip || frame.child >= children.length) {
                const Frame done = m_stack.takeLast();
                leave(done);
                continue;
            }
            const auto *child = static_cast<const GumboNode *>(children.data[frame.child++]);
            visit(child, frame.hidden);
        }
        m_result.text = m_writer.take();
        return m_result;
    }

private:
    struct Frame {
        const GumboNode *node;
        bool hidden = false;
        unsigned child = 0;
        bool entered = false;
        bool skip = false;
        int item = 0; ///< of a list
        qsizetype linkFrom = 0;
    };

    void visit(const GumboNode *child, bool hidden)
    {
        switch (child->type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_WHITESPACE:
        case GUMBO_NODE_CDATA:
            if (m_inStyle)
                m_result.remoteReferences += remoteUrlsInCss(child->v.text.text);
            else if (!hidden)
                m_writer.text(QString::fromUtf8(child->v.text.text));
            break;
        case GUMBO_NODE_ELEMENT:
        case GUMBO_NODE_TEMPLATE:
            m_stack.append({child, hidden});
            break;
        default:
            break;
        }
    }

    void enter(Frame &frame)
    {
        const GumboNode *node = frame.node;
        const GumboTag tag = node->v.element.tag;
        m_result.remoteReferences += remoteReferences(node);
        m_inStyle += tag == GUMBO_TAG_STYLE;
        const Shape shape = shapeOf(tag);
        frame.hidden = frame.hidden || shape == Shape::Skip || isHidden(node);
        if (frame.hidden)
            return;
        switch (shape) {
        case Shape::Block:
        case Shape::List:
            m_writer.line();
            break;
        case Shape::Paragraph:
            m_writer.paragraph();
            break;
        case Shape::Quote:
            m_writer.paragraph();
            m_writer.push(u"> "_s);
            break;
        case Shape::Item:
            m_writer.line();
            m_writer.pushItem(itemMark());
            break;
        case Shape::Preformatted:
            m_writer.paragraph();
            m_writer.setPreformatted(1);
            break;
        case Shape::Break:
            m_writer.hardBreak();
            break;
        case Shape::Rule:
            rule();
            break;
        case Shape::Cell:
            m_writer.cell();
            break;
        case Shape::Link:
            frame.linkFrom = m_writer.mark();
            break;
        case Shape::Image:
            image(node);
            break;
        case Shape::Inline:
        case Shape::Skip:
            break;
        }
    }

    void leave(const Frame &frame)
    {
        const GumboTag tag = frame.node->v.element.tag;
        m_inStyle -= tag == GUMBO_TAG_STYLE;
        if (frame.hidden)
            return;
        switch (shapeOf(tag)) {
        case Shape::Block:
        case Shape::List:
            m_writer.line();
            break;
        case Shape::Paragraph:
            m_writer.paragraph();
            break;
        case Shape::Quote:
            m_writer.line();
            m_writer.pop();
            m_writer.paragraph();
            break;
        case Shape::Item:
            m_writer.line();
            m_writer.pop();
            break;
        case Shape::Preformatted:
            m_writer.setPreformatted(-1);
            m_writer.paragraph();
            break;
        case Shape::Link:
            m_writer.linkTarget(QString::fromUtf8(attributeOf(frame.node, "href")), frame.linkFrom);
            break;
        default:
            break;
        }
    }

    QString itemMark()
    {
        for (qsizetype i = m_stack.size() - 2; i >= 0; --i) {
            const GumboTag tag = m_stack[i].node->v.element.tag;
            if (tag == GUMBO_TAG_OL)
                return QString::number(++m_stack[i].item) + u". "_s;
            if (tag == GUMBO_TAG_UL)
                break;
        }
        return u"• "_s;
    }

    void rule()
    {
        m_writer.line();
        m_writer.text(u"----------"_s);
        m_writer.line();
    }

    void image(const GumboNode *node)
    {
        const QString alternative = QString::fromUtf8(attributeOf(node, "alt")).simplified();
        if (!alternative.isEmpty())
            m_writer.text(u'[' + alternative + u']');
    }

    QList<Frame> m_stack;
    HtmlWriter m_writer;
    HtmlText m_result;
    int m_inStyle = 0;
};

/** How many tags are open at most, void elements left out roughly: a bound, not a parse. */
bool nestsTooDeep(QByteArrayView html)
{
    int open = 0;
    int deepest = 0;
    for (qsizetype at = html.indexOf('<'); at >= 0 && at + 1 < html.size(); at = html.indexOf('<', at + 1)) {
        const char c = html[at + 1];
        if (c == '/')
            open -= open > 0;
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
            deepest = qMax(deepest, ++open);
    }
    return deepest > kNestingLimit;
}

/** Without a tree: text between tags, a line for each tag that breaks one. */
HtmlText stripTags(QByteArrayView html)
{
    HtmlWriter writer;
    HtmlText result;
    qsizetype at = 0;
    while (at < html.size()) {
        const qsizetype tag = html.indexOf('<', at);
        const qsizetype textEnd = tag < 0 ? html.size() : tag;
        writer.text(QString::fromUtf8(html.sliced(at, textEnd - at)));
        if (tag < 0)
            break;
        const qsizetype close = html.indexOf('>', tag);
        const QByteArray name
            = html.sliced(tag + 1, qMin<qsizetype>(12, html.size() - tag - 1)).toByteArray().toLower();
        for (const char *breaking : {"br", "p", "div", "tr", "li", "/p", "/div", "h", "table"}) {
            if (name.startsWith(breaking))
                writer.line();
        }
        at = close < 0 ? html.size() : close + 1;
        if (name.startsWith("img"))
            result.remoteReferences += html.sliced(tag, at - tag).contains("//");
        for (const char *raw : {"script", "style"}) {
            if (name.startsWith(raw)) {
                const qsizetype end = html.indexOf(QByteArray("</") + raw, at);
                at = end < 0 ? html.size() : end;
            }
        }
    }
    result.text = writer.take();
    return result;
}

} // namespace

HtmlText htmlToText(const QString &html)
{
    const QByteArray utf8 = html.toUtf8();
    if (utf8.size() > kParseLimit || nestsTooDeep(utf8))
        return stripTags(utf8);
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    GumboOutput *output = gumbo_parse_with_options(&options, utf8.constData(), size_t(utf8.size()));
    if (!output)
        return stripTags(utf8);
    const HtmlText result = Walk().run(output->root);
    gumbo_destroy_output(&options, output);
    return result;
}

} // namespace mime
