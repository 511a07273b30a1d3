// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "passwordcard.h"

#include "ui/accounts/formfield.h"
#include "ui/accounts/passwordedit.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kShortest = 12; ///< characters of a passphrase that protects every password
} // namespace

PasswordCard::PasswordCard(ipc::Client &client, QWidget *parent)
    : QWidget(parent)
    , m_keeping(client)
    , m_words(plainLabel())
    , m_failure(plainLabel({}, Tone::Danger))
    , m_offer(new QPushButton(tr("Encrypt them on this computer…")))
    , m_remove(new QPushButton(tr("Remove the file")))
    , m_typing(makeTyping())
{
    m_words->setObjectName(u"keptPasswords"_s);
    m_offer->setObjectName(u"encryptPasswords"_s);
    m_remove->setObjectName(u"removePasswordFile"_s);
    m_remove->setToolTip(tr("Passwords are asked for again from the next start on"));
    m_failure->hide();
    m_typing->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(headingLabel(tr("Passwords")));
    column->addWidget(m_words);
    column->addWidget(m_failure);
    column->addWidget(m_offer, 0, Qt::AlignLeft);
    column->addWidget(m_remove, 0, Qt::AlignLeft);
    column->addWidget(m_typing);
    connect(m_offer, &QPushButton::clicked, this, [this] {
        m_offer->hide();
        m_typing->show();
        m_first->setFocus(Qt::OtherFocusReason);
    });
    connect(m_remove, &QPushButton::clicked, &m_keeping, &models::PasswordKeeping::removeFile);
    connect(&m_keeping, &models::PasswordKeeping::changed, this, &PasswordCard::refresh);
    connect(&m_keeping, &models::PasswordKeeping::failed, this, [this](const core::Error &error) {
        m_failure->setText(wordsFor(error).headline);
        m_failure->show();
    });
    refresh();
}

QWidget *PasswordCard::makeTyping()
{
    m_first = new PasswordEdit;
    m_first->setObjectName(u"newPassphrase"_s);
    m_second = new PasswordEdit;
    m_second->setObjectName(u"newPassphraseAgain"_s);
    m_firstField = new FormField(tr("Passphrase"), m_first);
    m_secondField = new FormField(tr("Once more"), m_second);
    auto *encrypt = new QPushButton(tr("Encrypt"));
    encrypt->setObjectName(u"reallyEncrypt"_s);
    setLook(encrypt, ButtonLook::Primary);
    auto *box = card();
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(plainLabel(tr("One passphrase opens all of them. Hikyaku asks for it once at each start; nobody "
                                    "can open the file without it, and nobody can tell it to you.")));
    column->addWidget(m_firstField);
    column->addWidget(m_secondField);
    column->addWidget(encrypt, 0, Qt::AlignRight);
    connect(encrypt, &QPushButton::clicked, this, &PasswordCard::encrypt);
    connect(m_second, &QLineEdit::returnPressed, this, &PasswordCard::encrypt);
    return box;
}

void PasswordCard::encrypt()
{
    m_failure->hide();
    const bool isShort = m_first->text().size() < kShortest;
    const bool isOther = m_first->text() != m_second->text();
    m_firstField->setFlaw(
        isShort ? tr("At least %1 characters; several words are easy to remember.").arg(kShortest) : QString());
    m_secondField->setFlaw(isOther && !isShort ? tr("This is not the same.") : QString());
    if (!isShort && !isOther)
        m_keeping.makeFile(m_first->secret());
}

void PasswordCard::refresh()
{
    const auto &state = m_keeping.state();
    const bool hasKeyring = state && state->keyringError.isEmpty();
    const bool hasFile = state && state->hasFile;
    if (!state)
        m_words->setText(tr("Looking for the keyring…"));
    else if (hasKeyring)
        m_words->setText(tr("Passwords are in the keyring of your desktop, under the name Hikyaku, and nowhere else. "
                            "Removing an account removes its password there."));
    else if (hasFile)
        m_words->setText(tr("There is no keyring that can be used. Passwords are in an encrypted file in this folder; "
                            "its passphrase is asked for once at each start."));
    else
        m_words->setText(tr("There is no keyring that can be used (%1). Nothing is kept: passwords are asked for at "
                            "each start.")
                .arg(cleaned(state->keyringError.toUtf8())));
    m_offer->setVisible(state && !hasKeyring && !hasFile && m_typing->isHidden());
    m_remove->setVisible(hasFile);
    if (hasKeyring || hasFile) {
        m_typing->hide();
        m_first->clear();
        m_second->clear();
    }
}

void PasswordCard::showEvent(QShowEvent *event)
{
    m_keeping.refresh();
    QWidget::showEvent(event);
}

} // namespace ui
