// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "toysocks.h"

#include <QTcpSocket>

namespace test
{

class ToySocks::Connection : public QObject
{
public:
    Connection(ToySocks *proxy, qintptr descriptor)
        : QObject(proxy)
        , m_proxy(*proxy)
        , m_number(int(proxy->m_received.size()))
    {
        proxy->m_received.append(QByteArray());
        m_client.setSocketDescriptor(descriptor);
        connect(&m_client, &QTcpSocket::readyRead, this, &Connection::take);
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { m_client.write(m_server.readAll()); });
    }

private:
    void say(const QByteArray &bytes)
    {
        const qsizetype piece = m_proxy.m_chopped ? 1 : std::max<qsizetype>(1, bytes.size());
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            m_client.write(bytes.mid(at, piece));
            m_client.flush();
        }
    }

    void take()
    {
        const QByteArray bytes = m_client.readAll();
        m_proxy.m_received[m_number] += bytes;
        if (m_passesOn) {
            m_server.write(bytes);
            return;
        }
        m_waiting += bytes;
        while (!m_proxy.m_steps.isEmpty() && m_waiting.endsWith(m_proxy.m_steps.first().awaits)) {
            const Step step = m_proxy.m_steps.takeFirst();
            m_waiting.clear();
            say(step.says);
            if (step.closes) {
                m_client.disconnectFromHost();
                return;
            }
            if (!m_proxy.m_steps.isEmpty())
                return;
        }
        if (m_proxy.m_steps.isEmpty() && m_proxy.m_target != 0) {
            m_passesOn = true;
            m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy.m_target);
        }
    }

    ToySocks &m_proxy;
    int m_number;
    QTcpSocket m_client, m_server;
    QByteArray m_waiting;
    bool m_passesOn = false;
};

ToySocks::ToySocks(const QList<Step> &steps, quint16 target, bool chopped)
    : m_steps(steps)
    , m_target(target)
    , m_chopped(chopped)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no port");
}

void ToySocks::incomingConnection(qintptr descriptor)
{
    new Connection(this, descriptor);
}

} // namespace test
