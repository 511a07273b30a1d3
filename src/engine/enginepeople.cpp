// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace engine
{

/** All side by side; what one cannot say keeps nobody from seeing what the others know. */
async::Task<core::PeopleFound> Engine::people(
    core::AccountId account, QString text, int limit, QString language, bool mayAsk)
{
    QList<async::Completion<core::PeopleFound>> asked;
    for (const auto &[id, service] : m_accounts) {
        const bool isMeant = !account.isValid() || account == id;
        if (isMeant && !service->account().directory.server.host.isEmpty())
            asked.append(service->people(text, limit, language, mayAsk));
    }
    if (asked.isEmpty())
        co_await core::failure(Errc::InvalidInput, u"directory"_s);
    core::PeopleFound all;
    bool isAnswered = false;
    QSet<QString> known;
    for (const async::Completion<core::PeopleFound> &one : asked) {
        auto found = co_await one.result();
        if (!found && found.error().code != Errc::Cancelled)
            all.error = found.error();
        if (!found)
            continue;
        isAnswered = true;
        all.more |= found->more;
        for (const core::Person &person : std::as_const(found->people)) {
            const QString address = person.address.address.toLower();
            if (!known.contains(address) && all.people.size() < limit)
                all.people.append(person);
            known.insert(address);
        }
    }
    if (!isAnswered)
        co_await std::unexpected(all.error.value_or(core::Error{Errc::Cancelled, {}, {}}));
    co_return all;
}

} // namespace engine
