// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "identities.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpSocket>

namespace test
{

/** An HTTPS server on loopback that gives one answer, byte for byte, to every request; an empty one: silence. */
class WebServer : public QSslServer
{
public:
    explicit WebServer(const Identity &identity, const QByteArray &given = {})
        : answer(given)
    {
        QSslConfiguration tls;
        tls.setLocalCertificateChain(identity.chain);
        tls.setPrivateKey(identity.key);
        setSslConfiguration(tls);
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                asked += socket->readAll();
                if (answer.isEmpty() || !asked.contains("\r\n\r\n"))
                    return;
                socket->write(answer);
                if (!staysOpen)
                    socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost);
    }
    static QByteArray json(const QByteArray &body)
    {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + body;
    }

    QByteArray answer, asked;
    bool staysOpen = false; ///< after the answer
};

} // namespace test
