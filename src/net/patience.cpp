// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "patience.h"

#include <QtEnvironmentVariables>

namespace net
{

std::chrono::milliseconds patience()
{
    static const int wanted = qEnvironmentVariableIntValue("HIKYAKU_PATIENCE_MS");
    return wanted > 0 ? std::chrono::milliseconds(wanted) : std::chrono::seconds(60);
}

} // namespace net
