// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxnamedialog.h"

#include "ui/accounts/formfield.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using Flaw = models::MailboxActions::NameFlaw;

namespace ui
{

MailboxNameDialog::MailboxNameDialog(
    const QString &title, const QString &where, const QString &doIt, const QString &name, Check check, QWidget *parent)
    : QDialog(parent)
    , m_check(std::move(check))
    , m_edit(new QLineEdit(name))
    , m_field(new FormField(tr("Name"), m_edit))
{
    setObjectName(u"mailboxNameDialog"_s);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    m_edit->setObjectName(u"mailboxName"_s);
    m_edit->setMaxLength(200);
    m_edit->selectAll();
    auto *go = new QPushButton(doIt);
    go->setObjectName(u"nameAccepted"_s);
    go->setDefault(true);
    setLook(go, ButtonLook::Primary);
    connect(go, &QPushButton::clicked, this, &MailboxNameDialog::accept);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(go);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    column->setSpacing(space::medium);
    column->addWidget(titleLabel(title, 3));
    if (!where.isEmpty())
        column->addWidget(plainLabel(where, Tone::Secondary));
    column->addWidget(m_field);
    column->addStretch();
    column->addLayout(buttons);
    setMinimumWidth(400);
    m_edit->setFocus();
}

void MailboxNameDialog::accept()
{
    QString words;
    switch (m_check(m_edit->text())) {
    case Flaw::None:
        QDialog::accept();
        Q_EMIT named(m_edit->text().trimmed());
        return;
    case Flaw::Empty:
        words = tr("The folder needs a name.");
        break;
    case Flaw::HasDelimiter:
        words = tr("The server uses one of these characters to separate folders. Leave it out.");
        break;
    case Flaw::HasControl:
        words = tr("It contains a character that a name cannot have.");
        break;
    case Flaw::Taken:
        words = tr("A folder with this name already exists.");
        break;
    }
    m_field->setFlaw(words);
    m_edit->setFocus();
}

} // namespace ui
