// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QStringList>

namespace test
{

/** A real dnsmasq on loopback that knows only what its options say, and asks nobody else. */
class NameServer
{
public:
    /** `records` as dnsmasq's options: "--mx-host=a.example,mx.b.example,10". */
    explicit NameServer(const QStringList &records);
    ~NameServer();

    bool isUp() const { return m_up; }
    quint16 port() const { return m_port; }

private:
    void start(const QStringList &records);

    QProcess m_process;
    quint16 m_port = 0;
    bool m_up = false;
};

} // namespace test
