// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace models
{
class Workspace;
}

namespace ui
{

/** What the program keeps on this computer, where, how much it is, and how to be rid of it. */
class ComputerPage : public QWidget
{
    Q_OBJECT

public:
    /** `workspace` must outlive the page. */
    explicit ComputerPage(models::Workspace &workspace, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeErasing();
    void refresh();

    models::Workspace &m_workspace;
    QGridLayout *m_files;
    QLabel *m_total;
};

} // namespace ui
