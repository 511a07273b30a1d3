// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "messagetext.h"

#include <QTextBrowser>

namespace ui
{

/**
 * The text of a message, always as plain text: what the message says can choose no font, colour, picture or target.
 * Quoted text is coloured by depth, with a line at its side, and can be folded; a link's target is told before it is
 * followed. Nothing is ever loaded.
 */
class MessageBody : public QTextBrowser
{
    Q_OBJECT

public:
    explicit MessageBody(QWidget *parent = nullptr);

    void setMessageText(const QString &text);
    /** All quotes at once. */
    void setQuotesFolded(bool folded);
    bool hasQuotes() const { return !m_runs.isEmpty(); }
    bool isAnyFolded() const { return m_folded.contains(true); }
    void zoomBy(int steps); ///< 0: back to the usual size
    /** Down (or up) by a page; false when there is nothing more. */
    bool pageBy(int pages);

    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    /** The pointer or the keyboard is on a link; empty: on none. */
    void targetHovered(const QUrl &target);
    void linkFollowed(const QUrl &target); ///< http, https or mailto
    void endReached(); ///< Space at the end

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    void rebuild();
    void writePassage(QTextCursor &cursor, const Passage &passage);
    void writeLine(QTextCursor &cursor, const QString &line, const QTextCharFormat &format);
    void writeFold(QTextCursor &cursor, qsizetype run);
    void writeCommand(QTextCursor &cursor, const QString &command, const QString &text);
    void takeText();
    void startBlock(QTextCursor &cursor, int depth);
    void follow(const QUrl &target);

    QString m_text;
    qsizetype m_limit = 0; ///< characters of it that are laid out
    QList<Passage> m_passages;
    QList<QuoteRun> m_runs;
    QList<bool> m_folded; ///< by run
    int m_zoom = 0;
    bool m_isFirstBlock = true;
};

} // namespace ui
