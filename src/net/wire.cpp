// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "wire.h"

#include "certificates.h"
#include "channelbinding.h"
#include "connectto.h"
#include "core/dieat.h"
#include "core/log.h"
#include "proxysignin.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;

namespace net
{

namespace
{
constexpr int kMostProxyRounds = 4; ///< asked, answered, once more because the question was too old

Errc codeOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Errc::ConnectionRefused;
    case QAbstractSocket::HostNotFoundError:
        return Errc::HostNotFound;
    case QAbstractSocket::SocketTimeoutError:
        return Errc::Timeout;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return Errc::TlsFailed;
    default:
        return Errc::ConnectionLost;
    }
}
/** The same, when it was the proxy that did it. */
Errc asProxys(Errc code)
{
    switch (code) {
    case Errc::HostNotFound:
        return Errc::ProxyNotFound;
    case Errc::ConnectionRefused:
        return Errc::ProxyRefused;
    case Errc::ConnectionLost:
    case Errc::Timeout:
    case Errc::ProtocolViolation:
        return Errc::ProxyFailed;
    default:
        return code;
    }
}
} // namespace

Wire::Wire()
    : m_socket(new QSslSocket(this))
{
    // Back-pressure: what is not read stays with the server.
    m_socket->setReadBufferSize(2 * kChunk);
    m_socket->setProxy(QNetworkProxy::NoProxy); // we speak with it ourselves
    connect(m_socket, &QSslSocket::sslErrors, this, &Wire::onSslErrors);
    connect(m_socket, &QSslSocket::errorOccurred, this, &Wire::onError);
    connect(m_socket, &QSslSocket::readyRead, this, [this] {
        if (m_reading)
            std::exchange(m_reading, std::nullopt)->set({});
    });
    // Queued: within these signals what was encrypted and not yet handed on is counted nowhere.
    connect(m_socket, &QSslSocket::bytesWritten, this, &Wire::wakeWriter, Qt::QueuedConnection);
    connect(m_socket, &QSslSocket::encryptedBytesWritten, this, &Wire::wakeWriter, Qt::QueuedConnection);
}

Wire::~Wire()
{
    m_socket->disconnect(this);
    m_socket->setParent(nullptr);
    m_socket->abort();
    m_socket->deleteLater();
}

bool Wire::isOpen() const
{
    return !m_error && m_socket->state() == QAbstractSocket::ConnectedState;
}

QString Wire::place() const
{
    return m_isAtProxy ? m_proxy.place() : u"%1:%2"_s.arg(m_server.host).arg(m_server.port);
}

core::Error Wire::lost() const
{
    return m_error.value_or(core::Error{Errc::ConnectionLost, place(), {}});
}

void Wire::fail(core::Error error)
{
    if (m_error)
        return;
    if (m_isAtProxy)
        error.code = asProxys(error.code);
    m_error = std::move(error);
    qCInfo(core::lcNet) << m_logName << core::errcName(m_error->code) << m_error->context << m_error->serverText;
    if (m_log)
        m_log->note(core::errcName(m_error->code).toLatin1());
    m_socket->abort();
    const core::Error told = *m_error;
    const QPointer<Wire> self = this;
    for (auto *waiter : {&m_opening, &m_reading, &m_writing}) {
        if (self && *waiter)
            std::exchange(*waiter, std::nullopt)->set(std::unexpected(told));
    }
    if (self)
        Q_EMIT closed();
}

void Wire::onError(QAbstractSocket::SocketError error)
{
    // Bytes that arrived before the end are still there to be read.
    if (error == QAbstractSocket::RemoteHostClosedError && m_socket->bytesAvailable() > 0) {
        if (m_reading)
            std::exchange(m_reading, std::nullopt)->set({});
        return;
    }
    fail({codeOf(error), place(), m_socket->errorString().toUtf8()});
}

QByteArray Wire::endPoint() const
{
    return isEncrypted() ? tlsServerEndPoint(m_socket->peerCertificate()) : QByteArray();
}

QList<core::CertificateInfo> Wire::peerChain() const
{
    QList<core::CertificateInfo> chain;
    for (const QSslCertificate &certificate : m_socket->peerCertificateChain())
        chain.append(certificateInfo(certificate));
    return chain;
}

void Wire::onSslErrors(const QList<QSslError> &errors)
{
    m_judged = true;
    if (judge(withoutStaples(errors)))
        m_socket->ignoreSslErrors(errors);
}

