// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check.h"

#include "engine/secretstore.h"
#include "imap/initialize.h"
#include "net/initialize.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSslSocket>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace app
{

int checkInstallation(QCoreApplication &application)
{
    net::initialize();
    imap::initialize();
    QJsonObject told{{u"version"_s, QStringLiteral(HIKYAKU_VERSION)},
        {u"sqlite"_s, QSqlDatabase::isDriverAvailable(u"QSQLITE"_s)}, {u"tls"_s, QSslSocket::supportsSsl()},
        {u"qca"_s, net::hasDigests()}, {u"sasl"_s, imap::hasMechanisms()}};
    engine::SecretStore secrets{QString()};
    async::TaskScope tasks;
    QTimer::singleShot(0, &application, [&] {
        tasks.launch(secrets.probe(), [&](const core::Result<> &probed) {
            const QString why = probed ? QString() : QString::fromUtf8(probed.error().serverText);
            told.insert(u"keyring"_s, probed || !why.isEmpty() ? why : core::errcName(probed.error().code));
            QCoreApplication::quit();
        });
    });
    const int code = QCoreApplication::exec();
    std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
    return code;
}

} // namespace app
