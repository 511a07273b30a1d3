// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"

#include <QProcess>
#include <QTemporaryDir>

namespace test
{

/** A proxy as companies run them, on a free port of this computer: microsocks (SOCKS5) or tinyproxy (HTTP CONNECT). */
class RealProxy
{
public:
    /** `user` empty: it lets everybody in. `settings`: further lines of tinyproxy.conf. Waits until it listens. */
    explicit RealProxy(
        core::ProxyKind kind, const QString &user = {}, const QString &password = {}, const QString &settings = {});
    ~RealProxy();

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    core::ProxySettings settings() const { return m_settings; }

private:
    QTemporaryDir m_folder;
    core::ProxySettings m_settings;
    QProcess m_process;
};

} // namespace test
