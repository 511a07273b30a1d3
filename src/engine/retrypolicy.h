// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace engine
{

/**
 * How long to wait before trying a failed connection again: 2 s, doubled each time, at most 10 min, with ±20 % of
 * chance so that many clients do not come back at once. Pure; the caller counts the failures and resets on success.
 */
std::chrono::milliseconds retryDelay(int failures, double chance);

/** The same with a random chance. */
std::chrono::milliseconds retryDelay(int failures);

} // namespace engine
