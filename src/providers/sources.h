// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/task.h"
#include "net/proxy.h"
#include "offer.h"

#include <QNetworkAccessManager>

namespace providers
{

/**
 * Everybody who may know the servers for an address, best first: the built-in table; the domain's own autoconfig file;
 * whoever runs the domain's MX hosts, if the table knows them; its SRV records (RFC 6186, 8314). Where the table is
 * certain nobody is asked. Within 4 s; never fails: no answer is an empty list. Only the domain goes out, and it goes
 * to the domain's own servers and the resolver; through a proxy, which carries no DNS, to the former only.
 */
async::Task<QList<Offer>> offersFor(QString address, net::Proxy proxy = {});

/**
 * The file that the address's domain publishes. HostNotFound when there is none; ProtocolViolation when it is no such
 * file. `network` is on this thread.
 */
async::Task<Offer> publishedOffer(QNetworkAccessManager *network, QString address, net::Proxy proxy = {});

/** What the domain's SRV records say. Targets outside the domain are only suggested: DNS is not authenticated. */
async::Task<QList<Offer>> namedOffers(QString address);

} // namespace providers
