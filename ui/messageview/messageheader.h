// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"
#include "core/mailbox.h"

#include <QFrame>

class QLabel;
class QScrollArea;
class QToolButton;

namespace ui
{

class ElidedLabel;

/** Above the text: subject, who really wrote it, to whom and when. What the message says stands here as plain text. */
class MessageHeader : public QFrame
{
    Q_OBJECT

public:
    explicit MessageHeader(QWidget *parent = nullptr);

    /** What the list knows, while the message itself is on its way. */
    void showSummary(const core::MessageSummary &summary);
    void showDocument(const core::Document &document);
    void setFlagged(bool flagged);

Q_SIGNALS:
    void starToggled(bool flagged);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void boundFields();
    void arrange();
    void setSubject(const QString &subject);
    void setAuthors(const core::AddressList &authors);
    void setRecipients();
    void fitDate();
    void fitRecipients();
    void paintButtons();

    core::Envelope m_envelope;
    QDateTime m_date;
    bool m_isExpanded = false;
    bool m_isFlagged = false;
    QLabel *m_subject;
    QLabel *m_author;
    QLabel *m_address;
    QLabel *m_dateLabel;
    ElidedLabel *m_names; ///< the recipients in one line
    QLabel *m_recipients; ///< all of them, with their addresses
    QScrollArea *m_scroll; ///< around them: a list may be longer than the window is high
    QLabel *m_replyTo;
    QToolButton *m_expand;
    QToolButton *m_star;
};

} // namespace ui
