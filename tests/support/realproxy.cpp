// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "realproxy.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

using namespace Qt::StringLiterals;

namespace test
{

namespace
{
quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

bool listens(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(1000);
}
} // namespace

RealProxy::RealProxy(core::ProxyKind kind, const QString &user, const QString &password, const QString &settings)
    : m_settings{.kind = kind, .host = u"127.0.0.1"_s, .port = freePort(), .user = user}
{
    const QString port = QString::number(m_settings.port);
    if (kind == core::ProxyKind::Socks5) {
        QStringList arguments{u"-i"_s, u"127.0.0.1"_s, u"-p"_s, port};
        if (!user.isEmpty())
            arguments << u"-u"_s << user << u"-P"_s << password;
        m_process.start(u"microsocks"_s, arguments);
    } else {
        QFile file(m_folder.filePath(u"tinyproxy.conf"_s));
        const QString signIn = user.isEmpty() ? QString() : u"BasicAuth %1 %2\n"_s.arg(user, password);
        if (file.open(QIODevice::WriteOnly))
            file.write(
                u"Port %1\nListen 127.0.0.1\nTimeout 60\nMaxClients 50\n%2%3\n"_s.arg(port, signIn, settings).toUtf8());
        file.close();
        m_process.start(u"tinyproxy"_s, {u"-d"_s, u"-c"_s, file.fileName()});
    }
    QElapsedTimer clock;
    clock.start();
    while (m_process.waitForStarted() && !listens(m_settings.port) && clock.elapsed() < 10000)
        QThread::msleep(20);
}

RealProxy::~RealProxy()
{
    m_process.terminate();
    if (!m_process.waitForFinished(3000))
        m_process.kill();
    m_process.waitForFinished(3000);
}

} // namespace test
