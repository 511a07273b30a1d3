// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "autoconfig.h"

#include "core/address.h"

#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace providers
{

namespace
{
QString replaced(QString text, const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    return text.replace("%EMAILADDRESS%"_L1, address)
        .replace("%EMAILLOCALPART%"_L1, address.left(at))
        .replace("%EMAILDOMAIN%"_L1, core::Address{{}, address}.domain());
}

bool isOneLine(const QString &text)
{
    return text.size() <= 320
        && std::ranges::none_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

class Reader
{
public:
    Reader(const QByteArray &xml, const QString &address)
        : m_xml(xml)
        , m_address(address)
    {
        m_offer.source = u"autoconfig"_s;
    }

    Result<Offer> read()
    {
        if (!m_xml.readNextStartElement() || m_xml.name() != "clientConfig"_L1)
            return bad();
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "emailProvider"_L1)
                readProvider();
            else
                m_xml.skipCurrentElement();
        }
        if (m_xml.hasError() || m_offer.receive.isEmpty())
            return bad();
        return m_offer;
    }

private:
    std::unexpected<core::Error> bad() const
    {
        const QString text = m_xml.hasError() ? m_xml.errorString() : u"no server that can be used"_s;
        return core::failure(Errc::ProtocolViolation, u"autoconfig"_s, text.toUtf8());
    }

    void readProvider()
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "incomingServer"_L1 || m_xml.name() == "outgoingServer"_L1)
                readServer(m_xml.name() == "incomingServer"_L1);
            else
                m_xml.skipCurrentElement();
        }
    }

    QString text() { return m_xml.readElementText(QXmlStreamReader::SkipChildElements).simplified(); }

    void readServer(bool incoming)
    {
        const QString type = m_xml.attributes().value("type"_L1).toString();
        core::ServerSettings server;
        server.security = core::Security::None;
        while (m_xml.readNextStartElement()) {
            const QString element = m_xml.name().toString(), value = text();
            if (element == "hostname"_L1)
                server.host = replaced(value, m_address).toLower();
            else if (element == "port"_L1)
                server.port = value.toUShort();
            else if (element == "socketType"_L1)
                server.security = securityOf(value);
            else if (element == "username"_L1)
                server.user = replaced(value, m_address);
        }
        take(incoming, type, server);
    }

    static core::Security securityOf(const QString &socketType)
    {
        if (socketType.compare("SSL"_L1, Qt::CaseInsensitive) == 0)
            return core::Security::Tls;
        return socketType.compare("STARTTLS"_L1, Qt::CaseInsensitive) == 0 ? core::Security::StartTls
                                                                           : core::Security::None;
    }

    void take(bool incoming, const QString &type, core::ServerSettings server)
    {
        if (server.security == core::Security::None)
            return;
        if (server.user.isEmpty())
            server.user = m_address;
        const auto protocol = core::protocolFromName(type);
        const bool known = incoming ? protocol.has_value() : type == "smtp"_L1;
        if (!known || server.port == 0 || !isHostName(server.host) || !isOneLine(server.user))
            return;
        if (incoming && m_offer.receive.size() < kMostServers)
            m_offer.receive.append({*protocol, server});
        else if (!incoming && m_offer.send.size() < kMostServers)
            m_offer.send.append(server);
    }

    static constexpr qsizetype kMostServers = 6; // each costs a connection

    QXmlStreamReader m_xml;
    QString m_address;
    Offer m_offer;
};
} // namespace

QList<QUrl> autoconfigPlaces(const QString &address)
{
    const QString domain = QString::fromLatin1(QUrl::toAce(core::Address{{}, address}.domain()));
    if (!isHostName(domain))
        return {};
    return {QUrl(u"https://autoconfig.%1/mail/config-v1.1.xml"_s.arg(domain)),
        QUrl(u"https://%1/.well-known/autoconfig/mail/config-v1.1.xml"_s.arg(domain))};
}

Result<Offer> parseAutoconfig(const QByteArray &xml, const QString &address)
{
    if (xml.size() > kMostAutoconfig)
        return core::failure(Errc::MessageTooLarge, u"autoconfig"_s);
    return Reader(xml, address).read();
}

} // namespace providers
