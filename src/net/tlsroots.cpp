// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tlsroots.h"

#include <QFile>
#include <QMutex>

namespace net
{

namespace
{
QMutex mutex;
QList<QSslCertificate> &list()
{
    static QList<QSslCertificate> given;
    return given;
}
} // namespace

core::Result<> TlsRoots::addFromFile(const QString &pemPath)
{
    QFile file(pemPath);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(core::Errc::StoreFailed, pemPath, file.errorString().toUtf8());
    const QList<QSslCertificate> found = QSslCertificate::fromData(file.readAll(), QSsl::Pem);
    if (found.isEmpty())
        return core::failure(core::Errc::InvalidInput, pemPath);
    const QMutexLocker lock(&mutex);
    list() += found;
    return {};
}

QList<QSslCertificate> TlsRoots::added()
{
    const QMutexLocker lock(&mutex);
    return list();
}

} // namespace net
