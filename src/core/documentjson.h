// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "document.h"

#include <QJsonObject>

namespace core
{

/**
 * The message object of `hikyakuctl show --json` and `inspect --json`; its keys are a promise to scripts. `withPlace`
 * adds id, account, folder, uid, flags and is false for `inspect`. Null stands for an unreadable date or no Content-ID.
 */
QJsonObject toJson(const Document &document, bool withPlace);

} // namespace core
