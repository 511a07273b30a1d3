// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QElapsedTimer>
#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace test
{

/**
 * A small IMAP server with real mailboxes in memory, for lies and accidents that need a server which otherwise works:
 * CAPABILITY, AUTHENTICATE PLAIN, LIST, LSUB, STATUS, SELECT, UID FETCH/SEARCH/STORE/COPY/MOVE/EXPUNGE, APPEND, CREATE,
 * SUBSCRIBE, NOOP, IDLE. In clear, on a free port of 127.0.0.1, in the event loop of the test.
 */
class ToyImap : public QTcpServer
{
public:
    struct Message {
        quint32 uid = 0;
        QByteArrayList flags;
        QByteArray bytes;
    };
    struct Mailbox {
        quint32 uidValidity = 7;
        quint32 uidNext = 1;
        QList<Message> messages; ///< by UID
        QByteArray attributes; ///< of LIST: `\Sent`
    };
    /** What a hook does to a command; everything but Continue ends its handling. */
    enum class Fate { Continue, Handled, Close };
    /** One client; a hook may say something to it. */
    class Link;
    using Hook = std::function<Fate(Link &link, const QByteArray &tag, const QByteArray &command)>;

    /** With an empty INBOX. */
    ToyImap();
    ~ToyImap() override;

    QMap<QByteArray, Mailbox> mailboxes; ///< by raw name
    QByteArray capabilities = "IMAP4rev1 UIDPLUS MOVE";
    Hook before; ///< sees every command first, with the literals of it in place
    Hook after; ///< a command was carried out, its tagged OK has not left yet
    QByteArrayList commands; ///< without tags, of all links
    QList<qint64> connectTimes; ///< milliseconds since the start

    quint16 port() const { return serverPort(); }
    /** The message in INBOX or elsewhere; its UID. */
    quint32 add(const QByteArray &mailbox, const QByteArray &bytes, const QByteArrayList &flags = {});
    qsizetype count(const QByteArray &mailbox, const QByteArray &text) const; ///< messages that contain it
    qsizetype commandCount(const QByteArray &start) const;
    /** Says this to everyone who idles. */
    void tellIdlers(const QByteArray &bytes);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QElapsedTimer m_clock;
    QList<Link *> m_links;
};

class ToyImap::Link : public QObject
{
public:
    Link(ToyImap &server, qintptr descriptor);
    ~Link() override;
    void say(const QByteArray &bytes); ///< as it is
    void reply(const QByteArray &tag, const QByteArray &text) { say(tag + ' ' + text + "\r\n"); }
    bool idles() const { return !m_idleTag.isEmpty(); }
    const QByteArray &selected() const { return m_selected; }

private:
    void take();
    void handle(const QByteArray &line);
    QByteArray carryOut(const QByteArray &tag, const QByteArray &command);
    void list(const QByteArray &verb);
    QByteArray status(const QByteArray &command);
    QByteArray select(const QByteArray &command);
    QByteArray fetch(const QByteArray &command);
    QByteArray search(const QByteArray &command);
    QByteArray store(const QByteArray &command);
    QByteArray transfer(const QByteArray &command, bool isMove);
    QByteArray expunge(const QByteArray &command);
    QByteArray append(const QByteArray &command);
    Mailbox *current();

    ToyImap &m_server;
    QTcpSocket *m_socket;
    QByteArray m_input, m_selected, m_idleTag;
};

/** A mailbox name or another string of a command: quoted, literal or atom. */
QByteArray firstString(QByteArrayView arguments);

} // namespace test
