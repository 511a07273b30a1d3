// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "store/profilepaths.h"

#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>

/** What tests/bench/run hands to each benchmark, and how a benchmark tells its rows. */
namespace bench
{

[[noreturn]] inline void fail(const QString &text)
{
    std::fprintf(stderr, "%s\n", qPrintable(text));
    std::exit(1);
}

struct Place {
    QString folder; ///< for profiles; empty at first
    QString user, password;
    double rawSeconds = 0; ///< what the raw reader needed for the same mailbox
    QString stackFile;
    quint16 imapsPort = 0, submissionPort = 0;
    QString caFile;

    /** Reads the arguments; ends the program when they are incomplete. */
    static Place fromArguments(const QStringList &arguments)
    {
        QCommandLineParser parser;
        for (const char *name : {"stack", "user", "password", "raw-seconds", "folder"})
            parser.addOption({QString::fromLatin1(name), {}, QStringLiteral("value")});
        parser.process(arguments);
        Place place{.folder = parser.value(QStringLiteral("folder")),
            .user = parser.value(QStringLiteral("user")),
            .password = parser.value(QStringLiteral("password")),
            .rawSeconds = parser.value(QStringLiteral("raw-seconds")).toDouble(),
            .stackFile = parser.value(QStringLiteral("stack")),
            .caFile = {}};
        QFile file(place.stackFile);
        if (!file.open(QIODevice::ReadOnly) || place.folder.isEmpty())
            fail(QStringLiteral("called by tests/bench/run only"));
        const QJsonObject told = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject ports = told.value(QLatin1String("ports")).toObject();
        place.caFile = told.value(QLatin1String("caFile")).toString();
        place.imapsPort = quint16(ports.value(QLatin1String("imaps")).toInt());
        place.submissionPort = quint16(ports.value(QLatin1String("submission")).toInt());
        return place;
    }

    core::Account account() const
    {
        core::Account account;
        account.name = account.address = user;
        account.receive = {.host = QStringLiteral("localhost"), .port = imapsPort, .user = user};
        account.send = {.host = QStringLiteral("localhost"),
            .port = submissionPort,
            .security = core::Security::StartTls,
            .user = user};
        return account;
    }
};

/** One row of the table; `least` or `most` is the target. */
inline void tell(
    const char *what, double value, const char *unit, std::optional<double> least = {}, std::optional<double> most = {})
{
    QJsonObject row{{QStringLiteral("what"), QString::fromUtf8(what)}, {QStringLiteral("value"), value},
        {QStringLiteral("unit"), QString::fromUtf8(unit)}};
    if (least)
        row.insert(QStringLiteral("least"), *least);
    if (most)
        row.insert(QStringLiteral("most"), *most);
    std::printf("%s\n", QJsonDocument(row).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

/** The proportional set size of a process in MB (10^6 bytes); 0 when it is gone. */
inline double pssMegabytes(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').first().toDouble() * 1024 / 1e6;
    }
    return 0;
}

/** The engine that has the profile; 0 when there is none. */
inline qint64 enginePid(const store::ProfilePaths &paths)
{
    QFile lock(paths.lock());
    return lock.open(QIODevice::ReadOnly) ? lock.readLine().trimmed().toLongLong() : 0;
}

inline void waitForEngineEnd(const store::ProfilePaths &paths)
{
    for (int i = 0; QFile::exists(paths.lock()); ++i) {
        if (i == 3000)
            fail(QStringLiteral("the engine does not end"));
        QThread::msleep(10);
    }
}

} // namespace bench
