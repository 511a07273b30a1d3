// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace test
{

/**
 * A private Dovecot and Postfix for one test program (tests/stack/mailstack), on loopback, with its own CA.
 *
 * Starting takes about two seconds; share one per process where the test does not spoil it:
 *
 *     auto *stack = test::MailStack::shared();
 *     QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
 *     net::TlsRoots::addFromFile(stack->caFile());
 *
 * Two ways to reach it. By name, as the programs do: hand every value of connectTo() to net::ConnectTo::add(), or
 * connectToArguments() to a program; then `imap.example.test:993`, `:143`, `pop.example.test:995`, `:110`,
 * `smtp.example.test:587`, `:465`, `:25` lead here, and so do the names `expired.`, `wrongname.` and
 * `selfsigned.example.test`, each with that fault in its certificate; `plain.example.test` offers next to no IMAP
 * extension. Or by address: 127.0.0.1 (or localhost, the certificate names both) and imapsPort().
 *
 * Users: taro, hanako, alice, bob, and user01 … user30 for tests that want an empty mailbox nobody else touches; all
 * @example.test. Everything ends with the object, and by itself should the test program crash.
 */
class MailStack
{
public:
    struct StoredMessage {
        quint32 uid = 0;
        QByteArray bytes; ///< as IMAP gives them: every line ends in CRLF
        QByteArray flags; ///< Maildir letters, sorted: D draft, F flagged, R answered, S seen, T deleted
    };

    /** Starts one; waits until mail can be fetched and sent. `options` as mailstack has them: "--sign-in". */
    explicit MailStack(const QString &driver = QStringLiteral("maildir"), const QStringList &options = {});
    ~MailStack();
    MailStack(const MailStack &) = delete;
    MailStack &operator=(const MailStack &) = delete;

    /** The one of this process, started by the first call and stopped when the QCoreApplication goes. */
    static MailStack *shared(const QStringList &options = {}); ///< those of the first call

    bool isRunning() const { return !m_told.isEmpty(); }
    /** Why it does not run: what the script printed, with the tails of the servers' logs. */
    QString errorText() const { return m_errorText; }

    QString folder() const { return m_folder.path(); }
    QString caFile() const { return m_told.value(QLatin1String("caFile")).toString(); }
    quint16 imapPort() const { return port("imap"); }
    quint16 imapsPort() const { return port("imaps"); }
    quint16 pop3Port() const { return port("pop3"); }
    quint16 pop3sPort() const { return port("pop3s"); }
    quint16 smtpPort() const { return port("smtp"); }
    quint16 submissionPort() const { return port("submission"); }
    quint16 submissionsPort() const { return port("submissions"); }
    quint16 lmtpPort() const { return port("lmtp"); }
    /** Nobody listens there. */
    quint16 closedPort() const { return port("closed"); }
    /** False where sending goes to aiosmtpd (no root): PLAIN and LOGIN only, no bounces. */
    bool hasPostfix() const { return m_told.value(QLatin1String("smtp")).toString() == QLatin1String("postfix"); }
    QString password(const QString &user) const;
    /** Any other word of stack.json; empty when it is not there. */
    QString told(const char *name) const { return m_told.value(QLatin1String(name)).toString(); }

    /** `host:port=127.0.0.1:port`, one for each name and usual port; for net::ConnectTo::add(). */
    QStringList connectTo() const;
    /** `--ca-file PEM --connect-to …`: the arguments with which hikyaku and hikyakuctl find this stack. */
    QStringList connectToArguments() const;

    /** Delivers over LMTP, as new mail arrives; the server adds trace fields. Returns what went wrong, empty if
     * nothing. */
    QString deliver(
        const QString &user, const QByteArray &message, const QByteArray &from = "sender@elsewhere.invalid");
    /** Puts a message byte-exact into a mailbox of the server, creating it (mailbox as IMAP shows it, ASCII only;
     * Maildir). */
    QString store(const QString &user, const QString &mailbox, const QByteArray &message, const QByteArray &flags = {});
    /** What the server holds, by UID; read from its files, not over IMAP (Maildir). */
    QList<StoredMessage> serverFiles(const QString &user, const QString &mailbox = QStringLiteral("INBOX")) const;
    /** Runs `doveadm ARGUMENTS…` on this server; its output, or a null QByteArray when it failed. */
    QByteArray doveadm(const QStringList &arguments) const;

    quint16 port(const char *name) const; ///< any other of stack.json; 0 when it is not there

private:
    QString maildir(const QString &user, const QString &mailbox) const;

    QTemporaryDir m_folder;
    QJsonObject m_told;
    QString m_errorText;
    int m_stored = 0;
};

} // namespace test
