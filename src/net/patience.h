// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace net
{

/**
 * How long a server may be silent when it owes an answer: 60 s. Tests that cut lines shorten it for a process with
 * HIKYAKU_PATIENCE_MS.
 */
std::chrono::milliseconds patience();

} // namespace net
