// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "htmlwriter.h"

#include "plaintext.h"

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

constexpr qsizetype kDeepestPrefix = 20; ///< levels of quotes and lists that still indent

bool isFoldable(QChar c)
{
    return c == u' ' || c == u'\n' || c == u'\t' || c == u'\r' || c == u'\f';
}

} // namespace

void HtmlWriter::beginLine()
{
    if (m_breaks > 0 || m_out.isEmpty()) {
        const QString prefix = m_prefixes.mid(0, kDeepestPrefix).join(QString());
        const QString outer = m_prefixes.mid(0, qMin(kDeepestPrefix, m_outerDepth)).join(QString()).trimmed();
        for (int i = 1; i < m_breaks && !m_out.isEmpty(); ++i)
            m_out += u'\n' + outer;
        if (!m_out.isEmpty())
            m_out += u'\n';
        QString lead = prefix;
        if (!m_mark.isEmpty() && m_prefixes.size() <= kDeepestPrefix)
            lead = prefix.chopped(m_mark.size()) + m_mark;
        m_mark.clear();
        m_out += lead;
        m_blank = false;
    }
    m_breaks = 0;
}

void HtmlWriter::append(QStringView words)
{
    if (words.isEmpty())
        return;
    beginLine();
    if (m_blank)
        m_out += u' ';
    m_blank = false;
    m_out += words;
}

void HtmlWriter::text(const QString &raw)
{
    QString text = raw;
    text.replace(QChar::Nbsp, u' ');
    if (m_preformatted > 0) {
        bool first = true;
        for (const QStringView piece : QStringTokenizer(text, u'\n')) {
            if (!first)
                hardBreak();
            first = false;
            append(piece);
        }
        return;
    }
    const QStringView view(text);
    qsizetype at = 0;
    while (at < view.size()) {
        qsizetype end = at;
        while (end < view.size() && !isFoldable(view[end]))
            ++end;
        append(view.sliced(at, end - at));
        const bool blank = end < view.size();
        while (end < view.size() && isFoldable(view[end]))
            ++end;
        m_blank = m_blank || blank;
        at = end;
    }
}

void HtmlWriter::ask(int breaks)
{
    m_outerDepth = m_breaks == 0 ? m_prefixes.size() : qMin(m_outerDepth, m_prefixes.size());
    m_breaks = breaks;
}

void HtmlWriter::line()
{
    ask(qMax(m_breaks, 1));
}

void HtmlWriter::paragraph()
{
    ask(qMax(m_breaks, 2));
}

void HtmlWriter::hardBreak()
{
    ask(qMin(m_breaks + 1, 2));
}

void HtmlWriter::cell()
{
    if (m_breaks == 0 && !m_out.isEmpty() && !m_out.endsWith(u' '))
        m_out += u"  "_s;
    m_blank = false;
}

void HtmlWriter::push(const QString &prefix)
{
    m_prefixes.append(prefix);
}

void HtmlWriter::pushItem(const QString &mark)
{
    m_prefixes.append(QString(mark.size(), u' '));
    m_mark = mark;
}

void HtmlWriter::pop()
{
    m_prefixes.removeLast();
    m_outerDepth = qMin(m_outerDepth, m_prefixes.size());
    m_mark.clear();
}

void HtmlWriter::setPreformatted(int change)
{
    m_preformatted += change;
}

void HtmlWriter::linkTarget(const QString &href, qsizetype from)
{
    const QString target = oneLine(href.trimmed());
    const bool known = target.startsWith("http://"_L1, Qt::CaseInsensitive)
        || target.startsWith("https://"_L1, Qt::CaseInsensitive)
        || target.startsWith("mailto:"_L1, Qt::CaseInsensitive);
    const QStringView shown = QStringView(m_out).sliced(qMin(from, m_out.size())).trimmed();
    if (!known || shown.isEmpty())
        return;
    const QString bare = target.startsWith("mailto:"_L1, Qt::CaseInsensitive) ? target.mid(7) : target;
    if (shown.compare(target, Qt::CaseInsensitive) == 0 || shown.compare(bare, Qt::CaseInsensitive) == 0)
        return;
    m_blank = true;
    append(QString(u'<' + target + u'>'));
}

QString HtmlWriter::take()
{
    QStringList lines = m_out.split(u'\n');
    for (QString &line : lines) {
        while (line.endsWith(u' '))
            line.chop(1);
    }
    return lines.join(u'\n').trimmed();
}

} // namespace mime
