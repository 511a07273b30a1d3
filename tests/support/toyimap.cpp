// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "toyimap.h"

#include <algorithm>

namespace test
{

namespace
{
bool isIn(quint32 uid, const QByteArray &set, quint32 highest)
{
    for (const QByteArray &part : set.split(',')) {
        const QByteArrayList ends = part.split(':');
        const auto number = [&](const QByteArray &text) {
            return text == "*" ? highest : text.toUInt();
        };
        const quint32 first = number(ends.first()), last = number(ends.last());
        if (uid >= std::min(first, last) && uid <= std::max(first, last))
            return true;
    }
    return false;
}

/** The third word of `UID FETCH 1:3 (…)`. */
QByteArray uidSet(const QByteArray &command)
{
    return command.split(' ').value(2);
}

QByteArray headerOf(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    return end < 0 ? bytes : bytes.first(end + 4);
}

QByteArray literal(const QByteArray &bytes)
{
    return '{' + QByteArray::number(bytes.size()) + "}\r\n" + bytes;
}
} // namespace

QByteArray firstString(QByteArrayView arguments)
{
    const QByteArray text = arguments.toByteArray();
    if (text.startsWith('{')) {
        const qsizetype size = text.mid(1, text.indexOf('}') - 1).chopped(text.contains("+}") ? 1 : 0).toLongLong();
        return text.mid(text.indexOf('\n') + 1, size);
    }
    if (!text.startsWith('"'))
        return text.first(std::min(text.size(), (text + ' ').indexOf(' ')));
    QByteArray out;
    for (qsizetype i = 1; i < text.size() && text[i] != '"'; ++i)
        out += text[i] == '\\' ? text[++i] : text[i];
    return out;
}

ToyImap::ToyImap()
{
    m_clock.start();
    mailboxes.insert("INBOX", {});
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port");
}

ToyImap::~ToyImap()
{
    for (Link *link : std::exchange(m_links, {}))
        delete link;
}

quint32 ToyImap::add(const QByteArray &mailbox, const QByteArray &bytes, const QByteArrayList &flags)
{
    Mailbox &where = mailboxes[mailbox];
    QByteArray wire = bytes;
    if (!wire.contains("\r\n"))
        wire.replace("\n", "\r\n");
    where.messages.append({where.uidNext, flags, wire});
    return where.uidNext++;
}

qsizetype ToyImap::count(const QByteArray &mailbox, const QByteArray &text) const
{
    return std::ranges::count_if(
        mailboxes.value(mailbox).messages, [&](const Message &m) { return m.bytes.contains(text); });
}

qsizetype ToyImap::commandCount(const QByteArray &start) const
{
    return std::ranges::count_if(commands, [&](const QByteArray &command) { return command.startsWith(start); });
}

void ToyImap::tellIdlers(const QByteArray &bytes)
{
    for (Link *link : std::as_const(m_links)) {
        if (link->idles())
            link->say(bytes);
    }
}

void ToyImap::incomingConnection(qintptr descriptor)
{
    connectTimes.append(m_clock.elapsed());
    auto *link = new Link(*this, descriptor);
    m_links.append(link);
    connect(link, &QObject::destroyed, this, [this, link] { m_links.removeOne(link); });
}

ToyImap::Link::Link(ToyImap &server, qintptr descriptor)
    : m_server(server)
    , m_socket(new QTcpSocket(this))
{
    m_socket->setSocketDescriptor(descriptor);
    connect(m_socket, &QTcpSocket::readyRead, this, &Link::take);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    if (m_server.before && m_server.before(*this, {}, "CONNECT") != Fate::Continue) {
        m_socket->disconnectFromHost();
        return;
    }
    say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] toy\r\n");
}

ToyImap::Link::~Link()
{
    m_socket->disconnect(this);
}

