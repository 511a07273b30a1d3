// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "identities.h"

#include <QByteArrayList>
#include <QPointer>
#include <QSslSocket>
#include <QTcpServer>

namespace test
{

/**
 * Says what a healthy server never says: plays a script to every connection, on a free port of 127.0.0.1, in the event
 * loop of the test. A script is a list of lines, in the form of a net::WireLog transcript and a little more:
 *
 *     S: text      sent, with CRLF; several in a row leave in one write
 *     S| text      sent without CRLF; \r \n \0 \\ mean what they mean in C
 *     S*500: text  the same line 500 times
 *     C: pattern   waits for a line of the client; `*` in it is anything; a `$` at the start is the tag of the command
 *     C*           takes lines until one is a single dot (DATA)
 *     TLS          the server's side of a handshake
 *     CLOSE        sends what waits and closes
 *     CHOP 1       from here on in writes of at most so many bytes
 *     WAIT 50      milliseconds
 *     GOTO name    goes on behind the line `name:`
 *
 * In what is sent `$` at the start stands for the tag taken last. Lines beginning with # are notes. At the end of the
 * script the connection stays open and silent. A line that does not match its pattern is a complaint, and the
 * connection stays silent from there.
 */
class ScriptedServer : public QTcpServer
{
public:
    /** `implicitTls`: the handshake comes first. */
    explicit ScriptedServer(const QByteArray &script, const Identity &identity = {}, bool implicitTls = false);
    ~ScriptedServer() override;

    quint16 port() const { return serverPort(); }
    /** Closes every connection once this many bytes were sent on it; what is beyond is not sent. */
    void cutAfter(qint64 bytes) { m_cut = bytes; }
    /** Shown from the next connection on. */
    void setIdentity(const Identity &identity) { m_identity = identity; }

    int connections() const { return m_connections; }
    /** Everything that came, of all connections; and what of it came outside TLS. */
    QByteArray received() const { return m_received; }
    QByteArray receivedInClear() const { return m_receivedInClear; }
    /** Bytes sent on the last connection. */
    qint64 sent() const { return m_sent; }
    /** Lines that did not match. */
    QByteArrayList complaints() const { return m_complaints; }
    /** The script of the last connection came to its end. */
    bool isFinished() const { return m_finished; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    class Connection;
    QByteArrayList m_script;
    Identity m_identity;
    bool m_implicitTls;
    qint64 m_cut = -1;
    int m_connections = 0;
    QByteArray m_received, m_receivedInClear;
    qint64 m_sent = 0;
    QByteArrayList m_complaints;
    bool m_finished = false;
};

} // namespace test
