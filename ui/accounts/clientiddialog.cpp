// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clientiddialog.h"

#include "formfield.h"
#include "passwordedit.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

ClientIdDialog::ClientIdDialog(const QString &issuerName, QWidget *parent)
    : QDialog(parent)
    , m_id(new QLineEdit)
    , m_secret(new PasswordEdit)
{
    setObjectName(u"clientIdDialog"_s);
    setWindowTitle(tr("Client ID for %1").arg(issuerName));
    m_id->setObjectName(u"clientId"_s);
    m_id->setMaxLength(1000);
    m_id->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_secret->setObjectName(u"clientSecret"_s);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    auto *use = new QPushButton(tr("Use it"));
    use->setObjectName(u"useClientId"_s);
    setLook(use, ButtonLook::Primary);
    use->setDefault(true);
    use->setEnabled(false);
    connect(m_id, &QLineEdit::textChanged, use, [this, use] { use->setEnabled(!clientId().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(use, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(use);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    layout->addWidget(titleLabel(tr("Client ID for %1").arg(issuerName), 3));
    layout->addWidget(plainLabel(tr("%1 lets programs sign people in only after somebody has registered them there, as "
                                    "a desktop application. Whoever did that has a client ID, and perhaps a client "
                                    "secret. Your own password does not belong here.")
            .arg(issuerName)));
    layout->addWidget(new FormField(tr("Client ID"), m_id));
    layout->addWidget(new FormField(tr("Client secret, if there is one"), m_secret));
    layout->addStretch();
    layout->addLayout(buttons);
    resize(480, layout->totalHeightForWidth(480));
    m_id->setFocus();
}

QString ClientIdDialog::clientId() const
{
    return m_id->text().trimmed();
}

core::Secret ClientIdDialog::secret() const
{
    return m_secret->secret();
}

} // namespace ui
