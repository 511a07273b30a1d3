// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "nameserver.h"

#include <QDeadlineTimer>
#include <QDnsLookup>
#include <QHostAddress>
#include <QTcpServer>
#include <QTest>
#include <QUdpSocket>

using namespace Qt::StringLiterals;

namespace test
{

namespace
{
constexpr int kTries = 5;

/** Free for both protocols a moment ago; dnsmasq takes both, and somebody else may have been faster. */
quint16 freePort()
{
    for (;;) {
        QUdpSocket udp;
        QTcpServer tcp;
        if (udp.bind(QHostAddress::LocalHost) && tcp.listen(QHostAddress::LocalHost, udp.localPort()))
            return udp.localPort();
    }
}
} // namespace

NameServer::NameServer(const QStringList &records)
{
    for (int i = 0; i < kTries && !m_up; ++i) {
        m_process.kill();
        m_process.waitForFinished();
        m_port = freePort();
        start(records);
    }
}

void NameServer::start(const QStringList &records)
{
    QStringList arguments{u"--keep-in-foreground"_s, u"--conf-file=/dev/null"_s, u"--no-resolv"_s, u"--no-hosts"_s,
        u"--no-poll"_s, u"--listen-address=127.0.0.1"_s, u"--bind-interfaces"_s, u"--port=%1"_s.arg(m_port),
        u"--pid-file="_s, u"--log-facility=-"_s, u"--local=/example/"_s, u"--txt-record=up.example,yes"_s};
    if (qEnvironmentVariable("USER") == "root"_L1)
        arguments.append(u"--user=root"_s);
    m_process.start(u"dnsmasq"_s, arguments + records);
    const QDeadlineTimer patience(10000);
    while (!m_up && !patience.hasExpired() && m_process.state() != QProcess::NotRunning) {
        QDnsLookup lookup(QDnsLookup::TXT, u"up.example"_s, QHostAddress::LocalHost, m_port);
        lookup.lookup();
        m_up = QTest::qWaitFor([&] { return lookup.isFinished(); }, 1000) && lookup.error() == QDnsLookup::NoError;
        if (!m_up)
            QTest::qWait(20);
    }
    if (!m_up)
        qWarning() << "dnsmasq" << m_process.state() << m_process.readAllStandardError();
}

NameServer::~NameServer()
{
    m_process.terminate();
    if (!m_process.waitForFinished(2000))
        m_process.kill();
}

} // namespace test
