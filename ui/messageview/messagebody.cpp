// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagebody.h"

#include "ui/shared/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kDepthProperty = QTextFormat::UserProperty + 1; ///< of a block: how deeply quoted
constexpr int kIndent = 16; ///< of each depth of quoting
constexpr int kDeepest = 8; ///< deeper quotes are not indented further
constexpr qreal kLeading = 1.2; ///< of the font's own line height
constexpr int kMeasure = 46; ///< em: the longest line that is read with ease
/** Laid out at first, and what each "more" adds at least; beyond that the window would stand still. */
constexpr qsizetype kCharacters = 60'000;
constexpr qsizetype kLines = 2'000;

QColor quoteColor(int depth)
{
    const Theme &theme = Theme::current();
    return theme.quote[size_t(depth - 1) % theme.quote.size()];
}

/** Links to the body itself. A message cannot make them: only http, https and mailto are found in a text. */
QString commandScheme()
{
    return u"hikyaku"_s;
}

/** How much of a text is shown when `characters` are allowed: whole lines, and not too many of them. */
qsizetype fitting(const QString &text, qsizetype characters)
{
    qsizetype lines = std::max(kLines, characters / kCharacters * kLines);
    qsizetype at = 0;
    while (lines-- > 0 && at < characters) {
        const qsizetype end = text.indexOf(u'\n', at);
        if (end < 0)
            return std::min(text.size(), characters);
        at = end + 1;
    }
    return std::min(at, characters);
}
} // namespace

MessageBody::MessageBody(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(u"messageBody"_s);
    setAccessibleName(tr("Text of the message"));
    setProperty("frameless", true);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this, &MessageBody::follow);
    connect(this, &QTextBrowser::highlighted, this,
        [this](const QUrl &target) { Q_EMIT targetHovered(target.scheme() == commandScheme() ? QUrl() : target); });
}

QVariant MessageBody::loadResource(int, const QUrl &)
{
    return {};
}

void MessageBody::setMessageText(const QString &text)
{
    m_text = text;
    m_limit = kCharacters;
    takeText();
    verticalScrollBar()->setValue(0);
}

void MessageBody::takeText()
{
    m_passages = passagesOf(m_text.first(fitting(m_text, m_limit)));
    m_runs = quoteRuns(m_passages);
    m_folded.clear();
    for (const QuoteRun &run : std::as_const(m_runs))
        m_folded.append(run.startsFolded);
    rebuild();
}

void MessageBody::setQuotesFolded(bool folded)
{
    m_folded.fill(folded);
    rebuild();
}

void MessageBody::zoomBy(int steps)
{
    m_zoom = steps == 0 ? 0 : std::clamp(m_zoom + steps, -3, 12);
    rebuild();
}

// --- the text

void MessageBody::rebuild()
{
    const int place = verticalScrollBar()->value();
    document()->setDefaultFont(uiFont(1 + m_zoom));
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    m_isFirstBlock = true;
    qsizetype run = 0;
    for (qsizetype at = 0; at < m_passages.size(); ++at) {
        if (run < m_runs.size() && m_runs[run].first == at) {
            writeFold(cursor, run);
            if (m_folded[run]) {
                at += m_runs[run++].count - 1;
                continue;
            }
            ++run;
        }
        writePassage(cursor, m_passages[at]);
    }
    if (const qsizetype rest = m_text.size() - fitting(m_text, m_limit); rest > 0)
        writeCommand(cursor, u"more"_s, tr("Show more of this long message (%L1 characters)").arg(rest));
    cursor.endEditBlock();
    verticalScrollBar()->setValue(place);
}

void MessageBody::startBlock(QTextCursor &cursor, int depth)
{
    QTextBlockFormat format;
    format.setProperty(kDepthProperty, depth);
    format.setLeftMargin(std::min(depth, kDeepest) * kIndent);
    // Fixed, else lines with Japanese, whose font is taller, stand wider apart than the others.
    format.setLineHeight(QFontMetricsF(document()->defaultFont()).height() * kLeading, QTextBlockFormat::FixedHeight);
    if (std::exchange(m_isFirstBlock, false))
        cursor.setBlockFormat(format);
    else
        cursor.insertBlock(format, {});
}

void MessageBody::writePassage(QTextCursor &cursor, const Passage &passage)
{
    QTextCharFormat format;
    if (passage.depth > 0)
        format.setForeground(quoteColor(passage.depth));
    else
        format.setForeground(passage.isSignature ? Theme::current().secondary : Theme::current().text);
    for (const QString &line : passage.lines) {
        startBlock(cursor, passage.depth);
        writeLine(cursor, line, format);
    }
}

void MessageBody::writeLine(QTextCursor &cursor, const QString &line, const QTextCharFormat &format)
{
    qsizetype from = 0;
    for (const FoundLink &link : linksIn(line)) {
        cursor.insertText(line.sliced(from, link.start - from), format);
        QTextCharFormat anchor = format;
        anchor.setAnchor(true);
        anchor.setAnchorHref(QString::fromLatin1(link.target.toEncoded()));
        anchor.setForeground(Theme::current().link);
        anchor.setFontUnderline(true);
        cursor.insertText(line.sliced(link.start, link.length), anchor);
        from = link.start + link.length;
    }
    cursor.insertText(line.sliced(from), format);
}

