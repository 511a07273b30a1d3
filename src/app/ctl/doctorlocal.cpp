// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the doctor finds on this computer besides the stores.

#include "app/enginelauncher.h"
#include "doctor.h"
#include "errorwords.h"
#include "lockowner.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QProcess>
#include <QSqlDatabase>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace ctl
{

namespace
{
constexpr qint64 kLittleRoom = qint64(200) << 20; ///< bytes
constexpr qint64 kNoRoom = qint64(5) << 20;

/** The words of this file. */
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ctl::Doctor)
};

Finding ok(const QString &area, const QString &subject, const QString &text)
{
    return {area, subject, Finding::Result::Ok, text, {}, ExitCode::Done};
}

QString sized(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes);
}

Finding rightsOf(const QString &path, bool isFolder)
{
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    const QFileInfo info(path);
    const QString name = isFolder ? path : info.fileName();
    if (info.permissions() & others)
        return {u"profile"_s, name, Finding::Result::Problem, Words::tr("Others can read it."),
            Words::tr("chmod %1 %2").arg(isFolder ? u"700"_s : u"600"_s, path), ExitCode::StoreFailed};
    if (!info.isReadable() || !info.isWritable())
        return {u"profile"_s, name, Finding::Result::Problem, Words::tr("It cannot be written."),
            Words::tr("Give yourself the right to write it; until then mail can only be read."), ExitCode::StoreFailed};
    return ok(
        u"profile"_s, name, isFolder ? Words::tr("Only yours.") : Words::tr("Only yours; %1.").arg(sized(info.size())));
}

Finding roomIn(const QString &folder)
{
    const qint64 room = QStorageInfo(folder).bytesAvailable();
    Finding finding = ok(u"profile"_s, u"room"_s, Words::tr("%1 free.").arg(sized(room)));
    if (room < kLittleRoom) {
        finding.result = Finding::Result::Note;
        finding.advice = Words::tr("Make room: on a full disk nothing can be received, sent or kept.");
    }
    if (room < kNoRoom) {
        finding.result = Finding::Result::Problem;
        finding.code = ExitCode::StoreFailed;
    }
    return finding;
}

Finding engineOf(const store::ProfilePaths &paths)
{
    const LockOwner owner = lockOwnerOf(paths);
    if (owner.pid <= 0)
        return ok(u"profile"_s, u"engine"_s, Words::tr("None is running."));
    if (owner.isAlive)
        return ok(u"profile"_s, u"engine"_s, Words::tr("Running, process %1.").arg(owner.pid));
    return {u"profile"_s, u"engine"_s, Finding::Result::Note, Words::tr("The last one did not end well."),
        Words::tr("Nothing: the next one looks closely."), ExitCode::Done};
}

Finding part(const QString &subject, bool isThere, const QString &advice)
{
    if (isThere)
        return ok(u"installation"_s, subject, Words::tr("There."));
    return {u"installation"_s, subject, Finding::Result::Problem, Words::tr("Missing."), advice, ExitCode::StoreFailed};
}

Finding keyringFrom(const QJsonObject &told)
{
    const QString error = told["keyring"_L1].toString();
    if (error.isEmpty())
        return ok(u"keyring"_s, u"keyring"_s, Words::tr("An entry was written, read and removed."));
    return {u"keyring"_s, u"keyring"_s, Finding::Result::Note, Words::tr("It cannot be used: %1").arg(printable(error)),
        Words::tr("Unlock it, or install one (gnome-keyring, KWallet). Without one the password is asked for at each "
                  "start, or kept in an encrypted file: in the window under Settings, On this computer."),
        ExitCode::Done};
}
} // namespace

Findings lookAtInstallation()
{
    QProcess engine;
    engine.start(app::engineProgram(), {u"--check"_s});
    const bool ran = engine.waitForFinished(60'000) && engine.exitStatus() == QProcess::NormalExit;
    const QJsonObject told = QJsonDocument::fromJson(engine.readAllStandardOutput()).object();
    const QString version = told["version"_L1].toString();
    Findings found;
    if (!ran || version.isEmpty()) {
        found.append({u"installation"_s, u"hikyaku-engine"_s, Finding::Result::Problem,
            Words::tr("It cannot be started: %1").arg(app::engineProgram()), Words::tr("Install Hikyaku once more."),
            ExitCode::StoreFailed});
        return found;
    }
    found.append(version == QLatin1StringView(HIKYAKU_VERSION)
            ? ok(u"installation"_s, u"hikyaku-engine"_s, Words::tr("Version %1.").arg(version))
            : Finding{u"installation"_s, u"hikyaku-engine"_s, Finding::Result::Problem,
                  Words::tr("It is version %1, and this program %2.").arg(version, QStringLiteral(HIKYAKU_VERSION)),
                  Words::tr("Install Hikyaku once more."), ExitCode::StoreFailed});
    found.append(part(u"SQLite"_s, told["sqlite"_L1].toBool() && QSqlDatabase::isDriverAvailable(u"QSQLITE"_s),
        Words::tr("Install the SQLite driver of Qt 6 (libqt6sql6-sqlite).")));
    found.append(
        part(u"TLS"_s, told["tls"_L1].toBool(), Words::tr("Install the TLS plug-in of Qt 6 (qt6-base, openssl).")));
    found.append(part(u"QCA"_s, told["qca"_L1].toBool(),
        Words::tr("Install the plug-ins of QCA (libqca-qt6-plugins): without them not every sign-in works.")));
    found.append(part(u"SASL"_s, told["sasl"_L1].toBool(), Words::tr("Install libsasl2-modules.")));
    found.append(keyringFrom(told));
    return found;
}

Findings lookAtProfile(const store::ProfilePaths &paths)
{
    if (!QFileInfo::exists(paths.directory))
        return {ok(u"profile"_s, paths.directory, Words::tr("Not there yet; setup makes it."))};
    Findings found{rightsOf(paths.directory, true)};
    for (const QString &path : {paths.journal(), paths.index(), paths.bodies(), paths.passwords()}) {
        if (QFileInfo::exists(path))
            found.append(rightsOf(path, false));
    }
    found.append(roomIn(paths.directory));
    found.append(engineOf(paths));
    return found;
}

} // namespace ctl
