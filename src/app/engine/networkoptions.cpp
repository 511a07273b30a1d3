// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "networkoptions.h"

#include "net/connectto.h"
#include "net/tlsroots.h"

namespace app
{

core::Result<> useNetwork(const ipc::UseNetwork &wish)
{
    for (const QString &file : wish.caFiles) {
        if (auto added = net::TlsRoots::addFromFile(file); !added)
            return added;
    }
    for (const QString &rule : wish.connectTo) {
        if (auto added = net::ConnectTo::add(rule); !added)
            return added;
    }
    return {};
}

} // namespace app