/** False: the certificate is not good enough; the question stands and the wire is closed. */
bool Wire::judge(const QList<QSslError> &errors)
{
    core::TrustQuestion question{.host = m_server.host, .port = m_server.port, .problems = certificateProblems(errors)};
    question.chain = peerChain();
    // Qt also takes the common name for a host's name, which nothing has checked (RFC 9525 2).
    if (!question.problems.contains(core::CertificateProblem::WrongName)
        && !isIssuedTo(m_socket->peerCertificate(), m_server.host)) {
        question.problems.append(core::CertificateProblem::WrongName);
        std::ranges::sort(question.problems);
    }
    if (question.problems.isEmpty()) {
        if (m_policy.onAccepted)
            m_policy.onAccepted(question);
        return true;
    }
    if (m_policy.accepts(question)) {
        if (m_policy.onAccepted)
            m_policy.onAccepted(question);
        return true;
    }
    question.previousSpkiSha256 = m_policy.changedKey(question);
    if (!question.previousSpkiSha256.isEmpty())
        question.problems.prepend(core::CertificateProblem::KeyChanged);
    m_trustQuestion = question;
    QStringList words;
    for (const QSslError &error : errors)
        words.append(error.errorString());
    fail({Errc::CertificateUntrusted, place(), words.join(u"; "_s).toUtf8()});
    return false;
}

async::Task<> Wire::untilOpen(bool encrypted, std::chrono::milliseconds timeout)
{
    // What fails or succeeds at once did so before anybody listened.
    if (m_error)
        co_await std::unexpected(lost());
    if (encrypted ? m_socket->isEncrypted() : m_socket->state() == QAbstractSocket::ConnectedState)
        co_return;
    const async::Completion<> opened;
    m_opening = opened;
    const auto arrived = [this] {
        if (m_opening)
            std::exchange(m_opening, std::nullopt)->set({});
    };
    const auto connection = encrypted ? connect(m_socket, &QSslSocket::encrypted, this, arrived)
                                      : connect(m_socket, &QSslSocket::connected, this, arrived);
    const async::Deadline deadline(timeout, [this] { fail({Errc::Timeout, place(), {}}); });
    auto outcome = co_await opened.result();
    disconnect(connection);
    co_await std::move(outcome);
}

async::Task<> Wire::encrypt()
{
    m_socket->startClientEncryption();
    co_await untilOpen(true, m_connectTimeout);
    if (!m_judged && !judge({}))
        co_await std::unexpected(lost());
}

async::Task<> Wire::connectTo(QString host, quint16 port)
{
    m_socket->connectToHost(host, port);
    co_await untilOpen(false, m_connectTimeout);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
}

/** From the proxy's port to the server's, however slowly the proxy says little. */
async::Task<> Wire::tunnel()
{
    const auto [host, port] = ConnectTo::resolve(m_server.host, m_server.port);
    const async::Deadline deadline(
        2 * m_connectTimeout, [this] { fail({Errc::Timeout, place(), "no answer in time"}); });
    co_await askProxy(host, port);
    // A TLS server never speaks first: what is behind the proxy's yes is the proxy's.
    if (m_server.security == core::Security::Tls && hasUnread())
        co_await core::failure(Errc::ProxyFailed, place(), "text behind its answer");
}

async::Task<> Wire::askProxy(QString host, quint16 port)
{
    ProxySignIn signIn(m_proxy.settings.user, m_proxy.password);
    for (int i = 0; i < kMostProxyRounds; ++i) {
        co_await connectTo(m_proxy.settings.host, m_proxy.settings.port);
        if (m_proxy.settings.kind == core::ProxyKind::Socks5) {
            co_await connectThroughSocks(this, m_proxy, host, port);
            co_return;
        }
        const Tunnel state = co_await connectThroughHttp(this, m_proxy, host, port, &signIn);
        if (state == Tunnel::Open)
            co_return;
        m_socket->abort();
        m_buffer.clear();
    }
    co_await core::failure(Errc::ProxyFailed, place(), "it wants ever another sign-in");
}

async::Task<> Wire::open(core::ServerSettings server, TlsPolicy policy)
{
    m_server = std::move(server);
    m_policy = std::move(policy);
    m_log = WireLog::open(m_logName + u'-' + m_server.host);
    m_socket->setSslConfiguration(m_policy.configurationFor(m_server.host, m_server.port));
    m_socket->setPeerVerifyName(m_server.host);
    m_proxy = co_await proxyFor(m_proxy, m_server.host, m_server.port);
    if (m_proxy.settings.kind == core::ProxyKind::None) {
        const auto [host, port] = ConnectTo::resolve(m_server.host, m_server.port);
        co_await connectTo(host, port);
    } else {
        m_isAtProxy = true;
        auto passed = co_await tunnel().asResult();
        m_isAtProxy = !passed;
        if (!passed) {
            core::Error &error = passed.error();
            if (error.code == Errc::ProxyDenied || error.code == Errc::ProxyCannotReach)
                error.context = u"%1:%2"_s.arg(m_server.host).arg(m_server.port); // as the person knows it
            fail(error);
            co_await std::unexpected(lost());
        }
    }
    if (m_server.security == core::Security::Tls)
        co_await encrypt();
    if (m_log)
        m_log->note(isEncrypted() ? "connected, TLS" : "connected");
}

