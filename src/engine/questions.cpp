// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "questions.h"

#include <algorithm>

using core::Errc;

namespace engine
{

namespace
{
bool sameMatter(const core::Question &a, const core::Question &b)
{
    if (a.body.index() != b.body.index())
        return false;
    if (const auto *trust = std::get_if<core::TrustQuestion>(&a.body)) {
        const auto &other = std::get<core::TrustQuestion>(b.body);
        return trust->host == other.host && !trust->chain.isEmpty() && !other.chain.isEmpty()
            && trust->chain.first().spkiSha256 == other.chain.first().spkiSha256 && trust->problems == other.problems
            && trust->port == other.port;
    }
    if (const auto *signIn = std::get_if<core::SignInQuestion>(&a.body))
        return signIn->account == std::get<core::SignInQuestion>(b.body).account;
    const auto &password = std::get<core::PasswordQuestion>(a.body);
    const auto &other = std::get<core::PasswordQuestion>(b.body);
    return password.account == other.account && password.purpose == other.purpose;
}
} // namespace

Questions::Entry &Questions::entryFor(const core::Question &question)
{
    const auto same = std::ranges::find_if(m_entries, [&](const Entry &e) { return sameMatter(e.question, question); });
    if (same != m_entries.end())
        return *same;
    Entry entry;
    entry.question = question;
    entry.question.id = ++m_lastId;
    return *m_entries.insert(m_lastId, entry);
}

async::Task<core::TrustAnswer> Questions::askTrust(core::AccountId account, core::TrustQuestion question)
{
    const async::Completion<core::TrustAnswer> answered;
    {
        Entry &entry = entryFor({.account = account, .body = std::move(question)});
        entry.trustWaiters.append(answered);
        if (entry.trustWaiters.size() == 1)
            Q_EMIT asked(entry.question);
    }
    co_return co_await answered.wait();
}

async::Task<Questions::PasswordAnswer> Questions::askPassword(core::PasswordQuestion question)
{
    const async::Completion<PasswordAnswer> answered;
    {
        const core::AccountId account = question.account;
        Entry &entry = entryFor({.account = account, .body = std::move(question)});
        entry.passwordWaiters.append(answered);
        if (entry.passwordWaiters.size() == 1)
            Q_EMIT asked(entry.question);
    }
    co_return co_await answered.wait();
}

async::Task<bool> Questions::askSignIn(core::SignInQuestion question)
{
    const async::Completion<bool> answered;
    {
        const core::AccountId account = question.account;
        Entry &entry = entryFor({.account = account, .body = std::move(question)});
        entry.signInWaiters.append(answered);
        if (entry.signInWaiters.size() == 1)
            Q_EMIT asked(entry.question);
    }
    co_return co_await answered.wait();
}

Questions::Entry Questions::take(qint64 id)
{
    Entry entry = m_entries.take(id);
    Q_EMIT gone(id);
    return entry;
}

core::Result<> Questions::answerTrust(qint64 id, core::TrustAnswer answer)
{
    if (!m_entries.contains(id) || !std::holds_alternative<core::TrustQuestion>(m_entries[id].question.body))
        return core::failure(Errc::NoSuchMessage, QStringLiteral("question %1").arg(id));
    const Entry entry = take(id);
    for (const auto &waiter : entry.trustWaiters)
        waiter.set(answer);
    return {};
}

core::Result<> Questions::answerPassword(qint64 id, PasswordAnswer answer)
{
    if (!m_entries.contains(id) || !std::holds_alternative<core::PasswordQuestion>(m_entries[id].question.body))
        return core::failure(Errc::NoSuchMessage, QStringLiteral("question %1").arg(id));
    const Entry entry = take(id);
    for (const auto &waiter : entry.passwordWaiters)
        waiter.set(answer);
    return {};
}

core::Result<> Questions::answerSignIn(qint64 id, bool isSignedIn)
{
    if (!m_entries.contains(id) || !std::holds_alternative<core::SignInQuestion>(m_entries[id].question.body))
        return core::failure(Errc::NoSuchMessage, QStringLiteral("question %1").arg(id));
    const Entry entry = take(id);
    for (const auto &waiter : entry.signInWaiters)
        waiter.set(isSignedIn);
    return {};
}

void Questions::answerSignIns(core::AccountId account)
{
    for (const core::Question &question : pending()) {
        if (question.account == account && std::holds_alternative<core::SignInQuestion>(question.body))
            (void)answerSignIn(question.id, true);
    }
}

void Questions::declineAll()
{
    const QList<core::Question> all = pending();
    for (const core::Question &question : all) {
        if (std::holds_alternative<core::TrustQuestion>(question.body))
            (void)answerTrust(question.id, core::TrustAnswer::DoNotConnect);
        else if (std::holds_alternative<core::SignInQuestion>(question.body))
            (void)answerSignIn(question.id, false);
        else
            (void)answerPassword(question.id, {});
    }
}

std::optional<core::Question> Questions::question(qint64 id) const
{
    const auto it = m_entries.constFind(id);
    return it == m_entries.constEnd() ? std::nullopt : std::optional(it->question);
}

QList<core::Question> Questions::pending() const
{
    QList<core::Question> list;
    for (const Entry &entry : m_entries)
        list.append(entry.question);
    std::ranges::sort(list, {}, &core::Question::id);
    return list;
}

} // namespace engine
