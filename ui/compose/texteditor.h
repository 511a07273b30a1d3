// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace ui
{

/** Quoted lines in the colour of their depth. */
class QuoteHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override;
};

/** The text of a message: plain, wrapped at a width that reads well. Files and pictures put into it are attachments. */
class TextEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TextEditor(QWidget *parent = nullptr);

Q_SIGNALS:
    void filesGiven(const QStringList &paths);
    void pictureGiven(const QByteArray &png);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void fitMargins();

    QuoteHighlighter *m_quotes;
};

/** The local files among what is dropped or pasted. */
QStringList localFiles(const QMimeData *data);

} // namespace ui
