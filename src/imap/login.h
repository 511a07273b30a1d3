// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/question.h"
#include "core/secret.h"
#include "net/patience.h"
#include "net/wire.h"

#include <QString>

#include <chrono>
#include <functional>

namespace imap
{

/** What is needed to open one authenticated connection. */
struct Login {
    core::ServerSettings server;
    core::Secret password;
    net::TlsPolicy policy;
    QString logName; ///< "account/session" for the logs
    /** Called before open() ends with CertificateUntrusted; nothing was sent to that server. May be empty. */
    std::function<void(core::TrustQuestion)> onUntrusted = {};
    /** How long the server may be silent when it owes an answer. */
    std::chrono::milliseconds patience = net::patience();
    net::Proxy proxy = {}; ///< the system's, unless another one is named
};

} // namespace imap
