// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passworddialog.h"

#include "formfield.h"
#include "passwordedit.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

PasswordDialog::PasswordDialog(const core::PasswordQuestion &question, QWidget *parent)
    : QDialog(parent)
    , m_password(new PasswordEdit)
    , m_keep(new QCheckBox(tr("Keep the password in the system keyring")))
{
    setObjectName(u"passwordDialog"_s);
    setWindowTitle(tr("Password for %1").arg(question.accountName));
    m_password->setObjectName(u"askedPassword"_s);
    m_keep->setChecked(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    layout->addWidget(makeHead(question));
    layout->addWidget(new FormField(tr("Password"), m_password));
    layout->addWidget(m_keep);
    layout->addStretch();
    layout->addWidget(makeButtons());
    resize(460, layout->totalHeightForWidth(460));
    m_password->setFocus();
}

QWidget *PasswordDialog::makeHead(const core::PasswordQuestion &question) const
{
    const bool isSending = question.purpose == core::PasswordPurpose::Send;
    const QString why = !question.wasRefused ? tr("There is no password for this account on this computer.")
        : isSending                          ? tr("The server for sending refused the password.")
                                             : tr("The server for receiving refused the password.");
    auto *box = new QWidget;
    auto *head = new QHBoxLayout(box);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(space::medium);
    auto *sign = iconLabel("key", 28);
    setIcon(sign, "key", 28, Theme::current().accent);
    head->addWidget(sign, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::tiny);
    words->addWidget(titleLabel(tr("Password for %1").arg(question.accountName), 3));
    words->addWidget(plainLabel(why, question.wasRefused ? Tone::Danger : Tone::Normal));
    if (const QString said = cleaned(question.serverText); question.wasRefused && !said.isEmpty())
        words->addWidget(selectableLabel(tr("The server said: %1").arg(said), Tone::Secondary));
    words->addWidget(
        selectableLabel(tr("%1 at %2", "user at server").arg(question.user, question.host), Tone::Secondary));
    head->addLayout(words, 1);
    return box;
}

QWidget *PasswordDialog::makeButtons()
{
    auto *later = new QPushButton(tr("Not now"));
    later->setObjectName(u"notNow"_s);
    later->setToolTip(tr("The account stays offline until the password is asked for again"));
    later->setAutoDefault(false);
    auto *signIn = new QPushButton(tr("Sign in"));
    signIn->setObjectName(u"signIn"_s);
    setLook(signIn, ButtonLook::Primary);
    signIn->setDefault(true);
    signIn->setEnabled(false);
    connect(m_password, &QLineEdit::textChanged, signIn,
        [signIn](const QString &text) { signIn->setEnabled(!text.isEmpty()); });
    connect(later, &QPushButton::clicked, this, [this] {
        Q_EMIT declined();
        reject();
    });
    connect(signIn, &QPushButton::clicked, this, &QDialog::accept);
    auto *box = new QWidget;
    auto *buttons = new QHBoxLayout(box);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(space::small);
    buttons->addStretch();
    buttons->addWidget(later);
    buttons->addWidget(signIn);
    return box;
}

core::Secret PasswordDialog::password() const
{
    return m_password->secret();
}

bool PasswordDialog::keep() const
{
    return m_keep->isChecked();
}

} // namespace ui
