// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/directory.h"

#include <QFrame>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace models
{
class AccountEditor;
}

namespace ui
{

class MessageBar;

/** The company's list of people (LDAP), which addresses are completed from. Saved by itself, and asked at once. */
class DirectoryCard : public QFrame
{
    Q_OBJECT

public:
    /** `editor` must outlive the card. */
    explicit DirectoryCard(models::AccountEditor &editor, QWidget *parent = nullptr);

    void setAccount(const core::Account &account);
    bool isChanged() const;

private:
    core::DirectorySettings settings() const;
    void makeFields();
    void save();
    void tellChecked(const core::Result<core::PeopleFound> &outcome);
    void updateButton();
    quint16 usualPort() const;

    models::AccountEditor &m_editor;
    core::Account m_stored;
    QLineEdit *m_host, *m_base, *m_user;
    QComboBox *m_security;
    QSpinBox *m_port;
    QPushButton *m_save;
    MessageBar *m_bar;
    bool m_isPortUsual = true;
};

} // namespace ui
