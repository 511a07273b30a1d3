// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/discovery.h"
#include "providers/offer.h"

namespace engine
{

/**
 * The servers worth trying for an address, in order of preference: receiving 993, then 143 with STARTTLS, each on
 * imap., mail. and the bare domain, then POP3 (995, 110 with STLS; pop. and mail.), which is only looked for; sending
 * 587 with STARTTLS, then 465, then 25 with STARTTLS, on smtp., mail. and the bare domain. Never plain text. Pure.
 * Errc::InvalidInput when the address has no usable domain.
 */
core::Result<QList<core::DiscoveryAttempt>> guessServers(const QString &address);

/**
 * The same for what others say, each server once, those before the guesses by their ids. An offer that is only
 * suggested gives rows that are Skipped, source "suggestion": a person may choose them. POP3 is left out: this version
 * receives over IMAP.
 */
QList<core::DiscoveryAttempt> offeredServers(const QList<providers::Offer> &offers);

/** The attempts for servers that the person typed; an auto port or security is not guessed here. */
QList<core::DiscoveryAttempt> manualServers(const core::Account &account);

/** The other ways into the same sending host when `failed` does not answer: 587, 465, 25 without the failed one. */
QList<core::ServerSettings> otherSubmissionPorts(const core::ServerSettings &failed);

/**
 * `first`, when a port did not answer, naming every other port of the same host that failed in the same way, too:
 * "smtp.example.jp:587, 465, 25". That all are closed says more than that one is. Any other error as it is.
 */
core::Error namingEveryPort(core::Error first, const QList<core::Error> &others);

} // namespace engine
