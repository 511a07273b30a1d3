// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "replaylookup.h"

#include "mime/envelope.h"

#include <algorithm>

using core::Errc;

namespace engine
{

namespace
{
constexpr qsizetype kMatchesLookedAt = 1000; ///< of one SEARCH; a server may answer with everything
}

bool isRefusal(const core::Error &error)
{
    switch (error.code) {
    case Errc::ServerRefused:
    case Errc::NoSuchMailbox:
    case Errc::NoSuchMessage:
    case Errc::UidValidityChanged:
    case Errc::OverQuota:
    case Errc::MessageTooLarge:
    case Errc::InvalidInput:
    case Errc::Internal:
        return true;
    default:
        return false;
    }
}

imap::UidSet uidsOf(const QList<core::MessageTarget> &targets)
{
    QList<core::Uid> uids;
    for (const core::MessageTarget &target : targets)
        uids.append(target.key.uid);
    return imap::UidSet::fromList(uids);
}

async::Task<QList<Found>> lookAt(imap::ReadingConnection *reading, QList<core::Uid> uids)
{
    QList<Found> found;
    if (uids.isEmpty())
        co_return found;
    const auto sink = [&found](const QList<imap::SummaryData> &list) {
        for (const imap::SummaryData &data : list)
            found.append({data.uid, mime::parseEnvelope(data.header).messageId, data.size});
    };
    co_await reading->fetchSummaries(imap::UidSet::fromList(uids), sink, {});
    co_return found;
}

async::Task<QList<Found>> withMessageId(imap::ReadingConnection *reading, QString messageId)
{
    const QList<core::Uid> matches = co_await reading->searchMessageId(messageId);
    QList<Found> found = co_await lookAt(reading, matches.last(std::min(matches.size(), kMatchesLookedAt)));
    found.removeIf([&](const Found &one) { return one.messageId != messageId; });
    co_return found;
}

QList<core::Uid> twins(const QList<Found> &since, const QList<core::MessageTarget> &originals)
{
    QHash<std::pair<QString, quint32>, int> allowed;
    for (const core::MessageTarget &original : originals) {
        if (!original.messageId.isEmpty() && original.size != 0)
            ++allowed[{original.messageId, original.size}];
    }
    QList<Found> inOrder = since;
    std::ranges::sort(inOrder, {}, &Found::uid);
    QList<core::Uid> surplus;
    for (const Found &one : std::as_const(inOrder)) {
        const auto it = allowed.find({one.messageId, one.size});
        if (it != allowed.end() && --*it < 0)
            surplus.append(one.uid);
    }
    return surplus;
}

} // namespace engine
