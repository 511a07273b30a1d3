// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "exitcode.h"

#include <utility>

using core::Errc;

namespace app
{

ExitCode exitCodeFor(const core::Error &error)
{
    switch (error.code) {
    case Errc::InvalidInput:
    case Errc::AlreadyExists:
        return ExitCode::Usage;
    case Errc::NoSuchMailbox:
    case Errc::NoSuchMessage:
    case Errc::UidValidityChanged:
        return ExitCode::NoSuchThing;
    case Errc::AuthenticationFailed:
    case Errc::NoCommonMechanism:
    case Errc::ProxyAuthenticationFailed:
    case Errc::PassphraseNeeded:
        return ExitCode::SignInRefused;
    case Errc::CertificateUntrusted:
        return ExitCode::NotTrusted;
    case Errc::Offline:
    case Errc::HostNotFound:
    case Errc::ConnectionRefused:
    case Errc::ConnectionLost:
    case Errc::Timeout:
    case Errc::TlsFailed:
    case Errc::TlsNotOffered:
    case Errc::AuthenticationUnavailable:
    case Errc::ProtocolViolation:
    case Errc::ProtocolNotSupported:
    case Errc::ServerRefused:
    case Errc::ServerBusy:
    case Errc::OverQuota:
    case Errc::MessageTooLarge:
    case Errc::RecipientRefused:
    case Errc::SenderRefused:
    case Errc::Cancelled:
    case Errc::ProxyNotFound:
    case Errc::ProxyRefused:
    case Errc::ProxyFailed:
    case Errc::ProxyDenied:
    case Errc::ProxyCannotReach:
        return ExitCode::NetworkFailed;
    case Errc::StoreFull:
    case Errc::StoreCorrupt:
    case Errc::StoreFailed:
    case Errc::SetAside:
    case Errc::Internal:
        return ExitCode::StoreFailed;
    case Errc::DeliveryUnknown:
        return ExitCode::Queued;
    }
    std::unreachable();
}

} // namespace app
