// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trustwords.h"

#include "ui/shared/errorwords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using core::CertificateProblem;

namespace ui
{

namespace
{
struct TrustText {
    Q_DECLARE_TR_FUNCTIONS(ui::TrustWords)
};

QString dateWords(const QDateTime &date)
{
    // Without the weekday, which nobody needs of a certificate.
    static const QRegularExpression kWeekday(u"[,、]?\\s*dddd[,、]?\\s*"_s);
    const QLocale locale;
    return locale.toString(date.toLocalTime().date(), locale.dateFormat(QLocale::LongFormat).remove(kWeekday));
}

QString problemSentence(
    CertificateProblem problem, const core::TrustQuestion &question, const core::CertificateInfo &leaf)
{
    switch (problem) {
    case CertificateProblem::UnknownIssuer:
        return TrustText::tr("Nobody this computer knows vouches for the certificate. It was issued by “%1”.")
            .arg(leaf.issuer);
    case CertificateProblem::SelfSigned:
        return TrustText::tr("The server vouches only for itself: it made its certificate on its own.");
    case CertificateProblem::WrongName:
        return leaf.names.isEmpty()
            ? TrustText::tr("The certificate does not say that it is for %1.").arg(question.host)
            : TrustText::tr("The certificate is for %1, not for %2.")
                  .arg(leaf.names.mid(0, 6).join(u", "_s), question.host);
    case CertificateProblem::Expired:
        return TrustText::tr("The certificate expired on %1.").arg(dateWords(leaf.notAfter));
    case CertificateProblem::NotYetValid:
        return TrustText::tr("The certificate is not valid before %1.").arg(dateWords(leaf.notBefore));
    case CertificateProblem::KeyChanged:
        return TrustText::tr("The server shows another key than the one you accepted before.");
    case CertificateProblem::Revoked:
        return TrustText::tr("Whoever issued the certificate has taken it back: its key may be in the wrong hands.");
    case CertificateProblem::Other:
        return TrustText::tr(
            "The certificate does not pass the checks of this computer: it may be too weak, or not meant "
            "for a server.");
    }
    return {};
}

QString reasonSentence(const QList<CertificateProblem> &problems, const QDateTime &now)
{
    if (problems.contains(CertificateProblem::KeyChanged))
        return TrustText::tr(
            "The server was set up again, or its key was replaced. Whoever runs it can tell you the fingerprint.");
    if (problems.contains(CertificateProblem::Revoked))
        return TrustText::tr(
            "There is hardly one: it was taken back on purpose. Whoever runs the server has to get a new certificate.");
    if (problems.contains(CertificateProblem::WrongName))
        return TrustText::tr(
            "A provider hosts many names on one server and its certificate names only some of them. Then another "
            "server name, which the provider can tell you, works without this question.");
    if (problems.contains(CertificateProblem::UnknownIssuer) || problems.contains(CertificateProblem::SelfSigned))
        return TrustText::tr(
            "The server belongs to a company, a university or to yourself and uses a certificate of its own. "
            "Whoever runs it can tell you the fingerprint.");
    if (problems.contains(CertificateProblem::Expired))
        return TrustText::tr("Somebody forgot to renew the certificate. It is usually put right within a day or two.");
    if (problems.contains(CertificateProblem::NotYetValid))
        return TrustText::tr("The clock of this computer is wrong. It says %1: set it, then try again.")
            .arg(dateWords(now));
    return TrustText::tr("The server is set up in an unusual way. Ask whoever runs it.");
}
} // namespace

TrustWords trustWords(const core::TrustQuestion &question, const QDateTime &now)
{
    const core::CertificateInfo leaf = question.chain.value(0);
    TrustWords words;
    words.headline = question.problems.contains(CertificateProblem::KeyChanged)
        ? TrustText::tr("%1 is not the server it was before").arg(question.host)
        : TrustText::tr("%1 cannot prove that it is your server").arg(question.host);
    for (const CertificateProblem problem : question.problems) {
        const int days = problem == CertificateProblem::Expired ? int(leaf.notAfter.daysTo(now)) : 0;
        const QString since = days > 0 ? TrustText::tr("That was %n day(s) ago.", nullptr, days) : QString();
        words.problems.append(sentences({problemSentence(problem, question, leaf), since}));
    }
    words.danger = TrustText::tr(
        "Somebody between you and the server may be pretending to be it. If you connect, that person can "
        "get your password, read your mail and write in your name.");
    // Anybody can take a name: this is no reason to say yes, but where to look.
    words.reason = question.interceptor.isEmpty()
        ? reasonSentence(question.problems, now)
        : TrustText::tr("Something that calls itself “%1” looks into your encrypted connections: a virus scanner on "
                        "this computer, or a device of your company. If you know of it, switch its mail scanning off, "
                        "or ask the people who run your network.")
              .arg(question.interceptor);
    if (question.problems.contains(CertificateProblem::Revoked))
        return words;
    words.always = TrustText::tr(
        "“Always” applies to this key at %1, port %2, and to these faults only. If the key changes, you "
        "will be asked again.")
                       .arg(question.host)
                       .arg(question.port);
    return words;
}

QString fingerprintWords(const QByteArray &sha256)
{
    const QByteArray hex = sha256.toHex().toUpper();
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += 4)
        groups.append(QString::fromLatin1(hex.mid(at, 4)));
    return groups.join(u' ');
}

QString problemWords(CertificateProblem problem)
{
    switch (problem) {
    case CertificateProblem::UnknownIssuer:
        return TrustText::tr("unknown issuer");
    case CertificateProblem::SelfSigned:
        return TrustText::tr("self-signed");
    case CertificateProblem::WrongName:
        return TrustText::tr("another name");
    case CertificateProblem::Expired:
        return TrustText::tr("expired");
    case CertificateProblem::NotYetValid:
        return TrustText::tr("not valid yet");
    case CertificateProblem::KeyChanged:
        return TrustText::tr("changed key");
    case CertificateProblem::Revoked:
        return TrustText::tr("taken back");
    case CertificateProblem::Other:
        break;
    }
    return TrustText::tr("other");
}

QString eventWords(core::TrustEvent::What what)
{
    switch (what) {
    case core::TrustEvent::What::Accepted:
        return TrustText::tr("Accepted by you");
    case core::TrustEvent::What::Renewed:
        return TrustText::tr("Renewed with the same key: accepted");
    case core::TrustEvent::What::KeyChanged:
        return TrustText::tr("Another key: not connected");
    case core::TrustEvent::What::Forgotten:
        break;
    }
    return TrustText::tr("Forgotten by you");
}

QString validityWords(const core::CertificateInfo &certificate)
{
    return TrustText::tr("%1 to %2", "validity of a certificate")
        .arg(dateWords(certificate.notBefore), dateWords(certificate.notAfter));
}

} // namespace ui
