// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dialogue.h"
#include "normaliser.h"

#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace imap
{

/**
 * Stands between one KIMAP session and the server. To KIMAP it is a small IMAP server on a loopback port, opened by a
 * one-time secret, that answers LOGIN and CAPABILITY itself and passes on exactly one permitted command at a time. What
 * comes back is written anew (normalised()); everything else goes to the tap as a value. Tags are changed both ways.
 * KIMAP breaking the rules closes its side only; the server breaking them closes both (Dialogue). One thread.
 */
class Gate : public QObject
{
    Q_OBJECT

public:
    explicit Gate(Dialogue &dialogue);
    ~Gate() override;

    /** Opens the port. */
    core::Result<> listen();
    quint16 port() const { return m_server.serverPort(); }
    /** 128 random bits in hex; good for one LOGIN. */
    const QByteArray &secret() const { return m_secret; }
    bool isKimapHere() const { return m_kimap != nullptr; }

    /** What the next command may be. Ends with endJob(). */
    void permit(const Permit &permit);
    void endJob();
    /** The server's answer to the permitted command; nothing while none came. */
    const std::optional<Reply> &reply() const { return m_reply; }
    /** Why the permitted command was not sent; nothing when it was. */
    const std::optional<core::Error> &withheld() const { return m_withheld; }
    /** A permitted command is with the server and not answered. */
    bool isUnderWay() const { return m_underWay; }

    /** Drops KIMAP's connection without a word: before its Session is deleted. */
    void abort();

    /** Every response that KIMAP does not hear; the views die with the call. */
    std::function<void(const Response &)> tap;

Q_SIGNALS:
    /** The first byte on a connection that may become KIMAP's. */
    void heard();
    /** KIMAP closed its connection, or broke the rules. */
    void lost();

private:
    struct Visitor {
        QTcpSocket *socket;
        QByteArray input;
    };

    void accept();
    void closeVisitors();
    void readVisitor(QTcpSocket *socket);
    void admit(QTcpSocket *socket, const QByteArray &tag, const QByteArray &rest);
    void readKimap();
    void takeLine(const QByteArray &line);
    void forward(const QByteArray &line);
    void forwardLiteral();
    void expectLiteral(const QByteArray &line);
    void take(const Response &response);
    void takeTagged(const core::Result<Response> &response);
    void toKimap(const QByteArray &line);
    void breakOff(const char *why);

    Dialogue &m_dialogue;
    QTcpServer m_server;
    QByteArray m_secret;
    std::vector<Visitor> m_visitors; ///< connected, not signed in
    QTcpSocket *m_kimap = nullptr;
    QByteArray m_input; ///< from KIMAP, not used yet
    QByteArray m_kimapTag; ///< of the command under way
    QByteArray m_serverTag;
    qint64 m_literalLeft = 0; ///< bytes of a literal that KIMAP still owes
    bool m_awaitingInvitation = false; ///< the server has not yet invited the literal
    std::optional<Permit> m_permit;
    std::optional<Reply> m_reply;
    std::optional<core::Error> m_withheld;
    bool m_underWay = false;
    qint64 m_told = 0; ///< bytes to KIMAP for the running job
    qint64 m_unasked = 0; ///< bytes of the server that the running job had no use for
    bool m_continues = false; ///< the next line belongs to the command under way
};

} // namespace imap
