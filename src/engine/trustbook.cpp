// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trustbook.h"

#include "core/log.h"

#include <QPointer>

#include <algorithm>

using core::TrustAnswer;
using core::TrustEvent;
using core::TrustException;
using core::TrustQuestion;

namespace engine
{

namespace
{
TrustException exceptionFor(const TrustQuestion &question)
{
    return {.host = question.host,
        .port = question.port,
        .spkiSha256 = question.chain.first().spkiSha256,
        .problems = question.problems,
        .leaf = question.chain.first(),
        .acceptedAt = QDateTime::currentDateTimeUtc()};
}

TrustEvent eventFor(const TrustQuestion &question, TrustEvent::What what)
{
    return {.at = QDateTime::currentDateTimeUtc(),
        .host = question.host,
        .port = question.port,
        .what = what,
        .spkiSha256 = question.chain.first().spkiSha256,
        .sha256 = question.chain.first().sha256,
        .problems = question.problems};
}

void put(QList<TrustException> &list, const TrustException &exception)
{
    list.removeIf([&](const TrustException &e) { return e.host == exception.host && e.port == exception.port; });
    list.append(exception);
}

bool covers(const TrustException &exception, const TrustQuestion &question)
{
    return exception.host == question.host && exception.spkiSha256 == question.chain.first().spkiSha256
        && std::ranges::all_of(question.problems, [&](auto problem) { return exception.problems.contains(problem); });
}
} // namespace

TrustBook::TrustBook(StoreWriter &writer, Questions &questions, QList<TrustException> stored)
    : m_writer(writer)
    , m_questions(questions)
    , m_always(std::move(stored))
{
}

net::TlsPolicy TrustBook::policy(const core::NetworkSettings &network)
{
    net::TlsPolicy policy;
    policy.add(network);
    policy.exceptions = m_always + m_once;
    // What an account's own authority vouches for says nothing about the other accounts.
    const bool isCommon = network.authorities.isEmpty();
    policy.onAccepted = [self = QPointer(this), isCommon](const TrustQuestion &question) {
        if (self && (isCommon || !question.problems.isEmpty()))
            self->used(question);
    };
    return policy;
}

void TrustBook::used(const TrustQuestion &question)
{
    const auto known = std::ranges::find_if(
        m_always, [&](const TrustException &e) { return e.host == question.host && e.port == question.port; });
    if (known == m_always.end() || question.chain.isEmpty())
        return;
    if (question.problems.isEmpty()) {
        outlived(*known, question);
        return;
    }
    if (!covers(*known, question))
        return;
    QList<core::CertificateProblem> faults = known->problems;
    faults.removeAll(core::CertificateProblem::KeyChanged); // was so once, when it was accepted
    const bool isNarrower = question.problems.size() < faults.size();
    const core::CertificateInfo leaf = question.chain.first();
    if (known->leaf.sha256 == leaf.sha256 && !isNarrower)
        return;
    known->leaf = leaf;
    if (isNarrower)
        known->problems = question.problems;
    m_writer.post([exception = *known, event = eventFor(question, TrustEvent::What::Renewed)](store::Transaction &tx) {
        return tx.putTrust(exception).and_then([&] { return tx.recordTrust(event); });
    });
}

/** The chain is valid now: what is wrong with it next time is asked about. */
void TrustBook::outlived(const TrustException &exception, const TrustQuestion &verified)
{
    qCInfo(core::lcEngine) << "certificate verifies now; the exception ends" << exception.host << exception.port;
    TrustEvent event = eventFor(verified, TrustEvent::What::Forgotten);
    event.spkiSha256 = exception.spkiSha256;
    m_writer.post([host = exception.host, port = exception.port, event](store::Transaction &tx) {
        return tx.removeTrust(host, port).and_then([&] { return tx.recordTrust(event); });
    });
    m_always.removeIf([host = verified.host, port = verified.port](
                          const TrustException &e) { return e.host == host && e.port == port; });
}

std::optional<TrustAnswer> TrustBook::answeredForHost(const TrustQuestion &question) const
{
    const auto covering = [&](const TrustException &e) {
        return covers(e, question);
    };
    if (std::ranges::any_of(m_always, covering))
        return TrustAnswer::Always;
    if (std::ranges::any_of(m_once, covering))
        return TrustAnswer::Once;
    return std::nullopt;
}

async::Task<> TrustBook::resolve(core::AccountId account, TrustQuestion question)
{
    if (question.chain.isEmpty())
        co_await core::failure(core::Errc::CertificateUntrusted, question.host);
    const bool known = co_await adopt(question);
    if (known)
        co_return;
    if (!question.previousSpkiSha256.isEmpty())
        m_writer.post([event = eventFor(question, TrustEvent::What::KeyChanged)](
                          store::Transaction &tx) { return tx.recordTrust(event); });
    const TrustAnswer answer = co_await m_questions.askTrust(account, looked(question));
    if (answer == TrustAnswer::DoNotConnect)
        co_await core::failure(core::Errc::CertificateUntrusted, question.host);
    co_await accept(question, answer);
}

TrustQuestion TrustBook::looked(TrustQuestion question)
{
    question.interceptor = m_watch.look(question);
    return question;
}

async::Task<bool> TrustBook::adopt(TrustQuestion question)
{
    const auto known = question.chain.isEmpty() ? std::nullopt : answeredForHost(question);
    if (known)
        co_await accept(question, *known);
    co_return known.has_value();
}

async::Task<> TrustBook::accept(TrustQuestion question, TrustAnswer answer)
{
    if (question.chain.isEmpty() || answer == TrustAnswer::DoNotConnect)
        co_await core::failure(core::Errc::InvalidInput, question.host);
    if (question.problems.contains(core::CertificateProblem::Revoked)) // its key may be anybody's by now
        answer = TrustAnswer::Once;
    const TrustException exception = exceptionFor(question);
    qCInfo(core::lcEngine) << "certificate accepted" << (answer == TrustAnswer::Always ? "always" : "once")
                           << exception.host << exception.port << exception.leaf.sha256.toHex();
    if (answer == TrustAnswer::Once) {
        put(m_once, exception);
        co_return;
    }
    const TrustEvent event = eventFor(question, TrustEvent::What::Accepted);
    co_await m_writer.write([exception, event](store::Transaction &tx) {
        return tx.putTrust(exception).and_then([&] { return tx.recordTrust(event); });
    });
    put(m_always, exception);
}

async::Task<> TrustBook::forget(QString host, quint16 port)
{
    const auto matches = [&](const TrustException &e) {
        return e.host == host && e.port == port;
    };
    const bool known = std::ranges::any_of(m_always, matches) || std::ranges::any_of(m_once, matches);
    if (!known)
        co_await core::failure(core::Errc::NoSuchMessage, QStringLiteral("%1:%2").arg(host).arg(port));
    m_once.removeIf(matches);
    TrustEvent event{.at = QDateTime::currentDateTimeUtc(), .host = host, .port = port};
    event.what = TrustEvent::What::Forgotten;
    for (const TrustException &e : m_always) {
        if (matches(e))
            event.spkiSha256 = e.spkiSha256;
    }
    co_await m_writer.write([host, port, event](store::Transaction &tx) {
        return tx.removeTrust(host, port).and_then([&] { return tx.recordTrust(event); });
    });
    m_always.removeIf(matches);
}

} // namespace engine
