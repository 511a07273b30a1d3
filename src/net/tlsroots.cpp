// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tlsroots.h"

#include <QFile>
#include <QMutex>
#include <QSslConfiguration>

namespace net
{

namespace
{
QMutex mutex;
QList<QSslCertificate> &added()
{
    static QList<QSslCertificate> list;
    return list;
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
    added() += found;
    return {};
}

QList<QSslCertificate> TlsRoots::all()
{
    static const QList<QSslCertificate> system = QSslConfiguration::systemCaCertificates();
    const QMutexLocker lock(&mutex);
    return system + added();
}

} // namespace net
