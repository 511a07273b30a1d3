// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "networkform.h"

#include "certificateform.h"
#include "formfield.h"
#include "passwordedit.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using core::ProxyKind;
using Flaw = models::AccountSetup::Flaw;

namespace ui
{

namespace
{
QString placeOf(const core::ServerSettings &server)
{
    return u"%1:%2"_s.arg(server.host).arg(server.port);
}
} // namespace

NetworkForm::NetworkForm(models::CertificateReader &reader, QWidget *parent)
    : QFrame(parent)
    , m_kind(new QComboBox)
    , m_host(new QLineEdit)
    , m_user(new QLineEdit)
    , m_port(new QSpinBox)
    , m_password(new PasswordEdit)
    , m_hostField(new FormField(tr("Proxy"), m_host))
    , m_portField(new FormField(tr("Port"), m_port))
    , m_userField(new FormField(tr("User name at the proxy"), m_user))
    , m_passwordField(new FormField(tr("Password of the proxy"), m_password))
    , m_proxy(new QWidget)
    , m_certificates(new CertificateForm(reader))
{
    setProperty("card", true);
    m_kind->setObjectName(u"proxyKind"_s);
    m_host->setObjectName(u"proxyHost"_s);
    m_user->setObjectName(u"proxyUser"_s);
    m_port->setObjectName(u"proxyPort"_s);
    m_password->setObjectName(u"proxyPassword"_s);
    m_kind->addItem(tr("As the system says"), int(ProxyKind::System));
    m_kind->addItem(tr("Directly, without a proxy"), int(ProxyKind::None));
    m_kind->addItem(tr("Through a SOCKS5 proxy"), int(ProxyKind::Socks5));
    m_kind->addItem(tr("Through an HTTP proxy (CONNECT)"), int(ProxyKind::HttpConnect));
    for (QLineEdit *edit : {m_host, m_user})
        edit->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_user->setPlaceholderText(tr("None, if the proxy asks for none"));
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(u" "_s);
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    m_port->setGroupSeparatorShown(false);
    auto *place = new QHBoxLayout;
    place->setSpacing(space::medium);
    place->addWidget(m_hostField, 4, Qt::AlignTop);
    place->addWidget(m_portField, 1, Qt::AlignTop);
    auto *who = new QHBoxLayout;
    who->setSpacing(space::medium);
    who->addWidget(m_userField, 1, Qt::AlignTop);
    who->addWidget(m_passwordField, 1, Qt::AlignTop);
    auto *proxy = new QVBoxLayout(m_proxy);
    proxy->setContentsMargins(0, 0, 0, 0);
    proxy->setSpacing(space::medium);
    proxy->addLayout(place);
    proxy->addLayout(who);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::medium, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(headingLabel(tr("Network")));
    column->addWidget(new FormField(tr("Connection"), m_kind));
    column->addWidget(m_proxy);
    column->addSpacing(space::small);
    column->addWidget(m_certificates);
    makeOldTls(column);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &NetworkForm::showFields);
    connect(m_certificates, &CertificateForm::changed, this, &NetworkForm::changed);
    showFields();
}

void NetworkForm::makeOldTls(QVBoxLayout *column)
{
    m_oldReceiving = new QCheckBox(tr("The server for receiving"));
    m_oldSending = new QCheckBox(tr("The server for sending"));
    m_oldReceiving->setObjectName(u"oldTlsReceiving"_s);
    m_oldSending->setObjectName(u"oldTlsSending"_s);
    m_oldWarning = plainLabel(tr("These versions can be broken: whoever is on the way may read your password and your "
                                 "mail. Allow them only for a server that knows nothing better."),
        Tone::Danger);
    m_oldWarning->hide();
    column->addSpacing(space::small);
    column->addWidget(headingLabel(tr("May use TLS 1.0 and 1.1")));
    for (QCheckBox *box : {m_oldReceiving, m_oldSending}) {
        column->addWidget(box);
        connect(box, &QCheckBox::toggled, this, [this] {
            m_oldWarning->setVisible(m_oldReceiving->isChecked() || m_oldSending->isChecked());
            Q_EMIT changed();
        });
    }
    column->addWidget(m_oldWarning);
}

ProxyKind NetworkForm::kind() const
{
    return ProxyKind(m_kind->currentData().toInt());
}

void NetworkForm::showFields()
{
    const bool isNamed = kind() == ProxyKind::Socks5 || kind() == ProxyKind::HttpConnect;
    m_proxy->setVisible(isNamed);
    if (isNamed && m_port->value() == 0)
        m_port->setValue(kind() == ProxyKind::Socks5 ? 1080 : 8080);
}

void NetworkForm::setAccount(const core::Account &account)
{
    const core::ProxySettings &proxy = account.network.proxy;
    m_before = proxy;
    m_host->setText(proxy.host);
    m_user->setText(proxy.user);
    m_port->setValue(proxy.port);
    m_kind->setCurrentIndex(qMax(0, m_kind->findData(int(proxy.kind))));
    m_password->clear();
    m_password->setPlaceholderText(account.id.isValid() && !proxy.user.isEmpty() ? tr("Unchanged") : QString());
    m_certificates->setCertificates(account.network, account.receive.auth == "external"_L1);
    m_oldReceiving->setChecked(account.network.oldTls.contains(placeOf(account.receive)));
    m_oldSending->setChecked(account.network.oldTls.contains(placeOf(account.send)));
    clearFlaws();
    showFields();
}

void NetworkForm::writeTo(core::Account &account) const
{
    core::ProxySettings proxy{.kind = kind(), .host = {}, .port = 0, .user = {}};
    if (kind() == m_before.kind)
        proxy = m_before; // what has no field stays: the system's proxy may want a name, too
    if (!m_proxy->isHidden()) {
        proxy.host = m_host->text().trimmed();
        proxy.port = quint16(m_port->value());
        proxy.user = m_user->text().trimmed();
    }
    account.network.proxy = proxy;
    m_certificates->writeTo(account.network);
    const auto sign = [this](core::ServerSettings &server) {
        if (m_certificates->signsIn())
            server.auth = u"external"_s;
        else if (server.auth == "external"_L1)
            server.auth = u"auto"_s;
    };
    sign(account.receive);
    sign(account.send);
    // For the very server only: another one in its place begins without.
    account.network.oldTls.clear();
    if (m_oldReceiving->isChecked())
        account.network.oldTls.append(placeOf(account.receive));
    if (m_oldSending->isChecked())
        account.network.oldTls.append(placeOf(account.send));
}

core::Secret NetworkForm::proxyPassword() const
{
    return m_proxy->isHidden() ? core::Secret() : m_password->secret();
}

core::Secret NetworkForm::passphrase() const
{
    return m_certificates->passphrase();
}

FormField *NetworkForm::fieldOf(Flaw flaw) const
{
    return flaw == Flaw::ProxyHostMissing ? m_hostField : flaw == Flaw::ProxyPortMissing ? m_portField : nullptr;
}

void NetworkForm::clearFlaws()
{
    for (FormField *field : {m_hostField, m_portField})
        field->setFlaw({});
}

} // namespace ui
