// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "retrypolicy.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace std::chrono_literals;

namespace engine
{

std::chrono::milliseconds retryDelay(int failures, double chance)
{
    constexpr std::chrono::milliseconds first = 2s;
    constexpr std::chrono::milliseconds longest = 10min;
    const int doublings = std::clamp(failures - 1, 0, 16);
    const auto base = std::min(longest, first * (1 << doublings));
    return std::chrono::milliseconds(qint64(double(base.count()) * (0.8 + 0.4 * std::clamp(chance, 0.0, 1.0))));
}

std::chrono::milliseconds retryDelay(int failures)
{
    return retryDelay(failures, QRandomGenerator::global()->generateDouble());
}

} // namespace engine
