// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sources.h"

#include "async/awaiters.h"
#include "async/taskscope.h"
#include "autoconfig.h"
#include "core/address.h"
#include "names.h"
#include "net/https.h"
#include "providertable.h"

#include <QNetworkReply>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Protocol;
using core::Security;

namespace providers
{

namespace
{
async::Task<QByteArray> fetched(QNetworkAccessManager *network, QUrl url, net::Proxy proxy)
{
    // Asked for here and set for all that follows, which is this request: nobody else comes in between.
    const net::Proxy way = co_await net::proxyFor(std::move(proxy), url.host(), quint16(url.port(443)));
    network->setProxy(net::qtProxy(way));
    const std::unique_ptr<QNetworkReply> reply(network->get(net::httpsRequest(url)));
    const async::Completion<> done;
    QObject::connect(
        reply.get(), &QNetworkReply::finished, reply.get(), [done] { done.set({}); }, Qt::QueuedConnection);
    QObject::connect(
        reply.get(), &QNetworkReply::downloadProgress, reply.get(), [reply = reply.get()](qint64 received, qint64) {
            if (received > kMostAutoconfig)
                reply->abort();
        });
    // Not a transfer time-out: a server that drips bytes is never silent for long.
    const async::Deadline deadline(kNamePatience, [done, url] { done.set(core::failure(Errc::Timeout, url.host())); });
    co_await done.wait();
    if (reply->error() != QNetworkReply::NoError)
        co_await core::failure(Errc::HostNotFound, url.host(), reply->errorString().toUtf8());
    co_return reply->readAll();
}

async::Task<QList<Offer>> listOfOne(QNetworkAccessManager *network, QString address, net::Proxy proxy)
{
    co_return QList<Offer>{co_await publishedOffer(network, address, std::move(proxy))};
}

/** Of the hosts that take the domain's mail, the first that the table knows. */
async::Task<QList<Offer>> hostedOffers(QString address)
{
    for (const QString &host : co_await mailExchanges(core::Address{{}, address}.domain())) {
        if (const Provider *provider = ProviderTable::builtIn().forExchange(host)) {
            Offer offer = provider->offer(address, host);
            offer.source = u"mx"_s;
            co_return QList<Offer>{offer};
        }
    }
    co_return QList<Offer>{};
}

struct Kind {
    QLatin1StringView service;
    Security security;
    std::optional<Protocol> protocol; ///< none: sending
};
constexpr Kind kKinds[]
    = {{"_imaps"_L1, Security::Tls, Protocol::Imap}, {"_imap"_L1, Security::StartTls, Protocol::Imap},
        {"_pop3s"_L1, Security::Tls, Protocol::Pop3}, {"_pop3"_L1, Security::StartTls, Protocol::Pop3},
        {"_submissions"_L1, Security::Tls, {}}, {"_submission"_L1, Security::StartTls, {}}};
} // namespace

async::Task<Offer> publishedOffer(QNetworkAccessManager *network, QString address, net::Proxy proxy)
{
    const QList<QUrl> places = autoconfigPlaces(address);
    core::Error last{Errc::HostNotFound, address, {}};
    async::TaskScope scope;
    QList<async::Completion<QByteArray>> asked;
    for (const QUrl &place : places)
        asked.append(async::spawn(scope, fetched(network, place, proxy)));
    for (const auto &one : asked) {
        const auto bytes = co_await one.result();
        const auto offer = bytes ? parseAutoconfig(*bytes, address) : std::unexpected(bytes.error());
        if (offer)
            co_return *offer;
        last = offer.error();
    }
    co_await std::unexpected(last);
    co_return Offer{}; // not reached: the line above ends the task
}

async::Task<QList<Offer>> namedOffers(QString address)
{
    const QString domain = QString::fromLatin1(QUrl::toAce(core::Address{{}, address}.domain()));
    Offer own{.source = u"srv"_s, .receive = {}, .send = {}}, foreign = own;
    foreign.suggestedOnly = true;
    async::TaskScope scope;
    QList<async::Completion<QList<Service>>> asked;
    for (const Kind &kind : kKinds)
        asked.append(async::spawn(scope, services(kind.service + u"._tcp."_s + domain)));
    for (qsizetype i = 0; i < asked.size(); ++i) {
        const auto found = co_await asked[i].result();
        for (const Service &service : found.value_or(QList<Service>())) {
            Offer &offer = service.host == domain || service.host.endsWith(u'.' + domain) ? own : foreign;
            const core::ServerSettings server{
                .host = service.host, .port = service.port, .security = kKinds[i].security, .user = address};
            if (kKinds[i].protocol)
                offer.receive.append({*kKinds[i].protocol, server});
            else
                offer.send.append(server);
        }
    }
    QList<Offer> offers;
    for (const Offer &offer : {own, foreign}) {
        if (!offer.receive.isEmpty() || !offer.send.isEmpty())
            offers.append(offer);
    }
    co_return offers;
}

async::Task<QList<Offer>> offersFor(QString address, net::Proxy proxy)
{
    const ProviderTable &table = ProviderTable::builtIn();
    QList<Offer> offers;
    if (const Provider *known = table.forAddress(address))
        offers.append(known->offer(address));
    if (autoconfigPlaces(address).isEmpty() || table.isCertainOf(address))
        co_return offers;
    QNetworkAccessManager network;
    const net::Proxy way = co_await net::proxyFor(proxy, core::Address{{}, address}.domain(), 443);
    async::TaskScope scope;
    QList asked{async::spawn(scope, listOfOne(&network, address, proxy))};
    if (way.settings.kind == core::ProxyKind::None) { // else the name would be told to the resolver behind its back
        asked.append(async::spawn(scope, hostedOffers(address)));
        asked.append(async::spawn(scope, namedOffers(address)));
    }
    QList<Offer> found;
    for (const auto &one : std::as_const(asked)) {
        const auto more = co_await one.result();
        found += more.value_or(QList<Offer>());
    }
    co_return found + offers;
}

} // namespace providers
