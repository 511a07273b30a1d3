// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "texteditor.h"

#include "ui/shared/theme.h"

#include <QBuffer>
#include <QEvent>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kColumns = 84; ///< of an average Latin letter; 42 wide ones
} // namespace

void QuoteHighlighter::highlightBlock(const QString &text)
{
    int depth = 0;
    for (const QChar c : text) {
        if (c == u'>')
            ++depth;
        else if (c != u' ')
            break;
    }
    if (depth > 0) {
        const auto &colors = Theme::current().quote;
        setFormat(0, int(text.size()), colors.at(size_t(depth - 1) % colors.size()));
    }
}

TextEditor::TextEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_quotes(new QuoteHighlighter(document()))
{
    setObjectName(u"text"_s);
    setAccessibleName(tr("Text of the message"));
    setProperty("frameless", true);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFont(uiFont(1));
    document()->setDocumentMargin(0);
}

void TextEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitMargins();
}

void TextEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_quotes->rehighlight();
}

/** Only the right margin grows: the lines begin where those of the header do. */
void TextEditor::fitMargins()
{
    const int column = fontMetrics().averageCharWidth() * kColumns;
    const int room = width() - 2 * space::huge - column;
    setViewportMargins(space::huge, space::large, qMax(space::huge, space::huge + room), 0);
}

QStringList localFiles(const QMimeData *data)
{
    QStringList files;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isFile())
            files.append(url.toLocalFile());
    }
    return files;
}

bool TextEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasImage() || !localFiles(source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void TextEditor::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList files = localFiles(source); !files.isEmpty()) {
        Q_EMIT filesGiven(files);
    } else if (source->hasImage() && !source->hasText()) {
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        if (qvariant_cast<QImage>(source->imageData()).save(&buffer, "PNG"))
            Q_EMIT pictureGiven(png);
    } else {
        QPlainTextEdit::insertFromMimeData(source);
    }
}

} // namespace ui
