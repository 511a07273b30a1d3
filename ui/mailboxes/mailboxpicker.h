// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace models
{
class MailboxTreeModel;
}

namespace ui
{

/**
 * Chooses a mailbox of one account with a few letters: type, walk with the arrow keys, Enter. Letters are found
 * anywhere in the path, whatever their case and width. Deletes itself.
 */
class MailboxPicker : public QDialog
{
    Q_OBJECT

public:
    /** `excluded` is shown, but cannot be chosen: the messages lie there. */
    MailboxPicker(const QString &title, const models::MailboxTreeModel &mailboxes, core::AccountId account,
        core::MailboxId excluded, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(core::MailboxId mailbox);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void add(const models::MailboxTreeModel &mailboxes, const QModelIndex &parent, const QString &path);
    void filter();
    void choose();

    core::MailboxId m_excluded;
    QLineEdit *m_field;
    QListWidget *m_list;
};

} // namespace ui
