// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "initialize.h"

#include <QtCrypto>

namespace net
{

void initialize()
{
    static QCA::Initializer initializer;
}

} // namespace net
