// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/composesession.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui
{

class ComposeHeader;
class DraftAttachments;
class MessageBar;
class TextEditor;

/**
 * Writes one message. What sending finds is asked in place, never in another window. Closing asks once, and only when
 * there is something to lose; closing again keeps the draft.
 */
class ComposeWindow : public QWidget
{
    Q_OBJECT

public:
    /** Takes `session` over. Deletes itself when closed. */
    ComposeWindow(const QList<core::Account> &accounts, models::ComposeSession *session, QWidget *parent = nullptr);

public Q_SLOTS:
    void send();

Q_SIGNALS:
    void submitted(core::SubmissionId submission);

protected:
    void changeEvent(QEvent *event) override; ///< who looks elsewhere may not come back
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    using Session = models::ComposeSession;

    QWidget *makeBar();
    void makeActions();
    void connectFields();
    void connectSession();
    void showDraft();
    void showState(Session::State state);
    void showTitle();
    void showSaved();
    void flush(); ///< hands what was typed to the session
    void raise(const QList<Session::Concern> &concerns);
    void raiseForbidden(const QList<Session::Concern> &concerns);
    void chooseFiles();
    void attach(const QStringList &paths);
    void askBeforeClosing();
    void keepAndClose();
    /** One bar at a time: the newest. */
    MessageBar *showBar(int tone, const QString &text, const QString &details = {});
    void showFailure(const core::Error &error);
    void clearBar();

    Session *m_session;
    ComposeHeader *m_header;
    TextEditor *m_editor;
    DraftAttachments *m_attachments;
    QPushButton *m_sendButton, *m_attachButton;
    QLabel *m_savedLabel;
    QVBoxLayout *m_layout;
    QHBoxLayout *m_barRow; ///< of m_bar
    QPointer<MessageBar> m_bar;
    QTimer m_textTimer; ///< the text is handed over when the keys rest
    bool m_textTouched = false;
    bool m_touched = false; ///< the person changed something
    bool m_isComposing = false; ///< an input method holds text that is not in the field yet
    bool m_isAskingToClose = false;
    bool m_closeWhenSaved = false;
    bool m_mayClose = false;
};

} // namespace ui
