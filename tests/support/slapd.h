// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace test
{

/**
 * A real OpenLDAP on loopback with ten people of Example, Japanese names and a service of its own. `taro` has the
 * password "taro pass" (a simple bind as taroDn(), SASL as "taro"); without signing in nobody sees anyone but `open`.
 */
class Slapd
{
public:
    /** `settings`: further lines of slapd.conf. */
    explicit Slapd(const QByteArray &settings = {});
    ~Slapd();

    bool isUp() const { return m_up; }
    QByteArray log() const;
    quint16 port() const { return m_port; } ///< plain, and StartTLS
    quint16 tlsPort() const { return m_tlsPort; }
    static QString taroDn() { return QStringLiteral("uid=taro,ou=people,dc=example,dc=test"); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
    bool m_up = false;
};

} // namespace test