void MessageBody::writeFold(QTextCursor &cursor, qsizetype run)
{
    const int lines = int(m_runs[run].lines);
    writeCommand(cursor, QString::number(run),
        m_folded[run] ? u"▸ "_s + tr("Show %Ln quoted line(s)", nullptr, lines)
                      : u"▾ "_s + tr("Hide %Ln quoted line(s)", nullptr, lines));
}

void MessageBody::writeCommand(QTextCursor &cursor, const QString &command, const QString &text)
{
    startBlock(cursor, 0);
    QTextCharFormat format;
    format.setAnchor(true);
    format.setAnchorHref(u"%1:%2"_s.arg(commandScheme(), command));
    format.setForeground(Theme::current().secondary);
    format.setFont(uiFont(m_zoom, QFont::Medium), QTextCharFormat::FontPropertiesSpecifiedOnly);
    cursor.insertText(text, format);
}

void MessageBody::follow(const QUrl &target)
{
    if (target.scheme() == commandScheme() && target.path() == "more"_L1) {
        m_limit *= 2;
        takeText();
    } else if (target.scheme() == commandScheme()) {
        const int run = target.path().toInt();
        if (run >= 0 && run < m_folded.size()) {
            m_folded[run] = !m_folded[run];
            rebuild();
        }
    } else if (target.scheme() == "http"_L1 || target.scheme() == "https"_L1 || target.scheme() == "mailto"_L1) {
        Q_EMIT linkFollowed(target);
    }
}

QMimeData *MessageBody::createMimeDataFromSelection() const
{
    // Quote marks come back, colours stay here.
    const QTextCursor selection = textCursor();
    QStringList lines;
    for (QTextBlock block = document()->findBlock(selection.selectionStart());
        block.isValid() && block.position() <= selection.selectionEnd(); block = block.next()) {
        const int from = std::max(0, selection.selectionStart() - block.position());
        const int to = std::min(block.length() - 1, selection.selectionEnd() - block.position());
        const int depth = block.blockFormat().intProperty(kDepthProperty);
        lines.append((depth > 0 ? QString(depth, u'>') + u' ' : QString()) + block.text().mid(from, to - from));
    }
    auto *copied = new QMimeData;
    copied->setText(lines.join(u'\n'));
    return copied;
}

// --- looks and keys

void MessageBody::paintEvent(QPaintEvent *event)
{
    QTextBrowser::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QAbstractTextDocumentLayout *layout = document()->documentLayout();
    const int scrolled = verticalScrollBar()->value();
    for (QTextBlock block = cursorForPosition(QPoint(0, 0)).block(); block.isValid(); block = block.next()) {
        const QRectF rect = layout->blockBoundingRect(block).translated(0, -scrolled);
        if (rect.top() > viewport()->height())
            break;
        const int depth = std::min(block.blockFormat().intProperty(kDepthProperty), kDeepest);
        for (int bar = 1; bar <= depth; ++bar) {
            QColor color = quoteColor(bar);
            color.setAlphaF(0.55F);
            painter.setBrush(color);
            painter.drawRect(QRectF((bar - 1) * kIndent + 2.0, rect.top(), 2.0, rect.height() + 0.5));
        }
    }
}

bool MessageBody::pageBy(int pages)
{
    QScrollBar *bar = verticalScrollBar();
    const int before = bar->value();
    const int overlap = QFontMetrics(document()->defaultFont()).height() * 2;
    bar->setValue(before + pages * std::max(overlap, viewport()->height() - overlap));
    return bar->value() != before;
}

void MessageBody::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isPlain && event->key() == Qt::Key_Space) {
        const bool isBack = event->modifiers() & Qt::ShiftModifier;
        if (!pageBy(isBack ? -1 : 1) && !isBack)
            Q_EMIT endReached();
        return;
    }
    QTextBrowser::keyPressEvent(event);
}

void MessageBody::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QUrl target(anchorAt(event->pos()));
    if (!target.isEmpty() && target.scheme() != commandScheme()) {
        menu->addAction(
            tr("Copy link"), this, [target] { QGuiApplication::clipboard()->setText(targetWords(target)); });
        menu->addSeparator();
    }
    QAction *copyText = menu->addAction(tr("Copy"), QKeySequence(QKeySequence::Copy), this, &QTextEdit::copy);
    copyText->setEnabled(textCursor().hasSelection());
    menu->addAction(tr("Select all"), QKeySequence(QKeySequence::SelectAll), this, &QTextEdit::selectAll);
    menu->popup(event->globalPos());
}

void MessageBody::resizeEvent(QResizeEvent *event)
{
    const int measure = QFontMetrics(document()->defaultFont()).horizontalAdvance(u'あ') * kMeasure;
    const int right = std::max(int(space::large), width() - space::huge - measure);
    if (viewportMargins().right() != right)
        setViewportMargins(space::huge, space::large, right, 0);
    QTextBrowser::resizeEvent(event);
}

void MessageBody::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        rebuild();
}

} // namespace ui
