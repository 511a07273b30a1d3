// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providertable.h"

#include "core/address.h"
#include "table.h"

#include <QDate>

#include <array>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace providers
{

namespace
{
template <typename Enum>
struct Named {
    QLatin1StringView name;
    Enum value;
};
constexpr std::array kUserNames{Named{"address"_L1, UserName::Address}, Named{"local-part"_L1, UserName::LocalPart},
    Named{"local.domain"_L1, UserName::LocalDotDomain}, Named{"issued"_L1, UserName::Issued}};
constexpr std::array kNotes{Named{"switch-on"_L1, Note::SwitchOn}, Named{"app-password"_L1, Note::AppPassword},
    Named{"own-password"_L1, Note::OwnPassword}, Named{"browser-sign-in-only"_L1, Note::BrowserSignInOnly},
    Named{"imap-is-an-option"_L1, Note::ImapIsAnOption}, Named{"not-for-mail-programs"_L1, Note::NotForMailPrograms}};

/** Reads one row and remembers the first thing that is wrong with it. */
class Row : public TableRow
{
public:
    using TableRow::TableRow;

    Result<Provider> read()
    {
        Provider row;
        row.id = text("id"_L1);
        row.name = words("name"_L1);
        row.domains = strings("domains"_L1);
        row.exchanges = strings("exchanges"_L1);
        const QString confidence = text("confidence"_L1);
        row.confidence = confidence.size() == 1 ? confidence.front() : QChar();
        row.date = text("date"_L1);
        row.sources = strings("sources"_L1);
        row.userName = named(kUserNames, text("userName"_L1));
        row.sendUserName
            = json().contains("sendUserName"_L1) ? named(kUserNames, text("sendUserName"_L1)) : row.userName;
        row.issuedName = words("issuedName"_L1);
        for (const QJsonValue &value : json()["receive"_L1].toArray()) {
            const auto protocol = core::protocolFromName(value["protocol"_L1].toString());
            require(protocol.has_value(), u"protocol"_s);
            row.receive.append({protocol.value_or(core::Protocol::Imap), server(value)});
        }
        for (const QJsonValue &value : json()["send"_L1].toArray())
            row.send.append(server(value));
        for (const QString &note : strings("notes"_L1))
            row.notes.append(named(kNotes, note));
        row.page = QUrl(text("page"_L1), QUrl::StrictMode);
        check(row);
        return ended(row.id, row);
    }

private:
    void check(const Provider &row)
    {
        require(!row.id.isEmpty(), u"id"_s);
        require(!row.name.english.isEmpty() && !row.name.japanese.isEmpty(), u"name"_s);
        require(!row.domains.isEmpty() || !row.exchanges.isEmpty(), u"domains"_s);
        require(!row.sources.isEmpty(), u"sources"_s);
        require(QDate::fromString(row.date, Qt::ISODate).isValid(), u"date"_s);
        require(u"ABC"_s.contains(row.confidence), u"confidence"_s);
        const bool issued = row.userName == UserName::Issued || row.sendUserName == UserName::Issued;
        require(issued != row.issuedName.english.isEmpty(), u"issuedName"_s);
        require(row.notes.contains(Note::NotForMailPrograms) == row.receive.isEmpty(), u"receive"_s);
        require(row.receive.isEmpty() == row.send.isEmpty(), u"send"_s);
        require(row.page.isEmpty() || row.page.scheme() == "https"_L1, u"page"_s);
    }

    Provider::Words words(QLatin1StringView key) const
    {
        return {json()[key]["en"_L1].toString(), json()[key]["ja"_L1].toString()};
    }

    template <typename Enum, size_t N>
    Enum named(const std::array<Named<Enum>, N> &table, const QString &name)
    {
        const auto found = std::ranges::find_if(table, [&](const Named<Enum> &entry) { return entry.name == name; });
        require(found != table.end(), name.isEmpty() ? u"userName"_s : name);
        return found != table.end() ? found->value : table.front().value;
    }

    core::ServerSettings server(const QJsonValue &value)
    {
        core::ServerSettings settings;
        settings.host = value["host"_L1].toString();
        settings.port = quint16(value["port"_L1].toInt());
        const auto security = core::securityFromName(value["security"_L1].toString());
        settings.security = security.value_or(core::Security::None);
        require(settings.security != core::Security::None, u"security"_s);
        require(settings.port != 0, u"port"_s);
        const bool isPlace = settings.host == "{domain}"_L1 || settings.host == "{exchange}"_L1;
        require(isPlace || isHostName(settings.host), u"host"_s);
        return settings;
    }
};

QString userFor(UserName form, const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    switch (form) {
    case UserName::Address:
        return address;
    case UserName::LocalPart:
        return address.left(at);
    case UserName::LocalDotDomain:
        return address.left(at) + u'.' + address.sliced(at + 1);
    case UserName::Issued:
        break;
    }
    return {};
}
} // namespace

bool matchesAny(const QStringList &patterns, const QString &host)
{
    return std::ranges::any_of(patterns, [&](const QString &pattern) {
        return pattern.startsWith("*."_L1) ? host.endsWith(QStringView(pattern).sliced(1)) : host == pattern;
    });
}

Offer Provider::offer(const QString &address, const QString &exchange) const
{
    Offer offer{.source = u"provider"_s, .receive = receive, .send = send};
    offer.suggestedOnly = confidence == u'C';
    const auto complete = [&](core::ServerSettings &server, UserName form) {
        server.user = userFor(form, address);
        if (server.host == "{domain}"_L1)
            server.host = core::Address{{}, address}.domain();
        else if (server.host == "{exchange}"_L1)
            server.host = exchange;
    };
    for (Receiving &one : offer.receive)
        complete(one.server, userName);
    for (core::ServerSettings &one : offer.send)
        complete(one, sendUserName);
    return offer;
}

const ProviderTable &ProviderTable::builtIn()
{
    static const ProviderTable table = [] {
        const auto parsed = builtInTable(u"providers.json"_s).and_then(parse);
        Q_ASSERT(parsed); // a test reads it
        return parsed.value_or(ProviderTable());
    }();
    return table;
}

Result<ProviderTable> ProviderTable::parse(const QByteArray &json)
{
    const Result<QJsonArray> rows = tableRows(json, u"providers"_s);
    if (!rows)
        return std::unexpected(rows.error());
    ProviderTable table;
    for (const QJsonValue &value : *rows) {
        auto row = Row(value.toObject()).read();
        if (!row)
            return std::unexpected(row.error());
        table.m_rows.append(*std::move(row));
    }
    return table;
}

const Provider *ProviderTable::forAddress(const QString &address) const
{
    const QString domain = core::Address{{}, address}.domain();
    const auto found
        = std::ranges::find_if(m_rows, [&](const Provider &row) { return matchesAny(row.domains, domain); });
    return found != m_rows.end() ? &*found : nullptr;
}

bool ProviderTable::isCertainOf(const QString &address) const
{
    const Provider *provider = forAddress(address);
    return provider && provider->confidence != u'C';
}

const Provider *ProviderTable::forExchange(const QString &host) const
{
    const QString name = host.toLower();
    const auto found
        = std::ranges::find_if(m_rows, [&](const Provider &row) { return matchesAny(row.exchanges, name); });
    return found != m_rows.end() ? &*found : nullptr;
}

const Provider *ProviderTable::forServer(const QString &host) const
{
    const QString name = host.toLower();
    const auto found = std::ranges::find_if(m_rows, [&](const Provider &row) {
        return std::ranges::any_of(row.receive, [&](const Receiving &one) { return one.server.host == name; })
            || std::ranges::contains(row.send, name, &core::ServerSettings::host) || matchesAny(row.exchanges, name);
    });
    return found != m_rows.end() ? &*found : nullptr;
}

} // namespace providers
