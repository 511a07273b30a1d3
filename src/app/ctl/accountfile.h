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
 * Reads one. `user` of a server is the address where it is missing, `name` too; every other key must be there and an
 * unknown one is an error, so that a slip of the pen is not a setting that does nothing. InvalidInput names the key.
 */
core::Result<core::Account> accountFromJson(const QJsonObject &object);

} // namespace ctl
