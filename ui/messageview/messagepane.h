// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QTimer>
#include <QUrl>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace models
{
class MessageViewModel;
}

namespace ui
{

class AttachmentStrip;
class ElidedLabel;
class MessageBar;
class MessageBody;
class MessageHeader;
class QuietPage;
class SavedParts;

/** The reading pane: one message, or why there is none. */
class MessagePane : public QWidget
{
    Q_OBJECT

public:
    explicit MessagePane(models::MessageViewModel &message, QWidget *parent = nullptr);

    MessageBody *body() { return m_body; }
    AttachmentStrip *attachments() { return m_attachments; }
    /** How many messages are selected in the list; several are not shown but counted. */
    void setSelectedCount(int count);
    void showSource();

Q_SIGNALS:
    void starToggled(bool flagged);
    void mailtoFollowed(const QString &address);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeReadingPage();
    void refresh();
    void showReady();
    void showNotices();
    void showFailed();
    void clearBars();
    void tellSaved(const QStringList &paths);
    void tellFailed(const QString &fileName, const core::Error &error);
    void follow(const QUrl &target);
    void showTarget(const QUrl &target);

    models::MessageViewModel &m_message;
    int m_selected = 0;
    SavedParts *m_parts;
    QStackedWidget *m_stack;
    QuietPage *m_nothing;
    QWidget *m_reading;
    MessageHeader *m_header;
    QVBoxLayout *m_bars;
    QLabel *m_note; ///< what is worth knowing and no warning
    MessageBody *m_body;
    QuietPage *m_waiting;
    QStackedWidget *m_content; ///< the text, or that it is on its way
    AttachmentStrip *m_attachments;
    ElidedLabel *m_target; ///< where a link leads
    QTimer m_slow;
};

} // namespace ui
