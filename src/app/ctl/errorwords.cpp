// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "errorwords.h"

#include <utility>

using namespace Qt::StringLiterals;
using core::CertificateProblem;
using core::Errc;

namespace ctl
{

QString printable(const QString &text)
{
    QString out;
    for (const QChar c : text.first(std::min<qsizetype>(text.size(), 500))) {
        const auto category = c.category();
        const bool harmless = category != QChar::Other_Control && category != QChar::Other_Format
            && category != QChar::Separator_Line && category != QChar::Separator_Paragraph;
        out += harmless ? c : QChar(u' ');
    }
    return out.trimmed();
}

QString fingerprint(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex(':').toUpper());
}

QString ErrorWords::cause(const core::Error &error)
{
    const QString where = printable(error.context);
    switch (error.code) {
    case Errc::Offline:
        return tr("There is no network.");
    case Errc::HostNotFound:
        return tr("There is no server named %1.").arg(where);
    case Errc::ConnectionRefused:
        return tr("Nothing answers at %1.").arg(where);
    case Errc::ConnectionLost:
        return tr("The connection to %1 was lost.").arg(where);
    case Errc::Timeout:
        return tr("%1 did not answer in time.").arg(where);
    case Errc::TlsFailed:
        return tr("%1 does not speak TLS, or only a version that is no longer safe.").arg(where);
    case Errc::TlsNotOffered:
        return tr("%1 does not offer encryption (STARTTLS). Nothing was sent.").arg(where);
    case Errc::CertificateUntrusted:
        return tr("The certificate of %1 cannot be verified. Nothing was sent.").arg(where);
    case Errc::AuthenticationFailed:
        return error.serverText.isEmpty() ? tr("No password is known for %1.").arg(where)
                                          : tr("%1 refused the user name or the password.").arg(where);
    case Errc::AuthenticationUnavailable:
        return tr("%1 cannot check passwords just now.").arg(where);
    case Errc::NoCommonMechanism:
        return tr("%1 offers no way to sign in that is both known and safe.").arg(where);
    default:
        return proxyCause(error);
    }
}

QString ErrorWords::proxyCause(const core::Error &error)
{
    const QString where = printable(error.context);
    switch (error.code) {
    case Errc::ProxyNotFound:
        return tr("There is no proxy named %1.").arg(where);
    case Errc::ProxyRefused:
        return tr("No proxy answers at %1.").arg(where);
    case Errc::ProxyFailed:
        return tr("The proxy %1 answers in a way that is not understood, or not at all.").arg(where);
    case Errc::ProxyAuthenticationFailed:
        return error.serverText.isEmpty() ? tr("No password is known for the proxy %1.").arg(where)
                                          : tr("The proxy %1 wants a user name and a password of its own.").arg(where);
    case Errc::ProxyDenied:
        return tr("The proxy does not allow connections to %1.").arg(where);
    case Errc::ProxyCannotReach:
        return tr("The proxy cannot reach %1.").arg(where);
    case Errc::PassphraseNeeded:
        return tr("The passphrase of your own certificate is missing or wrong.");
    default:
        return serverCause(error);
    }
}

QString ErrorWords::serverCause(const core::Error &error)
{
    const QString where = printable(error.context);
    switch (error.code) {
    case Errc::ProtocolViolation:
        return tr("The server broke the rules of the protocol (%1).").arg(where);
    case Errc::ServerRefused:
        return tr("The server refused the request (%1).").arg(where);
    case Errc::ServerBusy:
        return tr("The server is busy (%1).").arg(where);
    case Errc::OverQuota:
        return tr("The mailbox on the server is full.");
    case Errc::MessageTooLarge:
        return tr("The message is too large for the server.");
    case Errc::RecipientRefused:
        return tr("The server refused a recipient: %1.").arg(where);
    case Errc::SenderRefused:
        return tr("The server refused the sender's address: %1.").arg(where);
    case Errc::DeliveryUnknown:
        return tr("The connection was lost after the message had been handed over. It may have arrived.");
    default:
        return localCause(error);
    }
}

QString ErrorWords::localCause(const core::Error &error)
{
    const QString what = printable(error.context);
    switch (error.code) {
    case Errc::NoSuchMailbox:
        return tr("There is no such folder or account: %1").arg(what);
    case Errc::NoSuchMessage:
        return tr("This does not exist: %1").arg(what);
    case Errc::UidValidityChanged:
        return tr("The server has renumbered the folder %1.").arg(what);
    case Errc::StoreFull:
        return tr("The disk is full (%1).").arg(what);
    case Errc::StoreCorrupt:
        return tr("A file of the profile is damaged: %1").arg(what);
    case Errc::StoreFailed:
        return tr("A file of the profile cannot be used: %1").arg(what);
    case Errc::InvalidInput:
        return tr("This cannot be used: %1").arg(what);
    case Errc::AlreadyExists:
        return tr("The name %1 is already taken.").arg(what);
    case Errc::SetAside:
        return tr("%1 was under way when the mail engine crashed twice; it is not tried again by itself.").arg(what);
    case Errc::Cancelled:
        return tr("It was cancelled.");
    default:
        return tr("Something unforeseen happened (%1, %2). Please report it.").arg(core::errcName(error.code), what);
    }
}

