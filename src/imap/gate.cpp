// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gate.h"

#include "core/log.h"

#include <QNetworkProxy>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;

namespace imap
{

namespace
{
constexpr qsizetype kLongestLine = 64 * 1024; ///< of a command; UID sets are cut to far less
constexpr size_t kMostVisitors = 8;
constexpr qint64 kMostTold = 8 << 20; ///< bytes: KIMAP takes what it is given, however slow its job is
constexpr qint64 kMostUnasked = 16 << 20; ///< bytes that the running job had no use for
constexpr char kCapabilities[] = "IMAP4rev1 UIDPLUS MOVE CONDSTORE NAMESPACE";

QByteArray randomSecret()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

/** Bytes announced by `{n}` at the end of a command line; -1 without one. */
qint64 announcedLiteral(QByteArrayView line)
{
    if (!line.endsWith('}'))
        return -1;
    const qsizetype open = line.lastIndexOf('{');
    const auto size = open < 0 ? std::nullopt : parseNumber(line.sliced(open + 1).chopped(1));
    return size && *size < (quint64(1) << 40) ? qint64(*size) : -1;
}
} // namespace

Gate::Gate(Dialogue &dialogue)
    : m_dialogue(dialogue)
    , m_secret(randomSecret())
{
    m_server.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    connect(&m_server, &QTcpServer::newConnection, this, &Gate::accept);
    m_dialogue.onUntagged = [this](const Response &response) {
        take(response);
    };
}

Gate::~Gate()
{
    closeVisitors();
}

core::Result<> Gate::listen()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        return core::failure(Errc::Internal, u"loopback port: "_s + m_server.errorString());
    return {};
}

void Gate::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_kimap || m_visitors.size() == kMostVisitors) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_visitors.push_back({socket, {}});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readVisitor(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            std::erase_if(m_visitors, [socket](const Visitor &v) { return v.socket == socket; });
            socket->deleteLater();
        });
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket->write("* OK gate\r\n");
    }
}

void Gate::readVisitor(QTcpSocket *socket)
{
    const auto visitor = std::ranges::find(m_visitors, socket, &Visitor::socket);
    if (visitor == m_visitors.end())
        return;
    visitor->input += socket->read(kLongestLine);
    if (!visitor->input.contains('\n') && visitor->input.size() < 1000) {
        Q_EMIT heard();
        return;
    }
    const QByteArray line = visitor->input.first(std::max<qsizetype>(0, visitor->input.indexOf('\n'))).trimmed();
    const qsizetype space = line.indexOf(' ');
    const QByteArray tag = line.first(std::max<qsizetype>(0, space));
    const QByteArray rest = line.sliced(std::min(line.size(), space + 1));
    if (equalsIgnoreCase(rest, "CAPABILITY") && visitor->input.endsWith('\n')) {
        visitor->input.clear();
        socket->write("* CAPABILITY " + QByteArray(kCapabilities) + "\r\n" + tag + " OK done\r\n");
    } else {
        admit(socket, tag, rest);
    }
    Q_EMIT heard();
}

void Gate::admit(QTcpSocket *socket, const QByteArray &tag, const QByteArray &rest)
{
    Tokenizer tokens(rest);
    const bool isLogin = tokens.next().isAtom("LOGIN");
    const QByteArray user = tokens.next().toByteArray();
    const QByteArray password = tokens.next().toByteArray();
    if (tag.isEmpty() || !isLogin || user != "gate" || password != m_secret) {
        qCWarning(core::lcImap) << "a stranger at the gate";
        socket->abort();
        return;
    }
    socket->disconnect(this);
    std::erase_if(m_visitors, [socket](const Visitor &v) { return v.socket == socket; });
    closeVisitors();
    m_secret.fill('\0');
    m_kimap = socket;
    connect(socket, &QTcpSocket::readyRead, this, &Gate::readKimap);
    connect(socket, &QTcpSocket::disconnected, this, &Gate::lost);
    toKimap(tag + " OK [CAPABILITY " + kCapabilities + "] in");
}

void Gate::closeVisitors()
{
    m_server.close();
    for (const Visitor &visitor : std::exchange(m_visitors, {})) {
        visitor.socket->disconnect(this);
        visitor.socket->abort();
        visitor.socket->deleteLater();
    }
}

void Gate::abort()
{
    // Now, not in the destructor: the Gate is deleted later, when the next one may be listening to the server.
    m_dialogue.onUntagged = {};
    closeVisitors();
    if (QTcpSocket *kimap = std::exchange(m_kimap, nullptr)) {
        kimap->disconnect(this);
        kimap->abort();
        kimap->deleteLater();
    }
}

void Gate::breakOff(const char *why)
{
    qCWarning(core::lcImap) << "gate:" << why;
    m_withheld = core::Error{Errc::Internal, u"gate: "_s + QString::fromLatin1(why), {}};
    abort();
    Q_EMIT lost();
}

void Gate::permit(const Permit &permit)
{
    m_permit = permit;
    m_reply.reset();
    m_withheld.reset();
    m_told = m_unasked = 0;
}

