// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "core/account.h"
#include "core/question.h"
#include "patience.h"
#include "proxy.h"
#include "tlspolicy.h"
#include "wirelog.h"

#include <QObject>
#include <QPointer>
#include <QSslSocket>

namespace net
{

/**
 * One connection to a mail server, the same for IMAP, POP3 and SMTP: TCP, TLS 1.2 or newer with our trust rules,
 * bounded buffers, timers on progress, a redacted log. At most one reader and one writer wait at a time. An error
 * closes it for good. One thread; may be destroyed at any time, also by a coroutine that it just resumed.
 */
class Wire : public QObject
{
    Q_OBJECT

public:
    Wire();
    ~Wire() override;

    /**
     * TCP, and TLS when the settings say Security::Tls. HostNotFound, ConnectionRefused, Timeout, TlsFailed,
     * CertificateUntrusted (see trustQuestion()), ConnectionLost; Proxy… for what setProxy() adds. No application byte
     * is sent.
     */
    async::Task<> open(core::ServerSettings server, TlsPolicy policy);

    /**
     * TLS on an open connection, after the server agreed (RFC 3207, RFC 3501 6.2.1). ProtocolViolation when the
     * server has already sent a byte behind its agreement: it could be injected.
     */
    async::Task<> startTls();

    bool isOpen() const;
    bool isEncrypted() const { return m_socket->isEncrypted(); }
    /** Filled when verification failed and the policy has no exception for it. */
    const std::optional<core::TrustQuestion> &trustQuestion() const { return m_trustQuestion; }

    /** The server's certificates, leaf first; empty before TLS. */
    QList<core::CertificateInfo> peerChain() const;

    /** What binds a sign-in to this connection: tls-server-end-point; empty before TLS, and for some certificates. */
    QByteArray endPoint() const;

    /** One line without its CRLF (or LF); ProtocolViolation when it is longer than `limit` bytes. */
    async::Task<QByteArray> readLine(qsizetype limit);
    /** So many bytes, neither fewer nor more. */
    async::Task<QByteArray> readBytes(qsizetype count);
    /** What is there, 1 to 256 KiB. ConnectionLost at the end, Timeout after the progress time. */
    async::Task<QByteArray> readSome();
    /** Resumes when at most 256 KiB wait to be sent. */
    async::Task<> write(QByteArray bytes);
    /** The same; the log shows `***`. */
    async::Task<> writeSecret(QByteArray bytes);
    /** Resumes when everything has been handed to the operating system. */
    async::Task<> flush();
    /** The server has sent something that was not read yet. */
    bool hasUnread() const { return !m_buffer.isEmpty() || m_socket->bytesAvailable() > 0; }

    /** How long a read or write may make no progress; 60 s at first. 0: for ever. */
    void setProgressTimeout(std::chrono::milliseconds timeout) { m_progressTimeout = timeout; }
    /** From now on for this long, whatever progress is made; then Timeout. 0: no such limit, as at first. */
    void setTotalTimeout(std::chrono::milliseconds timeout);
    void setConnectTimeout(std::chrono::milliseconds timeout) { m_connectTimeout = timeout; }
    /** The way to the server; the system's at first. TLS is with the server all the same. Before open(). */
    void setProxy(Proxy proxy) { m_proxy = std::move(proxy); }
    /** "account/session", for the log. Before open(). */
    void setLogName(const QString &name) { m_logName = name; }
    /** Sends what waits and closes; waiters end with ConnectionLost. */
    void close();

    qint64 bytesRead() const { return m_bytesRead; }
    qint64 bytesWritten() const { return m_bytesWritten; }

Q_SIGNALS:
    void closed();

private:
    static constexpr qsizetype kChunk = 256 * 1024;

    void onSslErrors(const QList<QSslError> &errors);
    bool judge(const QList<QSslError> &errors);
    void onError(QAbstractSocket::SocketError error);
    void fail(core::Error error);
    void send(const QByteArray &bytes);
    void wakeWriter();
    core::Error lost() const;
    async::Task<> connectTo(QString host, quint16 port);
    async::Task<> tunnel();
    async::Task<> askProxy(QString host, quint16 port);
    async::Task<> untilOpen(bool encrypted, std::chrono::milliseconds timeout);
    async::Task<> encrypt();
    async::Task<> untilReadable();
    async::Task<> untilWritten(qint64 mayWait);
    qint64 waiting() const { return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite(); }
    QString place() const;

    QSslSocket *m_socket; ///< a child; deleted later, since it may be the one that is calling
    core::ServerSettings m_server;
    TlsPolicy m_policy;
    Proxy m_proxy;
    bool m_isAtProxy = false; ///< it is the proxy that we speak with, not yet the server
    std::optional<core::TrustQuestion> m_trustQuestion;
    bool m_judged = false; ///< Qt has found something in the certificate, and it was decided upon
    std::optional<core::Error> m_error;
    QByteArray m_buffer; ///< read ahead by readLine
    std::optional<async::Completion<>> m_opening, m_reading, m_writing;
    qint64 m_mayWait = 0; ///< the writer is woken when no more than this waits to be sent
    std::optional<async::Deadline> m_total;
    std::chrono::milliseconds m_progressTimeout = patience();
    std::chrono::milliseconds m_connectTimeout = patience() / 4;
    QString m_logName;
    std::unique_ptr<WireLog> m_log;
    qint64 m_bytesRead = 0;
    qint64 m_bytesWritten = 0;
};

} // namespace net
