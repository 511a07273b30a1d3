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

bool hasDigests()
{
    return QCA::isSupported("sha1,sha256,md5,hmac(sha1),hmac(sha256),hmac(md5)");
}

} // namespace net