QString ErrorWords::advice(const core::Error &error)
{
    switch (error.code) {
    case Errc::HostNotFound:
        return tr("Check the spelling and the network.");
    case Errc::ConnectionRefused:
    case Errc::Timeout:
        return tr("Check the port, or try again later.");
    case Errc::AuthenticationFailed:
        return error.serverText.isEmpty() ? tr("Give it with --password-file, or run this in a terminal.")
                                          : tr("Check both. Some providers want an app password here.");
    case Errc::ProxyNotFound:
    case Errc::ProxyRefused:
    case Errc::ProxyFailed:
        return tr("Check \"proxy\" in the account (account list, account edit) and the network.");
    case Errc::ProxyAuthenticationFailed:
        return error.serverText.isEmpty() ? tr("Give it with --proxy-password-file, or run this in a terminal.")
                                          : tr("Check \"proxy\" in the account and the password of the proxy.");
    case Errc::PassphraseNeeded:
        return tr("Give it with --passphrase-file, or run this in a terminal.");
    case Errc::ProxyDenied:
        return tr("Ask the people who run your network to allow this server and port.");
    case Errc::TlsFailed:
    case Errc::TlsNotOffered:
        return tr("Check port and security (tls, starttls).");
    case Errc::UidValidityChanged:
        return tr("Run sync, then list it again.");
    case Errc::AuthenticationUnavailable:
    case Errc::ServerBusy:
    case Errc::ConnectionLost:
        return tr("Try again later.");
    case Errc::OverQuota:
    case Errc::StoreFull:
        return tr("Make room, then try again.");
    case Errc::StoreCorrupt:
        return tr("Run \"hikyakuctl doctor\": it says what to do.");
    case Errc::DeliveryUnknown:
        return tr("Ask the recipient before you send it again.");
    default:
        return {};
    }
}

QString ErrorWords::text(const core::Error &error, const providers::Circumstances &around)
{
    models::Explanation told = models::explain(error, around);
    if (told.headline.isEmpty()) {
        told.headline = cause(error);
        told.advice = advice(error);
    }
    QStringList parts{told.headline.replace("%1"_L1, printable(error.context))};
    for (const QString &more : told.advice.split(u'\n') + told.note.split(u'\n') + QStringList{told.page.toString()}) {
        if (!more.isEmpty())
            parts.append(printable(more));
    }
    if (told.helpsBrowser && !around.address.isEmpty())
        parts.append(tr("With: hikyakuctl setup %1 --browser").arg(printable(around.address)));
    if (!error.serverText.isEmpty())
        parts.append(u"(%1)"_s.arg(printable(QString::fromUtf8(error.serverText))));
    return parts.join(u' ');
}

QString ErrorWords::problem(CertificateProblem problem)
{
    switch (problem) {
    case CertificateProblem::UnknownIssuer:
        return tr("it was issued by an authority that is not known here");
    case CertificateProblem::SelfSigned:
        return tr("it is self-signed");
    case CertificateProblem::WrongName:
        return tr("it is for another server name");
    case CertificateProblem::Expired:
        return tr("it has expired");
    case CertificateProblem::NotYetValid:
        return tr("it is not valid yet");
    case CertificateProblem::KeyChanged:
        return tr("its key is not the one that was accepted before");
    case CertificateProblem::Revoked:
        return tr("whoever issued it has taken it back");
    case CertificateProblem::Other:
        return tr("it cannot be verified");
    }
    std::unreachable();
}

QString ErrorWords::acceptCommand(const core::TrustQuestion &question)
{
    const QByteArray sha256 = question.chain.isEmpty() ? QByteArray() : question.chain.first().sha256;
    return u"trust accept %1:%2 --fingerprint %3"_s.arg(
        printable(question.host), QString::number(question.port), fingerprint(sha256));
}

QString ErrorWords::text(const core::TrustQuestion &question)
{
    QStringList problems;
    for (const CertificateProblem one : question.problems)
        problems.append(problem(one));
    const core::CertificateInfo leaf = question.chain.isEmpty() ? core::CertificateInfo() : question.chain.first();
    QStringList lines{tr("The certificate of %1:%2 cannot be trusted: %3.")
                          .arg(printable(question.host), QString::number(question.port), problems.join(tr(", "))),
        tr("  issued to %1, by %2, valid until %3")
            .arg(printable(leaf.subject), printable(leaf.issuer), leaf.notAfter.toString(Qt::ISODate)),
        tr("  SHA-256 fingerprint %1").arg(fingerprint(leaf.sha256)),
        question.interceptor.isEmpty()
            ? QString()
            : tr("  Something that calls itself \"%1\" seems to look into your encrypted connections (a virus scanner, "
                 "a gateway).")
                  .arg(printable(question.interceptor)),
        tr("If the fingerprint is the one your provider or administrator names, accept it with:"),
        u"  hikyakuctl "_s + acceptCommand(question)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace ctl
