// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QWidget>

class QListWidget;
class QStackedWidget;

namespace models
{
class AccountEditor;
}

namespace ui
{

class AccountForm;

/** The accounts, and what one of them is. */
class AccountsPage : public QWidget
{
    Q_OBJECT

public:
    /** `editor` must outlive the page. */
    explicit AccountsPage(models::AccountEditor &editor, QWidget *parent = nullptr);

    void choose(core::AccountId account);

Q_SIGNALS:
    void addRequested();

private:
    void refresh();
    core::AccountId chosen() const;

    models::AccountEditor &m_editor;
    QListWidget *m_list;
    QStackedWidget *m_stack;
    AccountForm *m_form;
};

} // namespace ui
