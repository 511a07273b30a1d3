// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attemptreport.h"

#include "providers/diagnosis.h"

#include <QDateTime>

using namespace Qt::StringLiterals;
using core::DiscoveryAttempt;

namespace models
{

namespace
{
constexpr qsizetype kMostWords = 500;

/** Every secret, in the forms in which a server may repeat it. */
QStringList formsOf(const ReportSecrets &secrets, const QString &user)
{
    QStringList forms{secrets.address, user, secrets.address.section(u'@', 0, 0)};
    for (const core::Secret &password : secrets.passwords)
        forms.append(QString::fromUtf8(password.reveal()));
    for (const QString &plain : QStringList(forms))
        forms.append(QString::fromLatin1(plain.toUtf8().toBase64(QByteArray::OmitTrailingEquals)));
    // The longest first: an address holds its local part.
    std::ranges::sort(forms, std::ranges::greater(), &QString::size);
    return forms;
}

/** One line, no control or bidi characters, nothing of what is secret. */
QString cleaned(const QByteArray &serverText, const QStringList &secrets)
{
    QString words;
    for (const QChar c : QString::fromUtf8(serverText.left(4 * kMostWords)))
        words += c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ? QChar(u' ') : c;
    words = words.simplified();
    for (const QString &secret : secrets) {
        if (secret.size() > 2)
            words.replace(secret, u"***"_s, Qt::CaseInsensitive);
    }
    return words.left(kMostWords);
}

QString lineFor(const DiscoveryAttempt &attempt, const QList<DiscoveryAttempt> &all, const ReportSecrets &secrets)
{
    const bool isReceiving = attempt.purpose == core::ServerPurpose::Receive;
    const QString user
        = attempt.server.user.isEmpty() ? u"none"_s : providers::userNameForm(attempt.server.user, secrets.address);
    QString line = u"%1 %2:%3 %4, from %5, user name: %6, sign-in: %7: %8, %9 ms"_s
                       .arg(isReceiving ? u"receive"_s : u"send"_s, attempt.server.host)
                       .arg(attempt.server.port)
                       .arg(core::securityName(attempt.server.security), attempt.source, user, attempt.server.auth,
                           core::attemptStateName(attempt.state))
                       .arg(attempt.milliseconds);
    if (attempt.error) {
        const providers::Circumstances around{
            .purpose = attempt.purpose, .address = secrets.address, .user = attempt.server.user, .attempts = all};
        const QString cause = providers::causeName(providers::diagnose(*attempt.error, around).cause);
        line += u", "_s + core::errcName(attempt.error->code);
        if (!cause.isEmpty())
            line += u" ("_s + cause + u')';
        const QString words = cleaned(attempt.error->serverText, formsOf(secrets, attempt.server.user));
        if (!words.isEmpty())
            line += u": “%1”"_s.arg(words);
    }
    if (attempt.trust) {
        QStringList problems;
        for (const core::CertificateProblem problem : attempt.trust->problems)
            problems.append(core::certificateProblemName(problem));
        line += u", certificate: "_s + problems.join(u' ');
    }
    return line;
}
} // namespace

QString attemptReport(const QList<DiscoveryAttempt> &attempts, const ReportSecrets &secrets)
{
    QStringList lines{u"Hikyaku " HIKYAKU_VERSION ", %1"_s.arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODate))};
    for (const DiscoveryAttempt &attempt : attempts)
        lines.append(lineFor(attempt, attempts, secrets));
    return lines.join(u'\n') + u'\n';
}

} // namespace models
