// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "enginelauncher.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using core::Errc;

namespace app
{

namespace
{
constexpr std::chrono::seconds kPatience{10}; ///< for another program's engine that is starting or ending
constexpr std::chrono::milliseconds kPause{50};
} // namespace

QString engineProgram()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QString beside = here + u"/hikyaku-engine"_s;
    return QFile::exists(beside) ? beside : here + u"/" HIKYAKU_ENGINE_FROM_BIN "/hikyaku-engine"_s;
}

QString socketOf(const store::ProfilePaths &paths)
{
    if (paths.socket().toUtf8().size() < 100) // of 108 bytes
        return paths.socket();
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    const QByteArray name
        = QCryptographicHash::hash(paths.directory.toUtf8(), QCryptographicHash::Sha256).toHex().first(24);
    return u"%1/hikyaku-%2"_s.arg(runtime.isEmpty() ? QDir::tempPath() : runtime, QString::fromLatin1(name));
}

EngineLauncher::EngineLauncher(const store::ProfilePaths &paths, ipc::UseNetwork network, QObject *parent)
    : QObject(parent)
    , m_paths(paths)
    , m_network(std::move(network))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &EngineLauncher::joinOrStart);
    connect(&m_probe, &QLocalSocket::readyRead, this, [this] {
        if (std::exchange(m_isProbing, false))
            join();
    });
    connect(&m_probe, &QLocalSocket::disconnected, this, [this] {
        if (std::exchange(m_isProbing, false))
            tryAgain({Errc::ConnectionLost, u"engine"_s, {}});
    });
}

EngineLauncher::~EngineLauncher()
{
    m_probe.disconnect(this);
    stopListening();
}

void EngineLauncher::call(ipc::Client &client)
{
    stopListening();
    m_isProbing = false;
    m_client = &client;
    client.expect();
    m_patience.setRemainingTime(kPatience);
    joinOrStart();
}

void EngineLauncher::joinOrStart()
{
    m_isProbing = false;
    m_probe.abort();
    m_probe.connectToServer(socketOf(m_paths)); // a local one answers at once
    // A dying engine still takes connections, but only a living one greets.
    m_isProbing = m_probe.state() == QLocalSocket::ConnectedState;
    if (!m_isProbing)
        start();
}

void EngineLauncher::join()
{
    if (!m_client)
        return;
    connect(m_client, &ipc::Client::ready, &m_probe, &QLocalSocket::abort, Qt::UniqueConnection);
    connect(m_client, &ipc::Client::lost, &m_probe, &QLocalSocket::abort, Qt::UniqueConnection);
    m_client->connectTo(socketOf(m_paths));
    // Before everything else. Also when there is nothing to say: the answer comes after ready().
    m_client->call(m_network, this, [this](const core::Result<ipc::Nothing> &used) {
        if (used)
            Q_EMIT joined();
        else if (m_client && m_client->isReady())
            m_client->giveUp(used.error());
    });
}

void EngineLauncher::start()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return tryAgain({Errc::StoreFailed, u"hikyaku-engine"_s, qt_error_string(errno).toUtf8()});
    QProcess engine;
    engine.setProgram(engineProgram());
    engine.setArguments({u"--profile"_s, m_paths.directory, u"--report-to"_s, QString::number(ends[1])});
    engine.setStandardInputFile(QProcess::nullDevice());
    if (qEnvironmentVariable("HIKYAKU_ENGINE_LOG") != "stderr"_L1) {
        engine.setStandardOutputFile(
            QProcess::nullDevice()); // who reads ours to the end must not wait for the engine's
        engine.setStandardErrorFile(QProcess::nullDevice());
    }
    ::fcntl(ends[1], F_SETFD, 0); // for this child only
    const bool started = engine.startDetached(); // with setsid()
    ::close(ends[1]);
    if (!started) {
        ::close(ends[0]);
        m_client->giveUp({Errc::StoreFailed, engine.program(), engine.errorString().toUtf8()});
        return;
    }
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    m_pipe = ends[0];
    m_reader.clear();
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &EngineLauncher::hear);
}

void EngineLauncher::hear()
{
    QByteArray bytes(4096, Qt::Uninitialized);
    const ssize_t count = ::read(m_pipe, bytes.data(), size_t(bytes.size()));
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) { // it died before it could say anything
        stopListening();
        return tryAgain({Errc::ConnectionLost, u"engine"_s, {}});
    }
    m_reader.feed(bytes.first(count));
    for (;;) {
        const auto message = m_reader.next();
        if (message && !*message)
            return;
        const auto *reply = message ? std::get_if<ipc::NumberedReply>(&**message) : nullptr;
        if (message && !reply)
            continue; // its greeting
        const auto *error = reply ? std::get_if<core::Error>(&reply->reply) : nullptr;
        const core::Error problem = !message ? message.error() : error ? *error : core::Error{};
        stopListening();
        if (message && !error)
            return joinOrStart();
        return tryAgain(problem);
    }
}

/** Another engine may be just starting, or just ending: then the profile is in use and nobody greets, for a moment. */
void EngineLauncher::tryAgain(const core::Error &error)
{
    const bool mayPass = (error.code == Errc::StoreFailed && error.context == store::kProfileInUse)
        || error.code == Errc::ConnectionLost;
    if (mayPass && !m_patience.hasExpired())
        m_pause.start();
    else if (m_client)
        m_client->giveUp(error);
}

void EngineLauncher::stopListening()
{
    m_pause.stop();
    if (m_notifier) {
        m_notifier->setEnabled(false); // its descriptor may soon be another's
        m_notifier.release()->deleteLater(); // it may be the one that is calling
    }
    if (m_pipe >= 0)
        ::close(std::exchange(m_pipe, -1));
}

} // namespace app
