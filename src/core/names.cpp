// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The stable lower-case names of enumerations, used in JSON, settings, logs and on the link.

#include "account.h"
#include "activity.h"
#include "discovery.h"
#include "question.h"
#include "submission.h"

#include <array>

using namespace Qt::StringLiterals;

namespace core
{

namespace
{
template <class Enum, size_t N>
QString nameOf(const std::array<const char *, N> &names, Enum value)
{
    return QString::fromLatin1(names[size_t(value)]);
}

template <class Enum, size_t N>
std::optional<Enum> valueOf(const std::array<const char *, N> &names, const QString &name)
{
    for (size_t i = 0; i < N; ++i) {
        if (name == QLatin1StringView(names[i]))
            return Enum(i);
    }
    return std::nullopt;
}

constexpr std::array kProtocols{"imap", "pop3"};
constexpr std::array kSecurities{"tls", "starttls", "none"};
constexpr std::array kProxyKinds{"system", "none", "socks5", "http"};
constexpr std::array kSubmissionStates{"queued", "sending", "sent", "failed", "unknown"};
constexpr std::array kProblems{
    "unknown-issuer", "self-signed", "wrong-name", "expired", "not-yet-valid", "key-changed", "other", "revoked"};
constexpr std::array kAttemptStates{"waiting", "running", "succeeded", "failed", "skipped"};
constexpr std::array kActivities{"idle", "connecting", "signing-in", "listing-mailboxes", "receiving-summaries",
    "receiving-body", "replaying-actions", "sending", "waiting", "server-notice"};
} // namespace

QString protocolName(Protocol protocol)
{
    return nameOf(kProtocols, protocol);
}

std::optional<Protocol> protocolFromName(const QString &name)
{
    return valueOf<Protocol>(kProtocols, name);
}

QString securityName(Security security)
{
    return nameOf(kSecurities, security);
}

std::optional<Security> securityFromName(const QString &name)
{
    return valueOf<Security>(kSecurities, name);
}

QString proxyKindName(ProxyKind kind)
{
    return nameOf(kProxyKinds, kind);
}

std::optional<ProxyKind> proxyKindFromName(const QString &name)
{
    return valueOf<ProxyKind>(kProxyKinds, name);
}

QString submissionStateName(SubmissionState state)
{
    return nameOf(kSubmissionStates, state);
}

std::optional<SubmissionState> submissionStateFromName(const QString &name)
{
    return valueOf<SubmissionState>(kSubmissionStates, name);
}

QString certificateProblemName(CertificateProblem problem)
{
    return nameOf(kProblems, problem);
}

QString attemptStateName(AttemptState state)
{
    return nameOf(kAttemptStates, state);
}

QString activityKindName(ActivityKind kind)
{
    return nameOf(kActivities, kind);
}

} // namespace core
