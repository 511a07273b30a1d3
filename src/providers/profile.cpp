// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile.h"

#include "offer.h"

#include <QScopeGuard>
#include <QVariantMap>
#include <QXmlStreamReader>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>

using namespace Qt::StringLiterals;
using core::Account;
using core::Errc;
using core::Result;
using core::Security;

namespace providers
{

namespace
{
constexpr int kMostDepth = 16;
constexpr int kMostValues = 4000;
constexpr int kMostAccounts = 20;
constexpr qsizetype kMostText = 320; ///< of a name, host or address

std::unexpected<core::Error> bad(const QByteArray &why)
{
    return core::failure(Errc::ProtocolViolation, u"profile"_s, why);
}

/** What a CMS signature goes around; its chain is not judged, its digest is. */
Result<QByteArray> contentOf(const QByteArray &der)
{
    ERR_clear_error();
    const auto forget = qScopeGuard([] { ERR_clear_error(); }); // else the next TLS connection takes them for its own
    const std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_mem_buf(der.constData(), int(der.size())), BIO_free);
    const std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)> cms(
        d2i_CMS_bio(in.get(), nullptr), CMS_ContentInfo_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
    if (!cms
        || CMS_verify(cms.get(), nullptr, nullptr, nullptr, out.get(), CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) != 1)
        return bad("no property list, and no signed one");
    char *data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return size > 0 && size <= kMostProfile ? Result<QByteArray>(QByteArray(data, size)) : bad("too long");
}

/** A property list as values: dict, array, string, integer, true and false; what else there is counts as empty. */
class PlistReader
{
public:
    explicit PlistReader(const QByteArray &xml)
        : m_xml(xml)
    {
    }

    Result<QVariantMap> read()
    {
        while (!m_xml.atEnd() && m_xml.readNext() != QXmlStreamReader::StartElement) {
            if (m_xml.tokenType() == QXmlStreamReader::DTD && !m_xml.entityDeclarations().isEmpty())
                m_xml.raiseError(u"entities"_s); // nobody needs them in a profile
        }
        if (m_xml.hasError() || m_xml.name() != "plist"_L1 || !m_xml.readNextStartElement())
            return bad("no property list");
        const QVariant root = value(0);
        if (m_xml.hasError())
            return bad(m_xml.errorString().toUtf8());
        return root.toMap();
    }

private:
    QVariant value(int depth)
    {
        if (depth > kMostDepth || ++m_count > kMostValues) {
            m_xml.raiseError(u"too much of it"_s);
            return {};
        }
        const QStringView name = m_xml.name();
        if (name == "dict"_L1)
            return dictionary(depth);
        if (name == "array"_L1) {
            QVariantList list;
            while (m_xml.readNextStartElement())
                list.append(value(depth + 1));
            return list;
        }
        if (name == "true"_L1 || name == "false"_L1) {
            const bool isTrue = name == "true"_L1;
            m_xml.skipCurrentElement();
            return isTrue;
        }
        const bool isNumber = name == "integer"_L1;
        const QString text = m_xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        return isNumber ? QVariant(text.toLongLong()) : QVariant(text);
    }

    QVariantMap dictionary(int depth)
    {
        QVariantMap map;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() != "key"_L1) {
                m_xml.raiseError(u"a value without a key"_s);
                return {};
            }
            const QString key = m_xml.readElementText().trimmed();
            if (!m_xml.readNextStartElement()) {
                m_xml.raiseError(u"a key without a value"_s);
                return {};
            }
            map.insert(key, value(depth + 1));
        }
        return map;
    }

    QXmlStreamReader m_xml;
    int m_count = 0;
};

/** One line, as a name or address may be; else nothing. */
QString line(const QVariantMap &payload, const QString &key)
{
    const QString text = payload.value(key).toString();
    const bool isPlain = text.size() <= kMostText && std::ranges::none_of(text, [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
    return isPlain ? text : QString();
}

QString authOf(const QString &name)
{
    if (name == "EmailAuthCRAMMD5"_L1)
        return u"cram-md5"_s;
    return name == "EmailAuthNTLM"_L1 ? u"ntlm"_s : u"auto"_s;
}

/** `way`: "Incoming", "Outgoing". */
core::ServerSettings serverOf(const QVariantMap &payload, const QString &way, quint16 tlsPort, quint16 startTlsPort)
{
    const QString start = way + u"MailServer"_s;
    core::ServerSettings server;
    server.host = line(payload, start + u"HostName"_s).toLower();
    server.user = line(payload, start + u"Username"_s);
    server.auth = authOf(payload.value(start + u"Authentication"_s).toString());
    const bool isTls = payload.value(start + u"UseSSL"_s).toBool();
    const qlonglong port = payload.value(start + u"PortNumber"_s).toLongLong();
    const bool isPort = port > 0 && port <= 65535;
    server.port = isPort ? quint16(port) : isTls ? tlsPort : startTlsPort;
    // "SSL" on the plain port means STARTTLS; and where it is off, nothing goes out in clear all the same.
    const bool isPlainPort = server.port == 143 || server.port == 110 || server.port == 587 || server.port == 25;
    server.security = isTls && !isPlainPort ? Security::Tls : Security::StartTls;
    return server;
}

std::optional<Account> accountOf(const QVariantMap &payload)
{
    if (payload.value(u"PayloadType"_s).toString() != "com.apple.mail.managed"_L1)
        return std::nullopt;
    Account account;
    account.address = line(payload, u"EmailAddress"_s);
    account.fullName = line(payload, u"EmailAccountName"_s);
    account.name = line(payload, u"EmailAccountDescription"_s);
    const bool isPop3 = payload.value(u"EmailAccountType"_s).toString() == "EmailTypePOP"_L1;
    account.protocol = isPop3 ? core::Protocol::Pop3 : core::Protocol::Imap;
    account.receive = isPop3 ? serverOf(payload, u"Incoming"_s, 995, 110) : serverOf(payload, u"Incoming"_s, 993, 143);
    account.send = serverOf(payload, u"Outgoing"_s, 465, 587);
    if (account.send.user.isEmpty())
        account.send.user = account.receive.user;
    if (account.name.isEmpty())
        account.name = account.address;
    const bool isUsable = isHostName(account.receive.host) && isHostName(account.send.host);
    return isUsable ? std::optional(account) : std::nullopt;
}
} // namespace

Result<QList<Account>> parseProfile(const QByteArray &bytes)
{
    if (bytes.size() > kMostProfile)
        return bad("too long");
    if (bytes.startsWith("bplist"))
        return bad("a binary property list");
    const QByteArray start = bytes.first(std::min<qsizetype>(bytes.size(), 100)).trimmed();
    Result<QByteArray> xml = bytes;
    if (!start.startsWith('<') && !start.startsWith("\xef\xbb\xbf"))
        xml = contentOf(bytes);
    const auto profile = xml.and_then([](const QByteArray &text) { return PlistReader(text).read(); });
    if (!profile)
        return std::unexpected(profile.error());
    if (profile->contains(u"EncryptedPayloadContent"_s))
        return bad("encrypted");
    QList<Account> accounts;
    for (const QVariant &payload : profile->value(u"PayloadContent"_s).toList()) {
        const auto account = accountOf(payload.toMap());
        if (account && accounts.size() < kMostAccounts)
            accounts.append(*account);
    }
    if (accounts.isEmpty())
        return core::failure(Errc::NoSuchMailbox, u"profile"_s);
    return accounts;
}

} // namespace providers
