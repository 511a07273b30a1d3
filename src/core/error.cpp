// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "error.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace core
{

namespace
{
struct Row {
    Errc code;
    const char *name;
};
constexpr std::array kNames{
    Row{Errc::Offline, "offline"},
    Row{Errc::HostNotFound, "host-not-found"},
    Row{Errc::ConnectionRefused, "connection-refused"},
    Row{Errc::ConnectionLost, "connection-lost"},
    Row{Errc::Timeout, "timeout"},
    Row{Errc::TlsFailed, "tls-failed"},
    Row{Errc::TlsNotOffered, "tls-not-offered"},
    Row{Errc::CertificateUntrusted, "certificate-untrusted"},
    Row{Errc::AuthenticationFailed, "authentication-failed"},
    Row{Errc::AuthenticationUnavailable, "authentication-unavailable"},
    Row{Errc::NoCommonMechanism, "no-common-mechanism"},
    Row{Errc::ProtocolViolation, "protocol-violation"},
    Row{Errc::ServerRefused, "server-refused"},
    Row{Errc::ServerBusy, "server-busy"},
    Row{Errc::NoSuchMailbox, "no-such-mailbox"},
    Row{Errc::NoSuchMessage, "no-such-message"},
    Row{Errc::UidValidityChanged, "uidvalidity-changed"},
    Row{Errc::OverQuota, "over-quota"},
    Row{Errc::MessageTooLarge, "message-too-large"},
    Row{Errc::RecipientRefused, "recipient-refused"},
    Row{Errc::SenderRefused, "sender-refused"},
    Row{Errc::DeliveryUnknown, "delivery-unknown"},
    Row{Errc::StoreFull, "store-full"},
    Row{Errc::StoreCorrupt, "store-corrupt"},
    Row{Errc::StoreFailed, "store-failed"},
    Row{Errc::InvalidInput, "invalid-input"},
    Row{Errc::AlreadyExists, "already-exists"},
    Row{Errc::SetAside, "set-aside"},
    Row{Errc::ProxyNotFound, "proxy-not-found"},
    Row{Errc::ProxyRefused, "proxy-refused"},
    Row{Errc::ProxyFailed, "proxy-failed"},
    Row{Errc::ProxyAuthenticationFailed, "proxy-authentication-failed"},
    Row{Errc::ProxyDenied, "proxy-denied"},
    Row{Errc::ProxyCannotReach, "proxy-cannot-reach"},
    Row{Errc::PassphraseNeeded, "passphrase-needed"},
    Row{Errc::ProtocolNotSupported, "protocol-not-supported"},
    Row{Errc::Cancelled, "cancelled"},
    Row{Errc::Internal, "internal"},
};
static_assert(kNames.size() == size_t(Errc::Internal) + 1);
} // namespace

std::unexpected<Error> failure(Errc code, const QString &context, const QByteArray &serverText)
{
    return std::unexpected(Error{code, context, serverText});
}

NextStep nextStep(const Error &error)
{
    switch (error.code) {
    case Errc::Offline:
    case Errc::HostNotFound:
    case Errc::ConnectionRefused:
    case Errc::ConnectionLost:
    case Errc::Timeout:
    case Errc::AuthenticationUnavailable:
    case Errc::ServerBusy:
    case Errc::ProxyNotFound:
    case Errc::ProxyRefused:
    case Errc::ProxyFailed:
    case Errc::ProxyCannotReach:
        return NextStep::RetryLater;
    case Errc::AuthenticationFailed:
    case Errc::ProxyAuthenticationFailed:
    case Errc::PassphraseNeeded:
        return NextStep::AskPassword;
    case Errc::CertificateUntrusted:
        return NextStep::AskTrust;
    case Errc::UidValidityChanged:
    case Errc::NoSuchMailbox:
    case Errc::NoSuchMessage:
        return NextStep::Resync;
    case Errc::TlsFailed:
    case Errc::TlsNotOffered:
    case Errc::NoCommonMechanism:
    case Errc::ProtocolNotSupported:
    case Errc::ProtocolViolation:
    case Errc::ServerRefused:
    case Errc::OverQuota:
    case Errc::MessageTooLarge:
    case Errc::RecipientRefused:
    case Errc::SenderRefused:
    case Errc::DeliveryUnknown:
    case Errc::StoreFull:
    case Errc::StoreCorrupt:
    case Errc::StoreFailed:
    case Errc::InvalidInput:
    case Errc::AlreadyExists:
    case Errc::SetAside:
    case Errc::ProxyDenied:
        return NextStep::TellUser;
    case Errc::Cancelled:
    case Errc::Internal:
        return NextStep::GiveUp;
    }
    std::unreachable();
}

QString errcName(Errc code)
{
    return QString::fromLatin1(kNames[size_t(code)].name);
}

Errc errcFromName(const QString &name)
{
    for (const Row &row : kNames) {
        if (name == QLatin1StringView(row.name))
            return row.code;
    }
    return Errc::Internal;
}

} // namespace core
