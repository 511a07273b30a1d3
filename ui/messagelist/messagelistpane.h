// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace models
{
class MessageListModel;
}

namespace ui
{

class ElidedLabel;
class MessageListView;
class QuietPage;

/** The middle column: which mailbox, how many messages, and the rows, or why there are none. */
class MessageListPane : public QWidget
{
    Q_OBJECT

public:
    explicit MessageListPane(models::MessageListModel &messages, QWidget *parent = nullptr);

    MessageListView *view() { return m_view; }
    /** What the mailbox is called in the sidebar; empty: none is shown. */
    void setTitle(const QString &title);

Q_SIGNALS:
    /** The button that is there while the trash, or the junk, is shown. */
    void emptyRequested(core::MailboxId mailbox);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    QString countWords() const;

    models::MessageListModel &m_messages;
    ElidedLabel *m_title;
    ElidedLabel *m_count;
    QPushButton *m_empty;
    QStackedWidget *m_stack;
    MessageListView *m_view;
    QuietPage *m_nothing;
};

} // namespace ui
