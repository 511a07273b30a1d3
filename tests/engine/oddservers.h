// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

#include <QSslServer>
#include <QTest>

namespace test
{

/** Its queue of connections is full: what wants in is dropped without a word, as by a firewall. */
class BlockedPort : public QTcpServer
{
public:
    BlockedPort()
    {
        setListenBacklogSize(0);
        listen(QHostAddress::LocalHost);
        pauseAccepting();
        for (int i = 0; i < 3; ++i) {
            auto *socket = new QTcpSocket(this);
            socket->connectToHost(QHostAddress::LocalHost, serverPort());
        }
        QTest::qWait(100);
    }
};

/** Says these bytes to everybody, whatever they say. */
class RawServer : public QTcpServer
{
public:
    explicit RawServer(const QByteArray &bytes)
    {
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this, bytes] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, bytes] {
                socket->readAll();
                socket->write(bytes);
            });
        });
        listen(QHostAddress::LocalHost);
    }
};

/** A web server over TLS with one answer for everything. */
class WebServer : public QSslServer
{
public:
    WebServer(const test::Identity &identity, const QByteArray &content)
    {
        QSslConfiguration tls;
        tls.setLocalCertificateChain(identity.chain);
        tls.setPrivateKey(identity.key);
        setSslConfiguration(tls);
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this, content] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, content] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n" + content);
                socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost);
    }
};

} // namespace test
