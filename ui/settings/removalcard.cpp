// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "removalcard.h"

#include "models/accounteditor.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

RemovalCard::RemovalCard(models::AccountEditor &editor, QWidget *parent)
    : QFrame(parent)
    , m_editor(editor)
    , m_begin(new QPushButton(tr("Remove account…")))
    , m_remove(new QPushButton(tr("Remove account")))
    , m_keep(new QPushButton(tr("Keep it")))
    , m_question(new QWidget)
    , m_headline(headingLabel())
    , m_words(plainLabel())
    , m_waiting(plainLabel({}, Tone::Danger))
    , m_erase(new QCheckBox(tr("Also erase its mail from this computer")))
{
    m_begin->setObjectName(u"removeAccount"_s);
    m_remove->setObjectName(u"reallyRemoveAccount"_s);
    m_erase->setObjectName(u"eraseMail"_s);
    m_erase->setChecked(true);
    setLook(m_begin, ButtonLook::Danger);
    setLook(m_remove, ButtonLook::Danger);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_remove);
    buttons->addWidget(m_keep);
    buttons->addStretch();
    auto *column = new QVBoxLayout(m_question);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(m_headline);
    column->addWidget(m_words);
    column->addWidget(m_waiting);
    column->addWidget(m_erase);
    column->addLayout(buttons);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_begin, 0, Qt::AlignLeft);
    all->addWidget(m_question);
    connect(m_begin, &QPushButton::clicked, this, [this] { ask(true); });
    connect(m_keep, &QPushButton::clicked, this, [this] { ask(false); });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_editor.remove(m_account.id, m_erase->isChecked()); });
    connect(&editor, &models::AccountEditor::busyChanged, this, [this](bool busy) { m_remove->setEnabled(!busy); });
    ask(false);
}

void RemovalCard::setAccount(const core::Account &account)
{
    m_account = account;
    ask(false);
}

void RemovalCard::ask(bool asks)
{
    const bool hadFocus = m_remove->hasFocus() || m_keep->hasFocus();
    setProperty("card", asks);
    style()->unpolish(this); // the card's frame comes and goes
    style()->polish(this);
    m_question->setVisible(asks);
    m_begin->setVisible(!asks);
    if (!asks) {
        if (hadFocus)
            m_begin->setFocus();
        return;
    }
    m_headline->setText(tr("Remove the account %1 from this computer?").arg(m_account.name));
    m_words->setText(tr("Its settings, its password, its drafts and what waits in its queue go from this computer, and "
                        "this cannot be undone. The server keeps all its mail."));
    const int waiting = m_editor.waitingMessages(m_account.id);
    m_waiting->setText(tr("%Ln message(s) in the Outbox will not be sent.", nullptr, waiting));
    m_waiting->setVisible(waiting > 0);
    m_keep->setFocus(); // so that two presses at one place do not remove it
}

} // namespace ui
