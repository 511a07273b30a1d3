// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "names.h"

#include "async/awaiters.h"
#include "net/connectto.h"
#include "offer.h"

#include <QDnsLookup>
#include <QHostAddress>

using namespace Qt::StringLiterals;
using core::Errc;

namespace providers
{

namespace
{
async::Task<> lookUp(QDnsLookup *lookup, QDnsLookup::Type type, QString name)
{
    lookup->setType(type);
    lookup->setName(name);
    const QString usual = u"name-server"_s;
    const auto [host, port] = net::ConnectTo::resolve(usual, 53);
    if (host != usual)
        lookup->setNameserver(QHostAddress(host), port);
    const async::Completion<> done;
    QObject::connect(lookup, &QDnsLookup::finished, lookup, [done] { done.set({}); }, Qt::QueuedConnection);
    const async::Deadline deadline(kNamePatience, [done, name] { done.set(core::failure(Errc::Timeout, name)); });
    lookup->lookup();
    co_await done.wait();
    if (lookup->error() == QDnsLookup::NotFoundError)
        co_await core::failure(Errc::HostNotFound, name);
    if (lookup->error() != QDnsLookup::NoError)
        co_await core::failure(Errc::Offline, name, lookup->errorString().toUtf8());
}
} // namespace

async::Task<QStringList> mailExchanges(QString domain)
{
    QDnsLookup lookup;
    co_await lookUp(&lookup, QDnsLookup::MX, domain);
    QStringList hosts;
    for (const QDnsMailExchangeRecord &record : lookup.mailExchangeRecords()) { // sorted by Qt
        const QString host = record.exchange().toLower();
        if (isHostName(host))
            hosts.append(host);
    }
    co_return hosts;
}

async::Task<QList<Service>> services(QString name)
{
    QDnsLookup lookup;
    co_await lookUp(&lookup, QDnsLookup::SRV, name);
    QList<Service> list;
    for (const QDnsServiceRecord &record : lookup.serviceRecords()) {
        const QString host = record.target().toLower();
        if (isHostName(host) && record.port() != 0)
            list.append({host, record.port()});
    }
    co_return list;
}

} // namespace providers
