// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace models
{
class UndoHistory;
}

namespace ui
{

/**
 * "Moved 3 messages to Archive. [Undo]": lies over the lower edge of the messages for as long as a step is offered, and
 * never takes the focus. A newer step replaces it. Screen readers hear it at once.
 */
class UndoBar : public QFrame
{
    Q_OBJECT

public:
    /** A child of `ground`, in no layout; stands in the lower left corner of whichever of `pages` is in sight. */
    UndoBar(models::UndoHistory &history, QWidget *ground, const QList<QWidget *> &pages);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void offer();
    void withdraw();
    void tick();
    void tell(const QString &words, int milliseconds); ///< without a button
    void say(const QString &words); ///< to screen readers
    void show(const QString &words, bool canUndo);
    void place();
    QString words() const;

    models::UndoHistory &m_history;
    QLabel *m_words;
    QPushButton *m_undo;
    QTimer m_clock; ///< a message counts down to its departure
    QTimer m_end;
    QList<QWidget *> m_pages;
};

} // namespace ui
