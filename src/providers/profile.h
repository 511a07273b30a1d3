// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/error.h"

#include <QList>

namespace providers
{

/** The longest profile that is read, bytes. */
inline constexpr qsizetype kMostProfile = 1024 * 1024;

/**
 * Reads an Apple configuration profile (`.mobileconfig`): the mail accounts in it (payloads `com.apple.mail.managed`),
 * as an XML property list, in a CMS signature or without. Who signed it is not judged: the person sees the servers
 * before anything is sent to them. Passwords in it are not taken over. Never without encryption: where the profile
 * says none, STARTTLS is asked for.
 *
 * Errc::ProtocolViolation: no such profile, encrypted, binary, or damaged; context names it "profile". NoSuchMailbox:
 * a good profile without a mail account.
 */
core::Result<QList<core::Account>> parseProfile(const QByteArray &bytes);

} // namespace providers