async::Task<> Wire::startTls()
{
    // RFC 3207 section 4.2, NO STARTTLS: a byte behind the agreement was sent before TLS and may be anybody's.
    if (hasUnread()) {
        fail({Errc::ProtocolViolation, place() + u": text after STARTTLS"_s, {}});
        co_await std::unexpected(lost());
    }
    if (!isOpen())
        co_await std::unexpected(lost());
    co_await encrypt();
    if (m_log)
        m_log->note("TLS");
}

async::Task<> Wire::untilReadable()
{
    if (m_socket->bytesAvailable() > 0)
        co_return;
    if (!isOpen())
        co_await std::unexpected(lost());
    const async::Completion<> readable;
    m_reading = readable;
    std::optional<async::Deadline> deadline;
    if (m_progressTimeout.count() > 0)
        deadline.emplace(m_progressTimeout, [this] { fail({Errc::Timeout, place(), {}}); });
    co_await readable.wait();
}

async::Task<QByteArray> Wire::readSome()
{
    if (!m_buffer.isEmpty())
        co_return std::exchange(m_buffer, {});
    for (;;) {
        co_await untilReadable();
        QByteArray bytes = m_socket->read(kChunk);
        if (bytes.isEmpty() && !isOpen())
            co_await std::unexpected(lost());
        if (bytes.isEmpty())
            continue;
        m_bytesRead += bytes.size();
        if (m_log)
            m_log->server(bytes);
        co_return bytes;
    }
}

async::Task<QByteArray> Wire::readBytes(qsizetype count)
{
    QByteArray bytes;
    while (bytes.size() < count)
        bytes += co_await readSome();
    m_buffer = bytes.sliced(count);
    bytes.truncate(count);
    co_return bytes;
}

async::Task<QByteArray> Wire::readLine(qsizetype limit)
{
    QByteArray line;
    for (;;) {
        const QByteArray more = co_await readSome();
        const qsizetype end = more.indexOf('\n');
        line += more.first(end < 0 ? more.size() : end);
        if (line.size() - (line.endsWith('\r') ? 1 : 0) > limit) {
            fail({Errc::ProtocolViolation, place() + u": endless line"_s, {}});
            co_await std::unexpected(lost());
        }
        if (end < 0)
            continue;
        m_buffer = more.sliced(end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        co_return line;
    }
}

void Wire::wakeWriter()
{
    if (m_writing && waiting() <= m_mayWait)
        std::exchange(m_writing, std::nullopt)->set({});
}

async::Task<> Wire::untilWritten(qint64 mayWait)
{
    while (waiting() > mayWait) {
        if (!isOpen())
            co_await std::unexpected(lost());
        const async::Completion<> written;
        m_writing = written;
        m_mayWait = mayWait;
        const qint64 before = waiting();
        std::optional<async::Deadline> deadline;
        if (m_progressTimeout.count() > 0)
            deadline.emplace(m_progressTimeout, [this, before] {
                if (m_writing && waiting() < before)
                    std::exchange(m_writing, std::nullopt)->set({}); // slow, but moving
                else
                    fail({Errc::Timeout, place(), {}});
            });
        co_await written.wait();
    }
}

async::Task<> Wire::flush()
{
    if (!isOpen())
        co_await std::unexpected(lost());
    co_await untilWritten(0);
}

void Wire::send(const QByteArray &bytes)
{
    const core::DieAt dieAt(core::DieAt::Kind::Socket, m_logName);
    if (dieAt.half()) {
        m_socket->write(bytes.first(bytes.size() / 2));
        m_socket->flush();
        dieAt.die();
    }
    m_bytesWritten += bytes.size();
    m_socket->write(bytes);
    if (dieAt.after()) {
        m_socket->flush();
        dieAt.die();
    }
}

async::Task<> Wire::write(QByteArray bytes)
{
    if (!isOpen())
        co_await std::unexpected(lost());
    if (m_log)
        m_log->client(bytes);
    send(bytes);
    co_await untilWritten(kChunk);
}

async::Task<> Wire::writeSecret(QByteArray bytes)
{
    if (!isOpen())
        co_await std::unexpected(lost());
    if (m_log)
        m_log->clientSecret();
    send(bytes);
    co_await untilWritten(kChunk);
}

void Wire::setTotalTimeout(std::chrono::milliseconds timeout)
{
    m_total.reset();
    if (timeout.count() > 0)
        m_total.emplace(timeout, [this] { fail({Errc::Timeout, place(), {}}); });
}

void Wire::close()
{
    m_socket->flush();
    fail({Errc::ConnectionLost, place(), {}});
}

} // namespace net
