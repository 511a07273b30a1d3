// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "logfile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QMutex>

using namespace Qt::StringLiterals;

namespace app
{

namespace
{
constexpr qint64 kLimit = 1 << 20; ///< bytes

QMutex mutex;
QFile &file()
{
    static QFile one;
    return one;
}

void open()
{
    constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    if (file().open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, ownerOnly))
        file().setPermissions(ownerOnly);
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() + ' '
        + QByteArray::number(QCoreApplication::applicationPid()) + ' ' + qFormatLogMessage(type, context, text).toUtf8()
        + '\n';
    const QMutexLocker lock(&mutex);
    if (file().isOpen() && file().size() + line.size() > kLimit) {
        const QString path = file().fileName();
        file().close();
        QFile::remove(path + u".1"_s);
        QFile::rename(path, path + u".1"_s);
        open();
    }
    file().write(line);
}
} // namespace

void logInto(const QString &path)
{
    if (qEnvironmentVariable("HIKYAKU_ENGINE_LOG") == "stderr"_L1)
        return;
    {
        const QMutexLocker lock(&mutex);
        file().setFileName(path);
        open();
    }
    qInstallMessageHandler(write);
}

} // namespace app
