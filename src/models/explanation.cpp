// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "explanation.h"

#include "providerwords.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;
using providers::Cause;
using providers::Diagnosis;
using providers::Note;

namespace models
{

namespace
{
struct Pair {
    QString headline, advice;
};

class ExplanationText
{
    Q_DECLARE_TR_FUNCTIONS(models::Explanation)

public:
    static Pair of(const Diagnosis &found, const providers::Circumstances &around);

private:
    static Pair password(Cause cause, BrowserWay browser);
    static QString browserOnly(BrowserWay browser);
    static Pair account(Cause cause);
    static Pair way(Cause cause);
    static Pair notFound(const providers::Circumstances &around);
    static Pair nameless(const Diagnosis &found);
    static Pair userName(const Diagnosis &found);
    static Pair mechanism(const QString &offered);
    static Pair blocked(const QList<quint16> &ports);
    static Pair clock(const QDateTime &now);
    static Pair protocol(const Diagnosis &found);
};

QString ExplanationText::browserOnly(BrowserWay browser)
{
    switch (browser) {
    case BrowserWay::Offered:
    case BrowserWay::Only:
        return tr("No password works there, not even an app password. Sign in with the browser instead.");
    case BrowserWay::NoClient:
        return tr("It wants a sign-in in the browser, and for that this copy of Hikyaku needs a client ID, which is "
                  "not set. Ask whoever provides Hikyaku to you, or set one of your own.");
    case BrowserWay::NotKnown:
        break;
    }
    return tr("It wants a sign-in in the browser, and Hikyaku knows none for this server. Ask the people who run it "
              "for another way.");
}

Pair ExplanationText::password(Cause cause, BrowserWay browser)
{
    switch (cause) {
    case Cause::AppPasswordWanted:
        return {tr("%1 wants an app password, not your usual one."),
            browser == BrowserWay::Offered
                ? tr("Make one on your provider’s web page, in the security settings, and use it as the password; or "
                     "sign in with the browser.")
                : tr("Make one on your provider’s web page, in the security settings, and use it as the password.")};
    case Cause::PasswordExpired:
        return {tr("%1 says that your password has expired."),
            tr("Set a new one on your provider’s web page, or ask your administrator.")};
    case Cause::PasswordOrAccess:
        return {tr("%1 refused the password, or does not let mail programs in."),
            tr("It does not say which. Check the password, and allow IMAP in your provider’s settings.")};
    case Cause::BrowserCheckWanted:
        return {tr("%1 wants you to confirm in the browser that it is you."),
            tr("Sign in on your provider’s web page once, then try again. If that does not help, make an app password "
               "there.")};
    case Cause::BrowserSignInOnly:
        return {tr("%1 takes no passwords from mail programs any more."), browserOnly(browser)};
    default:
        return {};
    }
}

Pair ExplanationText::account(Cause cause)
{
    switch (cause) {
    case Cause::AccountLocked:
        return {tr("%1 says that your account is locked."),
            tr("Only your provider or administrator can open it again. Your password may well be right.")};
    case Cause::TooManyTries:
        return {tr("%1 has seen too many failed sign-ins and takes none for a while."),
            tr("Wait some time before you try again, and check the password meanwhile.")};
    case Cause::AccessSwitchedOff:
        return {tr("%1 does not let mail programs into your account: access is switched off."),
            tr("Switch on IMAP in your provider’s settings; in a company, ask the administrator. Your password may "
               "well be right.")};
    case Cause::SendingSwitchedOff:
        return {tr("Sending with mail programs is switched off for your account at %1."),
            tr("Your provider’s settings or your administrator can allow it. Your password may well be right.")};
    case Cause::NotPermitted:
        return {tr("%1 knows you, but does not let you into this mailbox."),
            tr("Check the user name, or ask your administrator for access.")};
    case Cause::AskAdministrator:
        return {tr("%1 refused the sign-in by a rule of your administrator."),
            tr("Only your administrator can change that. The server’s reply tells them which rule it is.")};
    default:
        return {};
    }
}

Pair ExplanationText::way(Cause cause)
{
    switch (cause) {
    case Cause::TooManyConnections:
        return {tr("%1 takes no more connections for your account just now."),
            tr("Your password is not the reason. Close other mail programs if this does not pass.")};
    case Cause::EncryptionWanted:
        return {
            tr("%1 takes passwords only over an encrypted connection."), tr("Choose TLS or STARTTLS for this server.")};
    case Cause::NoServerAnswers:
        return {tr("No mail server answered at all."),
            tr("Your network may block mail, or need a proxy. Check the connection, or try another network.")};
    case Cause::TlsTooOld:
        return {tr("%1 offers only encryption that is too old to be safe."),
            tr("Nothing was sent. The people who run the server have to renew it: TLS 1.2 or newer is needed.")};
    case Cause::NotTls:
        return {tr("%1 does not speak TLS on this port."),
            tr("Nothing was sent. Check the port, and whether it wants STARTTLS instead.")};
    case Cause::CertificateWanted:
        return {tr("%1 lets in only who shows a certificate of their own."),
            tr("Your administrator gives you one, a file that ends in .p12. Set it under “Network”, by hand or in the "
               "settings of the account.")};
    default:
        return {};
    }
}

Pair ExplanationText::notFound(const providers::Circumstances &around)
{
    const QString headline = around.purpose == core::ServerPurpose::Receive
        ? tr("No mail server was found for %1.")
        : tr("No server for sending was found for %1.");
    return {headline.arg(around.address),
        tr("Check the address for typing mistakes, and your network connection. If both are right, set the account up "
           "by hand: your provider’s page about mail programs names the servers.")};
}

Pair ExplanationText::nameless(const Diagnosis &found)
{
    const QString headline = tr("%1 wants a user name that your provider issued.");
    if (found.provider && !found.provider->issuedName.english.isEmpty())
        return {headline,
            tr("It is called “%1”. Set the account up by hand and type it there.")
                .arg(inThisLanguage(found.provider->issuedName))};
    return {headline, tr("Your provider’s papers say it. Set the account up by hand and type it there.")};
}

Pair ExplanationText::userName(const Diagnosis &found)
{
    if (!found.userName.isEmpty())
        return {tr("%1 knows you by another user name."),
            tr("For this provider it is “%1”. Your password may well be right.").arg(found.userName)};
    if (found.provider && !found.provider->issuedName.english.isEmpty())
        return {tr("%1 does not know this user name."),
            tr("The user name is “%1”, which your provider issued, not your address.")
                .arg(inThisLanguage(found.provider->issuedName))};
    return {tr("%1 does not know this user name."),
        tr("It may be the whole address, the part before the @, or a name of its own. Your provider’s papers say it.")};
}

Pair ExplanationText::mechanism(const QString &offered)
{
    const QString headline = tr("%1 offers no way to sign in that this program may use.");
    if (offered.isEmpty())
        return {headline, tr("Ask the people who run the server which sign-in it needs.")};
    return {headline, tr("It offers: %1. Ask the people who run the server for another one.").arg(offered)};
}

Pair ExplanationText::blocked(const QList<quint16> &ports)
{
    if (ports.size() > 1) {
        const QString headline
            = tr("%1 are silent, while other ports answer: something on the way blocks these ports.");
        if (ports.contains(25))
            return {headline,
                tr("Port 25 is blocked nearly everywhere; the others only in some networks of companies, schools and "
                   "hotels. Try another network, or ask the people who run this one.")};
        return {headline,
            tr("Networks of companies, schools and hotels often do. Try another network, or ask the people who run "
               "this one.")};
    }
    const QString headline = tr("%1 is silent, while other ports answer: something on the way blocks this port.");
    if (ports.contains(25))
        return {headline, tr("Most providers block port 25 for everybody. Use 587 or 465 for sending.")};
    return {headline, tr("Networks of companies, schools and hotels often do. Try another port or another network.")};
}

Pair ExplanationText::clock(const QDateTime &now)
{
    return {tr("By this computer’s clock, the certificate of %1 is not valid."),
        tr("The clock says %1. Set it, then try again; if it is right, the certificate is at fault. Nothing was sent.")
            .arg(QLocale().toString(now.toLocalTime(), QLocale::ShortFormat))};
}

Pair ExplanationText::protocol(const Diagnosis &found)
{
    const QString name = found.provider ? inThisLanguage(found.provider->name) : found.host;
    if (found.cause == Cause::OnlyPop3)
        return {tr("%1 offers POP3 only.").replace("%1"_L1, name), tr("This version receives over IMAP only.")};
    return {tr("Mail of %1 cannot be read with mail programs.").replace("%1"_L1, name),
        tr("Only the provider’s own app or web page can.")};
}

Pair ExplanationText::of(const Diagnosis &found, const providers::Circumstances &around)
{
    switch (found.cause) {
    case Cause::WrongUserName:
        return userName(found);
    case Cause::MechanismMissing:
        return mechanism(found.offered);
    case Cause::PortBlocked:
        return blocked(found.ports);
    case Cause::NoServerFound:
        return notFound(around);
    case Cause::UserNameMissing:
        return nameless(found);
    case Cause::ClockWrong:
        return clock(around.now);
    case Cause::OnlyPop3:
    case Cause::NotForMailPrograms:
        return protocol(found);
    default:
        break;
    }
    if (const Pair pair = password(found.cause, around.browser); !pair.headline.isEmpty())
        return pair;
    for (const auto words : {account, way}) {
        if (const Pair pair = words(found.cause); !pair.headline.isEmpty())
            return pair;
    }
    return {}; // Unknown, WrongPassword, Unavailable: the error's code has words for it
}

/** The explanation has said it already. */
bool isSaid(Note note, Cause cause)
{
    switch (note) {
    case Note::AppPassword:
        return cause == Cause::AppPasswordWanted;
    case Note::BrowserSignInOnly:
        return cause == Cause::BrowserSignInOnly;
    case Note::NotForMailPrograms:
        return true;
    case Note::SwitchOn:
    case Note::ImapIsAnOption:
    case Note::OwnPassword:
        return false;
    }
    return false;
}
} // namespace

Explanation explain(const core::Error &error, const providers::Circumstances &around)
{
    const Diagnosis found = providers::diagnose(error, around);
    const Pair pair = ExplanationText::of(found, around);
    const bool isOpen = around.browser == BrowserWay::Offered || around.browser == BrowserWay::Only;
    const bool isWanted = found.cause == Cause::BrowserSignInOnly || found.cause == Cause::AppPasswordWanted
        || found.cause == Cause::BrowserCheckWanted;
    Explanation told{
        .cause = found.cause, .headline = pair.headline, .advice = pair.advice, .helpsBrowser = isOpen && isWanted};
    // The page is where access is allowed, or an app password made.
    if (!found.provider || !providers::isAboutSigningIn(error))
        return told;
    QStringList notes;
    for (const Note note : found.provider->notes) {
        if (!isSaid(note, found.cause))
            notes.append(noteWords(*found.provider, note, around.browser));
    }
    told.note = notes.join(u'\n');
    told.page = found.provider->page;
    return told;
}

} // namespace models