void ToyImap::Link::say(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

void ToyImap::Link::take()
{
    m_input += m_socket->readAll();
    for (;;) {
        // A command is a line with the literals it announces; each gets its invitation.
        qsizetype end = m_input.indexOf("\r\n");
        qsizetype from = 0;
        while (end >= 0 && end > 0 && m_input[end - 1] == '}') {
            const qsizetype open = m_input.lastIndexOf('{', end);
            if (open < from)
                break;
            QByteArray digits = m_input.mid(open + 1, end - open - 2);
            const bool plus = digits.endsWith('+');
            const qsizetype size = (plus ? digits.chopped(1) : digits).toLongLong();
            if (!plus && m_input.size() == end + 2)
                say("+ go\r\n");
            from = end + 2 + size;
            end = m_input.size() < from ? -1 : m_input.indexOf("\r\n", from);
        }
        if (end < 0)
            return;
        const QByteArray line = m_input.first(end);
        m_input.remove(0, end + 2);
        handle(line);
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            return;
    }
}

void ToyImap::Link::handle(const QByteArray &line)
{
    if (idles() && line.toUpper() == "DONE") {
        reply(std::exchange(m_idleTag, {}), "OK done");
        return;
    }
    const qsizetype space = line.indexOf(' ');
    const QByteArray tag = line.first(std::max<qsizetype>(0, space));
    const QByteArray command = line.mid(space + 1);
    m_server.commands.append(command);
    Fate fate = m_server.before ? m_server.before(*this, tag, command) : Fate::Continue;
    QByteArray answer;
    if (fate == Fate::Continue) {
        answer = carryOut(tag, command);
        if (m_server.after)
            fate = m_server.after(*this, tag, command);
    }
    if (fate == Fate::Close)
        m_socket->abort();
    else if (fate == Fate::Continue && !answer.isEmpty())
        reply(tag, answer);
}

ToyImap::Mailbox *ToyImap::Link::current()
{
    const auto it = m_server.mailboxes.find(m_selected);
    return it == m_server.mailboxes.end() ? nullptr : &*it;
}

/** The tagged answer; empty: none, or later. */
QByteArray ToyImap::Link::carryOut(const QByteArray &tag, const QByteArray &command)
{
    const QByteArrayList words = command.split(' ');
    const QByteArray verb = words.first().toUpper() + (words.first().toUpper() == "UID" ? ' ' + words.value(1) : "");
    if (verb == "CAPABILITY")
        say("* CAPABILITY " + m_server.capabilities + "\r\n");
    else if (verb == "AUTHENTICATE")
        return "OK [CAPABILITY " + m_server.capabilities + "] in";
    else if (verb == "LIST" || verb == "LSUB")
        list(verb);
    else if (verb == "STATUS")
        return status(command);
    else if (verb == "SELECT" || verb == "EXAMINE")
        return select(command);
    else if (verb == "CREATE")
        m_server.mailboxes[firstString(command.sliced(7))].uidValidity = 7;
    else if (verb == "APPEND")
        return append(command);
    else if (verb == "IDLE") {
        m_idleTag = tag;
        say("+ idling\r\n");
        return {};
    } else if (verb.startsWith("UID ") && !current())
        return "BAD nothing selected";
    else if (verb == "UID FETCH")
        return fetch(command);
    else if (verb == "UID SEARCH")
        return search(command);
    else if (verb == "UID STORE")
        return store(command);
    else if (verb == "UID COPY" || verb == "UID MOVE")
        return transfer(command, verb == "UID MOVE");
    else if (verb == "UID EXPUNGE")
        return expunge(command);
    else if (verb != "NOOP" && verb != "SUBSCRIBE")
        return "BAD unknown";
    return "OK done";
}

void ToyImap::Link::list(const QByteArray &verb)
{
    for (auto it = m_server.mailboxes.cbegin(); it != m_server.mailboxes.cend(); ++it)
        say("* " + verb + " (" + it->attributes + ") \"/\" " + literal(it.key()) + "\r\n");
}

QByteArray ToyImap::Link::status(const QByteArray &command)
{
    const QByteArray name = firstString(command.sliced(7));
    const auto it = m_server.mailboxes.constFind(name);
    if (it == m_server.mailboxes.cend())
        return "NO [NONEXISTENT] no";
    const auto unseen
        = std::ranges::count_if(it->messages, [](const Message &m) { return !m.flags.contains("\\Seen"); });
    say("* STATUS " + literal(name) + " (MESSAGES " + QByteArray::number(it->messages.size()) + " UNSEEN "
        + QByteArray::number(unseen) + " UIDNEXT " + QByteArray::number(it->uidNext) + " UIDVALIDITY "
        + QByteArray::number(it->uidValidity) + ")\r\n");
    return "OK done";
}

QByteArray ToyImap::Link::select(const QByteArray &command)
{
    m_selected = firstString(command.sliced(7));
    const Mailbox *mailbox = current();
    if (!mailbox)
        return "NO [NONEXISTENT] no";
    say("* " + QByteArray::number(mailbox->messages.size()) + " EXISTS\r\n* OK [UIDVALIDITY "
        + QByteArray::number(mailbox->uidValidity) + "] x\r\n* OK [UIDNEXT " + QByteArray::number(mailbox->uidNext)
        + "] x\r\n");
    return "OK [READ-WRITE] in";
}

QByteArray ToyImap::Link::fetch(const QByteArray &command)
{
    const QList<Message> messages = current()->messages;
    const quint32 highest = messages.isEmpty() ? 0 : messages.last().uid;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Message &m = messages[i];
        if (!isIn(m.uid, uidSet(command), highest))
            continue;
        QByteArray items = "UID " + QByteArray::number(m.uid);
        if (command.contains("FLAGS"))
            items += " FLAGS (" + m.flags.join(' ') + ')';
        if (command.contains("RFC822.SIZE"))
            items += " RFC822.SIZE " + QByteArray::number(m.bytes.size())
                + " INTERNALDATE \"24-Nov-2026 09:30:00 +0900\" BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" "
                  "1 1)"
                + " BODY[HEADER.FIELDS (DATE)] " + literal(headerOf(m.bytes));
        if (command.contains("BODY.PEEK[]"))
            items += " BODY[] " + literal(m.bytes);
        say("* " + QByteArray::number(i + 1) + " FETCH (" + items + ")\r\n");
    }
    return "OK done";
}

