// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "identities.h"

#include <QProcess>
#include <QTest>
#include <QThread>

namespace test
{

/** Certificates that must end a connection before a word of ours, for every protocol the same: columns for QTest. */
inline void certificateKinds()
{
    QTest::addColumn<Identity>("identity");
    Identities &known = Identities::shared();
    static Identities strangers;
    QTest::newRow("expired") << known.issued(QStringLiteral("DNS:localhost,IP:127.0.0.1"), -2);
    QTest::newRow("not yet valid") << known.flawed(QStringLiteral("not yet valid"));
    QTest::newRow("wrong host") << known.issued(QStringLiteral("DNS:other.invalid"));
    QTest::newRow("self-signed") << known.selfSigned();
    QTest::newRow("unknown authority") << strangers.issued();
    QTest::newRow("client only") << known.flawed(QStringLiteral("client only"));
    QTest::newRow("common name only") << known.flawed(QStringLiteral("common name only"));
}

/** `openssl s_server` with an old or a new TLS, or with what a good one never uses. */
class OpensslServer
{
public:
    /** `options`: `-tls1_1`. */
    OpensslServer(const QString &caFolder, const QStringList &options)
    {
        m_process.setWorkingDirectory(caFolder);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("openssl"),
            QStringList{QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
                QStringLiteral("-cert"), QStringLiteral("server.pem"), QStringLiteral("-key"),
                QStringLiteral("server.key")}
                + options);
        while (m_process.waitForReadyRead(10000)) {
            m_said += m_process.readAll();
            const qsizetype at = m_said.indexOf("ACCEPT 127.0.0.1:");
            if (at >= 0 && m_said.indexOf('\n', at) > 0) {
                m_port = m_said.mid(at + 17, m_said.indexOf('\n', at) - at - 17).trimmed().toUShort();
                return;
            }
        }
    }
    ~OpensslServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    quint16 port() const { return m_port; }
    /** What it printed: also every decrypted byte of the client. */
    QByteArray said()
    {
        m_process.waitForReadyRead(50);
        return m_said += m_process.readAll();
    }
    void say(const QByteArray &line) { m_process.write(line); }

private:
    QProcess m_process;
    QByteArray m_said;
    quint16 m_port = 0;
};

} // namespace test
Q_DECLARE_METATYPE(test::Identity)
