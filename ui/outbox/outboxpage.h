// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class QStackedWidget;
class QVBoxLayout;

namespace models
{
class OutboxModel;
}

namespace ui
{

class ElidedLabel;
class MessageBar;
class OutboxCard;
class QuietPage;

/** Stands in place of list and reading pane while the Outbox is chosen: what has not been sent, and why. */
class OutboxPage : public QWidget
{
    Q_OBJECT

public:
    explicit OutboxPage(models::OutboxModel &outbox, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void insertCards(int first, int last);
    void removeCards(int first, int last);
    void refreshCards();

    models::OutboxModel &m_outbox;
    QList<OutboxCard *> m_cards; ///< by row
    ElidedLabel *m_count;
    MessageBar *m_failure;
    QStackedWidget *m_stack;
    QuietPage *m_nothing;
    QVBoxLayout *m_column;
    QTimer m_clock; ///< "at 14:05" passes
};

} // namespace ui
