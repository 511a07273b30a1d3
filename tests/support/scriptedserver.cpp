// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scriptedserver.h"

#include <QSslConfiguration>
#include <QTimer>

namespace test
{

namespace
{
/** `*` is anything. */
bool matches(QByteArrayView pattern, QByteArrayView line)
{
    const qsizetype star = pattern.indexOf('*');
    if (star < 0)
        return pattern == line;
    if (line.size() < star || line.first(star) != pattern.first(star))
        return false;
    const QByteArrayView rest = pattern.sliced(star + 1);
    for (qsizetype at = star; at <= line.size(); ++at) {
        if (matches(rest, line.sliced(at)))
            return true;
    }
    return false;
}

QByteArray unescaped(const QByteArray &text)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        out += c == 'r' ? '\r' : c == 'n' ? '\n' : c == '0' ? '\0' : c;
    }
    return out;
}
} // namespace

/** One client and how far its script is. */
class ScriptedServer::Connection : public QObject
{
public:
    Connection(ScriptedServer *server, qintptr descriptor)
        : QObject(server)
        , m_server(*server)
    {
        m_socket.setSocketDescriptor(descriptor);
        connect(&m_socket, &QSslSocket::readyRead, this, &Connection::take);
        connect(&m_socket, &QSslSocket::encrypted, this, &Connection::go);
        connect(&m_socket, &QSslSocket::disconnected, this, &QObject::deleteLater);
        server->m_sent = 0;
        server->m_finished = false;
        if (server->m_implicitTls)
            startTls();
        else
            QTimer::singleShot(0, this, &Connection::go);
    }

private:
    void startTls()
    {
        QSslConfiguration configuration = m_socket.sslConfiguration();
        configuration.setLocalCertificateChain(m_server.m_identity.chain);
        configuration.setPrivateKey(m_server.m_identity.key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.setSslConfiguration(configuration);
        m_socket.startServerEncryption();
    }

    void take()
    {
        const QByteArray bytes = m_socket.readAll();
        m_server.m_received += bytes;
        if (!m_socket.isEncrypted())
            m_server.m_receivedInClear += bytes;
        m_input += bytes;
        go();
    }

    QByteArray withTag(const QByteArray &text) const { return text.startsWith('$') ? m_tag + text.sliced(1) : text; }

    /** False: not yet, or never. */
    bool expect(const QByteArray &pattern)
    {
        const qsizetype end = m_input.indexOf("\r\n");
        if (end < 0)
            return false;
        const QByteArray line = m_input.first(end);
        m_input.remove(0, end + 2);
        if (pattern == "*.") {
            if (line == ".")
                ++m_step;
            return true;
        }
        QByteArray shown = line;
        if (pattern.startsWith('$')) {
            m_tag = line.first(std::max<qsizetype>(0, line.indexOf(' ')));
            shown = '$' + line.sliced(m_tag.size());
        }
        if (!matches(pattern, shown)) {
            m_server.m_complaints.append("wanted " + pattern + ", got " + line);
            m_step = m_server.m_script.size() + 1;
            return false;
        }
        ++m_step;
        return true;
    }

    void flush()
    {
        if (m_output.isEmpty())
            return;
        QByteArray bytes = std::exchange(m_output, {});
        if (m_server.m_cut >= 0)
            bytes.truncate(std::max<qint64>(0, m_server.m_cut - m_server.m_sent));
        m_server.m_sent += bytes.size();
        const qsizetype piece = m_chop > 0 ? m_chop : std::max<qsizetype>(1, bytes.size());
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            m_socket.write(bytes.sliced(at, std::min(piece, bytes.size() - at)));
            m_socket.flush();
        }
        if (m_server.m_cut >= 0 && m_server.m_sent >= m_server.m_cut)
            m_socket.disconnectFromHost();
    }

    void pause(int milliseconds)
    {
        flush();
        m_waiting = true;
        QTimer::singleShot(milliseconds, this, [this] {
            m_waiting = false;
            go();
        });
    }

    /** True: the step is done, on with the next. */
    bool step(const QByteArray &line)
    {
        if (line.startsWith("C:") || line == "C*") {
            flush();
            return expect(line == "C*" ? QByteArray("*.") : line.mid(3));
        }
        ++m_step;
        if (line.startsWith("S: ")) {
            m_output += withTag(line.sliced(3)) + "\r\n";
        } else if (line.startsWith("S| ")) {
            m_output += withTag(unescaped(line.sliced(3)));
        } else if (line.startsWith("S*")) {
            const qsizetype colon = line.indexOf(':');
            m_output += (withTag(line.sliced(colon + 2)) + "\r\n").repeated(line.sliced(2, colon - 2).toInt());
        } else if (line == "TLS") {
            flush();
            startTls();
            return false;
        } else if (line == "CLOSE") {
            flush();
            m_server.m_finished = m_step == m_server.m_script.size();
            m_socket.disconnectFromHost();
            return false;
        } else if (line.startsWith("CHOP ")) {
            flush();
            m_chop = line.sliced(5).toInt();
            m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        } else if (line.startsWith("WAIT ")) {
            pause(line.sliced(5).toInt());
            return false;
        } else if (line.startsWith("GOTO ")) {
            m_step = m_server.m_script.indexOf(line.sliced(5) + ':') + 1;
            pause(0); // an endless script leaves the others their turn
            return false;
        }
        return true;
    }

    void go()
    {
        while (!m_waiting && m_step < m_server.m_script.size()) {
            if (!step(m_server.m_script[m_step]))
                return;
        }
        if (m_waiting)
            return;
        flush();
        if (m_step == m_server.m_script.size())
            m_server.m_finished = true;
    }

    ScriptedServer &m_server;
    QSslSocket m_socket;
    QByteArray m_input, m_output, m_tag;
    qsizetype m_step = 0;
    qsizetype m_chop = 0;
    bool m_waiting = false;
};

ScriptedServer::ScriptedServer(const QByteArray &script, const Identity &identity, bool implicitTls)
    : m_identity(identity)
    , m_implicitTls(implicitTls)
{
    for (const QByteArray &line : script.split('\n')) {
        const QByteArray text = line.trimmed().isEmpty() ? QByteArray() : line.startsWith("S") ? line : line.trimmed();
        if (!text.isEmpty() && !text.startsWith('#'))
            m_script.append(text);
    }
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port: %s", qPrintable(errorString()));
}

ScriptedServer::~ScriptedServer()
{
    const QObjectList all = children();
    for (QObject *child : all)
        delete dynamic_cast<Connection *>(child); // they use what is destroyed next
}

void ScriptedServer::incomingConnection(qintptr descriptor)
{
    ++m_connections;
    new Connection(this, descriptor);
}

} // namespace test
