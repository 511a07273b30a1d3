// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/messages.h"

namespace app
{

/** Adds the certificates and the rules to this process; InvalidInput or StoreFailed with the culprit. */
core::Result<> useNetwork(const ipc::UseNetwork &wish);

} // namespace app