QByteArray ToyImap::Link::search(const QByteArray &command)
{
    const QList<Message> messages = current()->messages;
    const quint32 highest = messages.isEmpty() ? 0 : messages.last().uid;
    const qsizetype uid = command.indexOf("UID ", 4);
    const qsizetype header = command.indexOf("Message-ID ");
    QByteArray found;
    for (const Message &m : messages) {
        const bool matches = header > 0 ? headerOf(m.bytes).contains(firstString(command.sliced(header + 11)))
                                        : uid > 0 && isIn(m.uid, command.sliced(uid + 4), highest);
        if (matches)
            found += ' ' + QByteArray::number(m.uid);
    }
    say("* SEARCH" + found + "\r\n");
    return "OK done";
}

QByteArray ToyImap::Link::store(const QByteArray &command)
{
    QList<Message> &messages = current()->messages;
    const QByteArray list = command.mid(command.indexOf('(') + 1).chopped(1);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        Message &m = messages[i];
        if (!isIn(m.uid, uidSet(command), messages.last().uid))
            continue;
        for (const QByteArray &flag : list.split(' ')) {
            m.flags.removeAll(flag);
            if (command.contains(" +FLAGS"))
                m.flags.append(flag);
        }
        say("* " + QByteArray::number(i + 1) + " FETCH (UID " + QByteArray::number(m.uid) + " FLAGS ("
            + m.flags.join(' ') + "))\r\n");
    }
    return "OK done";
}

QByteArray ToyImap::Link::transfer(const QByteArray &command, bool isMove)
{
    const QByteArray set = uidSet(command);
    const QByteArray name = firstString(command.sliced(10 + set.size()));
    if (!m_server.mailboxes.contains(name))
        return "NO [TRYCREATE] no";
    QList<Message> &messages = current()->messages;
    const quint32 highest = messages.isEmpty() ? 0 : messages.last().uid;
    Mailbox &target = m_server.mailboxes[name];
    for (const Message &m : std::as_const(messages)) {
        if (isIn(m.uid, set, highest))
            target.messages.append({target.uidNext++, m.flags, m.bytes});
    }
    if (isMove)
        messages.removeIf([&](const Message &m) { return isIn(m.uid, set, highest); });
    return "OK done";
}

QByteArray ToyImap::Link::expunge(const QByteArray &command)
{
    QList<Message> &messages = current()->messages;
    const quint32 highest = messages.isEmpty() ? 0 : messages.last().uid;
    messages.removeIf(
        [&](const Message &m) { return m.flags.contains("\\Deleted") && isIn(m.uid, uidSet(command), highest); });
    return "OK done";
}

QByteArray ToyImap::Link::append(const QByteArray &command)
{
    const QByteArray name = firstString(command.sliced(7));
    if (!m_server.mailboxes.contains(name))
        return "NO [TRYCREATE] no";
    const qsizetype mark = command.lastIndexOf('{', command.indexOf("}\r\n"));
    const quint32 uid = m_server.add(name, command.mid(command.indexOf('\n', mark) + 1), {"\\Seen"});
    return "OK [APPENDUID " + QByteArray::number(m_server.mailboxes[name].uidValidity) + ' ' + QByteArray::number(uid)
        + "] done";
}

} // namespace test
