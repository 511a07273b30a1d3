// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>

namespace test
{

/**
 * An IMAP server in a process of its own, for programs that are waited for: TLS with this certificate and key, one
 * greeting, and the same reply to every command, behind its tag.
 */
class ImapPuppet
{
public:
    ImapPuppet(const QString &certificate, const QString &key, const QString &greeting, const QString &reply)
    {
        constexpr char source[] = R"(
import socket, ssl, sys, threading
certificate, key, greeting, reply = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server = socket.create_server(('127.0.0.1', 0))
print(server.getsockname()[1], flush=True)
def serve(link):
    try:
        with context.wrap_socket(link, server_side=True) as inside:
            inside.sendall(greeting.encode() + b'\r\n')
            for line in inside.makefile('rb'):
                inside.sendall(line.split()[0] + b' ' + reply.encode() + b'\r\n')
    except OSError:
        pass
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
)";
        m_process.start(QStringLiteral("python3"),
            {QStringLiteral("-c"), QString::fromLatin1(source), certificate, key, greeting, reply});
        if (m_process.waitForReadyRead())
            m_port = m_process.readLine().trimmed().toUShort();
    }
    ~ImapPuppet()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(ImapPuppet)

    quint16 port() const { return m_port; } ///< 0: it does not run

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace test
