// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "nameserver.h"

#include <QDnsLookup>
#include <QHostAddress>
#include <QTest>
#include <QUdpSocket>

using namespace Qt::StringLiterals;

namespace test
{

NameServer::NameServer(const QStringList &records)
{
    {
        QUdpSocket probe; // its port is ours a moment later
        probe.bind(QHostAddress::LocalHost);
        m_port = probe.localPort();
    }
    QStringList arguments{u"--keep-in-foreground"_s, u"--conf-file=/dev/null"_s, u"--no-resolv"_s, u"--no-hosts"_s,
        u"--no-poll"_s, u"--listen-address=127.0.0.1"_s, u"--bind-interfaces"_s, u"--port=%1"_s.arg(m_port),
        u"--pid-file="_s, u"--log-facility=-"_s, u"--local=/example/"_s, u"--txt-record=up.example,yes"_s};
    if (qEnvironmentVariable("USER") == "root"_L1)
        arguments.append(u"--user=root"_s);
    m_process.start(u"dnsmasq"_s, arguments + records);
    m_up = QTest::qWaitFor([this] {
        QDnsLookup lookup(QDnsLookup::TXT, u"up.example"_s, QHostAddress::LocalHost, m_port);
        lookup.lookup();
        return QTest::qWaitFor([&] { return lookup.isFinished(); }, 1000) && lookup.error() == QDnsLookup::NoError;
    });
}

NameServer::~NameServer()
{
    m_process.terminate();
    if (!m_process.waitForFinished(2000))
        m_process.kill();
}

} // namespace test