void Gate::endJob()
{
    m_permit.reset();
}

void Gate::toKimap(const QByteArray &line)
{
    if (m_kimap)
        m_kimap->write(line + "\r\n"); // one write a response: KIMAP stumbles over a CR without its LF
}

void Gate::readKimap()
{
    m_input += m_kimap->readAll();
    while (m_kimap && !m_awaitingInvitation) {
        if (m_literalLeft > 0) {
            if (m_input.isEmpty())
                return;
            forwardLiteral();
            continue;
        }
        const qsizetype end = m_input.indexOf('\n');
        if (end < 0) {
            if (m_input.size() > kLongestLine)
                breakOff("endless command");
            return;
        }
        QByteArray line = m_input.first(end);
        m_input.remove(0, end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        takeLine(line);
    }
}

void Gate::forwardLiteral()
{
    const qsizetype size = qsizetype(std::min<qint64>(m_literalLeft, m_input.size()));
    m_dialogue.sendMore(m_input.first(size));
    m_input.remove(0, size);
    m_literalLeft -= size;
    m_continues = m_literalLeft == 0;
}

void Gate::takeLine(const QByteArray &line)
{
    if (m_continues) { // what follows the literal
        m_continues = false;
        expectLiteral(line);
        m_dialogue.sendMore(line + "\r\n");
        return;
    }
    if (line.isEmpty())
        return;
    const qsizetype space = line.indexOf(' ');
    const QByteArray tag = line.first(std::max<qsizetype>(0, space));
    const QByteArray rest = line.sliced(space + 1);
    if (tag.isEmpty()) {
        breakOff("no tag");
    } else if (equalsIgnoreCase(rest, "CAPABILITY")) {
        toKimap("* CAPABILITY " + QByteArray(kCapabilities));
        toKimap(tag + " OK done");
    } else if (equalsIgnoreCase(rest, "LOGOUT")) {
        toKimap("* BYE gate"_ba);
        toKimap(tag + " OK done");
    } else {
        m_kimapTag = tag;
        forward(rest);
    }
}

void Gate::forward(const QByteArray &command)
{
    if (m_underWay || !m_permit || !m_permit->allows(command)) {
        breakOff("a command that was not permitted");
        return;
    }
    if (m_permit->stillValid && !m_permit->stillValid()) {
        m_withheld = core::Error{Errc::UidValidityChanged, {}, {}};
        toKimap(m_kimapTag + " NO stale");
        return;
    }
    m_underWay = true;
    const qint64 literal = announcedLiteral(command);
    std::function<void()> continued;
    if (literal >= 0) {
        m_awaitingInvitation = true;
        continued = [gate = QPointer(this), literal] {
            if (!gate)
                return;
            gate->m_awaitingInvitation = false;
            gate->m_literalLeft = literal;
            gate->m_continues = literal == 0;
            gate->toKimap("+ go on"_ba);
        };
    }
    m_serverTag = m_dialogue.send(
        {command + "\r\n"},
        [gate = QPointer(this)](const core::Result<Response> &response) {
            if (gate)
                gate->takeTagged(response);
        },
        std::move(continued));
}

void Gate::expectLiteral(const QByteArray &line)
{
    const qint64 literal = announcedLiteral(line);
    if (literal < 0)
        return;
    m_awaitingInvitation = true;
    m_dialogue.awaitContinuation(m_serverTag, [gate = QPointer(this), literal] {
        if (!gate)
            return;
        gate->m_awaitingInvitation = false;
        gate->m_literalLeft = literal;
        gate->m_continues = literal == 0;
        gate->toKimap("+ go on"_ba);
    });
}

void Gate::take(const Response &response)
{
    const auto line = m_permit && m_underWay ? normalised(response, *m_permit) : std::nullopt;
    if (line ? (m_told += line->size()) > kMostTold : (m_unasked += response.bytes.size()) > kMostUnasked)
        m_dialogue.fail({Errc::MessageTooLarge, u"answer to one command"_s, {}});
    else if (line)
        toKimap(*line);
    else if (tap)
        tap(response);
}

void Gate::takeTagged(const core::Result<Response> &response)
{
    if (response && response->status == Response::Status::Ok && (m_literalLeft > 0 || m_continues)) {
        m_dialogue.fail({Errc::ProtocolViolation, u"success before the end of the command"_s, {}});
        return;
    }
    m_underWay = m_awaitingInvitation = m_continues = false;
    m_literalLeft = 0;
    if (!response) {
        abort(); // the server is gone; KIMAP's job ends with its connection
        return;
    }
    m_reply = Reply{response->status, response->code.toByteArray(), response->text.toByteArray()};
    // The server's words go to us only: KIMAP gets what it must know, in words of ours.
    switch (response->status) {
    case Response::Status::Ok:
        toKimap(m_kimapTag + " OK " + normalisedCode(response->code) + "done");
        break;
    case Response::Status::No:
        toKimap(m_kimapTag + " NO refused");
        break;
    default:
        toKimap(m_kimapTag + " BAD refused");
    }
}

} // namespace imap
