// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"

#include <QList>
#include <QUrl>

namespace providers
{

/** What a person must know or do before signing in can work. */
enum class Note {
    SwitchOn, ///< access by mail programs has to be switched on in the provider's settings
    AppPassword, ///< the usual password is refused: one for this program has to be made at the provider
    OwnPassword, ///< mail has a password of its own, which the provider issues
    BrowserSignInOnly, ///< passwords are not taken: OAuth2 or nothing
    ImapIsAnOption, ///< IMAP has to be ordered; POP3 comes with the contract
    NotForMailPrograms, ///< neither IMAP nor POP3
};

struct Receiving {
    core::Protocol protocol = core::Protocol::Imap;
    core::ServerSettings server; ///< `user` is empty where only the person can know it

    friend bool operator==(const Receiving &, const Receiving &) = default;
};

/** The servers that one source names for one address, best first. Never without encryption. */
struct Offer {
    QString source; ///< "provider", "autoconfig", "mx", "srv": as DiscoveryAttempt::source
    QList<Receiving> receive;
    QList<core::ServerSettings> send;
    bool suggestedOnly = false; ///< not certain enough to be used without asking

    friend bool operator==(const Offer &, const Offer &) = default;
};

/** True for what can be a host's name or an IPv4 address: letters, digits, dots and inner hyphens, at most 253
 * characters. */
bool isHostName(const QString &name);

} // namespace providers
