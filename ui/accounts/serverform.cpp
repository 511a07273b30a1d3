// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "serverform.h"

#include "formfield.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using core::Security;
using core::ServerPurpose;
using Flaw = models::AccountSetup::Flaw;

namespace ui
{

ServerForm::ServerForm(ServerPurpose purpose, const QString &heading, QWidget *parent)
    : QFrame(parent)
    , m_purpose(purpose)
    , m_host(new QLineEdit)
    , m_user(new QLineEdit)
    , m_security(new QComboBox)
    , m_port(new QSpinBox)
{
    setProperty("card", true);
    const QString prefix = purpose == ServerPurpose::Receive ? u"receive"_s : u"send"_s;
    m_host->setObjectName(prefix + u"Host"_s);
    m_user->setObjectName(prefix + u"User"_s);
    m_security->setObjectName(prefix + u"Security"_s);
    m_port->setObjectName(prefix + u"Port"_s);
    for (QLineEdit *edit : {m_host, m_user})
        edit->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    for (const Security security : {Security::Tls, Security::StartTls})
        m_security->addItem(securityWords(security), int(security));
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(u" "_s);
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    m_port->setGroupSeparatorShown(false);
    m_hostField = new FormField(tr("Server"), m_host);
    m_portField = new FormField(tr("Port"), m_port);
    m_userField = new FormField(tr("User name"), m_user);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::medium);
    line->addWidget(new FormField(tr("Security"), m_security), 3, Qt::AlignTop);
    line->addWidget(m_portField, 2, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::large, space::large);
    layout->setSpacing(space::medium);
    layout->setAlignment(Qt::AlignTop);
    layout->addWidget(headingLabel(heading));
    layout->addWidget(m_hostField);
    layout->addLayout(line);
    layout->addWidget(m_userField);
    connect(m_security, &QComboBox::currentIndexChanged, this, [this] {
        if (m_isPortUsual)
            m_port->setValue(usualPort());
    });
    connect(m_port, &QSpinBox::valueChanged, this, [this](int port) { m_isPortUsual = port == usualPort(); });
    m_port->setValue(usualPort());
}

/** RFC 8314. */
quint16 ServerForm::usualPort() const
{
    const bool isTls = Security(m_security->currentData().toInt()) == Security::Tls;
    if (m_purpose == ServerPurpose::Receive)
        return isTls ? 993 : 143;
    return isTls ? 465 : 587;
}

void ServerForm::setServer(const core::ServerSettings &server)
{
    m_host->setText(server.host);
    m_user->setText(server.user);
    m_auth = server.auth;
    m_security->setCurrentIndex(qMax(0, m_security->findData(int(server.security))));
    m_port->setValue(server.port == 0 ? usualPort() : server.port);
    m_isPortUsual = m_port->value() == usualPort();
}

core::ServerSettings ServerForm::server() const
{
    return {.host = m_host->text().trimmed(),
        .port = quint16(m_port->value()),
        .security = Security(m_security->currentData().toInt()),
        .auth = m_auth,
        .user = m_user->text().trimmed()};
}

FormField *ServerForm::fieldOf(Flaw flaw) const
{
    const bool isReceive = m_purpose == ServerPurpose::Receive;
    if (flaw == (isReceive ? Flaw::ReceiveHostMissing : Flaw::SendHostMissing))
        return m_hostField;
    if (flaw == (isReceive ? Flaw::ReceivePortMissing : Flaw::SendPortMissing))
        return m_portField;
    if (flaw == (isReceive ? Flaw::ReceiveUserMissing : Flaw::SendUserMissing))
        return m_userField;
    return isReceive && flaw == Flaw::Pop3NotYet ? m_portField : nullptr;
}

void ServerForm::clearFlaws()
{
    for (FormField *field : {m_hostField, m_portField, m_userField})
        field->setFlaw({});
}

void ServerForm::add(QWidget *widget)
{
    static_cast<QVBoxLayout *>(layout())->addWidget(widget);
}

void ServerForm::setUserVisible(bool visible)
{
    m_userField->setVisible(visible);
}

} // namespace ui
