// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/error.h"

#include <QJsonObject>

namespace ctl
{

/** The account file of `account add` and `edit`, also what `account list --json` tells, there with `id`. */
QJsonObject toJson(const core::Account &account);

/**
 * Reads one. `proxy` {type: system, none, socks5 or http; host, port, user} is the system's where it is missing;
 * `authorities` are certificates as PEM that vouch for this account's servers, `certificate` is the person's own as
 * PKCS #12 in base64 (or, for the one that the account has, what toJson() says of it: without `pkcs12`), `oldTls` lists
 * servers ("host:port") that may speak TLS 1.0. `user` of a server is the address where it is missing, `name` too;
 * every other key must be there and an unknown one is an error, so that a slip of the pen is not a setting that does
 * nothing. InvalidInput names the key.
 */
core::Result<core::Account> accountFromJson(const QJsonObject &object);

} // namespace ctl
