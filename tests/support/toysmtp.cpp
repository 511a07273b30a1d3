// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "toysmtp.h"

namespace test
{

/** One client. */
class ToySmtp::Link : public QTcpSocket
{
public:
    Link(ToySmtp &server, qintptr descriptor)
        : QTcpSocket(&server)
        , m_server(server)
    {
        setSocketDescriptor(descriptor);
        connect(this, &QTcpSocket::readyRead, this, &Link::take);
        connect(this, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        say("CONNECT", "220 toy");
    }

private:
    void say(const QByteArray &command, const QByteArray &usual)
    {
        const QByteArray own = m_server.answer ? m_server.answer(command) : QByteArray();
        const QByteArray text = own.isNull() ? usual : own;
        if (text == "CLOSE") {
            disconnectFromHost();
            return;
        }
        write(text.endsWith('|') ? text.chopped(1) : text + "\r\n"); // `25|`: half a line
        flush();
    }

    void take()
    {
        m_input += readAll();
        for (qsizetype end = m_input.indexOf("\r\n"); end >= 0; end = m_input.indexOf("\r\n")) {
            const QByteArray line = m_input.first(end);
            m_input.remove(0, end + 2);
            if (m_inData)
                takeData(line);
            else
                takeCommand(line);
        }
    }

    void takeData(const QByteArray &line)
    {
        if (line != ".") {
            m_mail.bytes += (line.startsWith('.') ? line.mid(1) : line) + "\r\n";
            return;
        }
        m_inData = false;
        const QByteArray own = m_server.answer ? m_server.answer(".") : QByteArray();
        if (own.isNull() || own.startsWith('2') || own == "CLOSE")
            m_server.taken.append(m_mail); // the answer may be lost, the mail is not
        if (own == "CLOSE")
            disconnectFromHost();
        else
            write(own.isNull() ? QByteArray("250 2.0.0 taken\r\n") : own.endsWith('|') ? own.chopped(1) : own + "\r\n");
    }

    void takeCommand(const QByteArray &line)
    {
        m_server.commands.append(line.startsWith("AUTH") ? QByteArray("AUTH") : line);
        if (line.startsWith("EHLO")) {
            QByteArray usual = "250-toy";
            for (const QByteArray &extension : std::as_const(m_server.extensions))
                usual += "\r\n250-" + extension;
            say(line, usual + "\r\n250 HELP");
        } else if (line.startsWith("AUTH")) {
            say(line, "235 2.7.0 in");
        } else if (line.startsWith("MAIL FROM:")) {
            m_mail = {line.mid(10), {}, {}};
            say(line, "250 2.1.0 ok");
        } else if (line.startsWith("RCPT TO:")) {
            m_mail.recipients.append(line.mid(8));
            say(line, "250 2.1.5 ok");
        } else if (line == "DATA") {
            const QByteArray own = m_server.answer ? m_server.answer(line) : QByteArray();
            m_inData = own.isNull() || own.startsWith("354");
            if (own == "CLOSE")
                disconnectFromHost();
            else
                write((own.isNull() ? QByteArray("354 go") : own) + "\r\n");
        } else {
            say(line, line == "QUIT" ? "221 bye" : "250 ok");
        }
    }

    ToySmtp &m_server;
    QByteArray m_input;
    Taken m_mail;
    bool m_inData = false;
};

ToySmtp::ToySmtp()
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port");
}

void ToySmtp::incomingConnection(qintptr descriptor)
{
    ++connections;
    new Link(*this, descriptor);
}

} // namespace test
