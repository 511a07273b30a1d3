// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QTcpServer>

namespace test
{

/**
 * A proxy by the byte: waits for each step's bytes (the end of what came since the last one), answers, and behind the
 * last step passes everything on to a port of this computer. A step that closes hands the rest to the next connection.
 */
class ToySocks : public QTcpServer
{
public:
    struct Step {
        QByteArray awaits;
        QByteArray says;
        bool closes = false;
    };

    /** `target` 0: silence behind the last step. `chopped`: answers a byte at a time. */
    ToySocks(const QList<Step> &steps, quint16 target, bool chopped = false);

    quint16 port() const { return serverPort(); }
    int connections() const { return int(m_received.size()); }
    QByteArray received(int connection) const { return m_received.value(connection); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    class Connection;
    QList<Step> m_steps;
    quint16 m_target;
    bool m_chopped;
    QList<QByteArray> m_received;
};

} // namespace test
