// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui
{

/** Height of the bars on top of the window's columns; their lower edges are one line. */
inline constexpr int kBarHeight = 56;

/** What stands in a pane that has nothing to show: a picture, what is so, and what to do next. */
class QuietPage : public QWidget
{
    Q_OBJECT

public:
    explicit QuietPage(QWidget *parent = nullptr);

    using QWidget::show;
    void show(const char *iconName, const QString &headline, const QString &advice); ///< plain text
    QPushButton *addButton(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintIcon();

    const char *m_iconName = "mail";
    QLabel *m_picture;
    QLabel *m_headline;
    QLabel *m_advice;
    QVBoxLayout *m_column;
};

} // namespace ui
