// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "errorwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using core::Errc;

namespace ui
{

namespace
{

constexpr qsizetype kMost = 500;

struct Pair {
    QString headline, advice;
};

/** The words, by what went wrong; an empty headline where it is another table's. %1 is the error's context. */
class ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(ui::ErrorWords)

public:
    static Pair of(Errc code);
    static QString duringSetup(Errc code);
    static QString onlySendingRefused();
    static QString serverFor(core::ServerPurpose purpose);
    static QString security(core::Security security);

private:
    static Pair connection(Errc code);
    static Pair proxy(Errc code);
    static Pair signIn(Errc code);
    static Pair server(Errc code);
    static Pair sending(Errc code);
    static Pair local(Errc code);
};

Pair ErrorText::connection(Errc code)
{
    switch (code) {
    case Errc::Offline:
        return {tr("This computer has no network connection."),
            tr("What you do now is kept, and goes to the server when the connection is back.")};
    case Errc::HostNotFound:
        return {
            tr("The server %1 was not found."), tr("Check the name for typing mistakes, and your network connection.")};
    case Errc::ConnectionRefused:
        return {tr("Nothing answers at %1."),
            tr("The port may be wrong or blocked by your network, or the server may be down just now.")};
    case Errc::ConnectionLost:
        return {tr("%1 closed the connection."), tr("This usually passes. Hikyaku tries again by itself.")};
    case Errc::Timeout:
        return {tr("%1 did not answer in time."),
            tr("The server or the network is slow just now. Hikyaku tries again by itself.")};
    case Errc::TlsFailed:
        return {tr("No secure connection with %1 could be made."),
            tr("The server may be too old, want a certificate of your own, or be disturbed by something on the way. "
               "Nothing "
               "was sent.")};
    case Errc::TlsNotOffered:
        return {tr("%1 does not offer encryption on this port."),
            tr("Your password was not sent. Use a port with TLS, or ask the people who run the server.")};
    case Errc::CertificateUntrusted:
        return {tr("The identity of %1 cannot be confirmed."),
            tr("Nothing was sent, not even your user name. Look at its certificate, then try again to decide.")};
    default:
        return {};
    }
}

Pair ErrorText::proxy(Errc code)
{
    switch (code) {
    case Errc::ProxyNotFound:
        return {tr("The proxy %1 was not found."),
            tr("Check its name under “Network” in the settings of the account. Hikyaku does not go around a proxy.")};
    case Errc::ProxyRefused:
        return {tr("The proxy %1 does not answer."),
            tr("Check its port under “Network” in the settings of the account. Hikyaku does not go around a proxy.")};
    case Errc::ProxyFailed:
        return {tr("The proxy %1 gave no answer that can be understood."),
            tr("Perhaps it is another kind of proxy. Ask the people who run your network.")};
    case Errc::ProxyAuthenticationFailed:
        return {tr("The proxy %1 did not let you in."),
            tr("It wants a user name and a password of its own, not those of your mail. You set them under “Network” "
               "in the settings of the account.")};
    case Errc::ProxyDenied:
        return {tr("The proxy does not allow connections to %1."),
            tr("Ask the people who run your network to allow this server and this port.")};
    case Errc::ProxyCannotReach:
        return {tr("The proxy cannot reach %1."),
            tr("The server may be down just now, or your network does not let the proxy go there.")};
    case Errc::PassphraseNeeded:
        return {tr("The passphrase is missing or does not fit."),
            tr("It protects your own certificate on this computer, and is not a password of the server.")};
    default:
        return {};
    }
}

Pair ErrorText::signIn(Errc code)
{
    switch (code) {
    case Errc::AuthenticationFailed:
        return {tr("%1 refused the user name or the password."),
            tr("Check both. Some providers want an app password that you make on their web page.")};
    case Errc::AuthenticationUnavailable:
        return {tr("%1 cannot check passwords just now."), tr("Your password is kept. Hikyaku tries again by itself.")};
    case Errc::NoCommonMechanism:
        return {tr("%1 offers no way to sign in that this program may use."),
            tr("Ask the people who run the server which sign-in it needs.")};
    default:
        return {};
    }
}

Pair ErrorText::server(Errc code)
{
    switch (code) {
    case Errc::ProtocolViolation:
        return {tr("%1 answered in a way that is not allowed."),
            tr("The connection was closed to be safe. If this stays so, tell the people who run the server.")};
    case Errc::ServerRefused:
        return {tr("The server refused: %1."), tr("Its own words are below.")};
    case Errc::ServerBusy:
        return {tr("%1 is busy."), tr("Hikyaku tries again by itself.")};
    case Errc::NoSuchMailbox:
        return {tr("There is no mailbox %1."), tr("It may have been renamed or deleted elsewhere.")};
    case Errc::NoSuchMessage:
        return {tr("This message is no longer there."), tr("It may have been moved or deleted elsewhere.")};
    case Errc::UidValidityChanged:
        return {tr("The server has renumbered the mailbox %1."), tr("Hikyaku reads it again. Nothing is lost.")};
    case Errc::OverQuota:
        return {tr("Your mailbox on the server is full."), tr("Delete or move something, then try again.")};
    default:
        return {};
    }
}

Pair ErrorText::sending(Errc code)
{
    switch (code) {
    case Errc::MessageTooLarge:
        return {tr("The message is larger than the limit."),
            tr("Send fewer attachments at once, or share large files in another way.")};
    case Errc::RecipientRefused:
        return {tr("The server refused a recipient: %1."), tr("Check the address for typing mistakes.")};
    case Errc::SenderRefused:
        return {tr("The server does not let you send as %1."), tr("Check the address of the account.")};
    case Errc::DeliveryUnknown:
        return {tr("The connection broke just as the server should have confirmed the message."),
            tr("It may have been sent. Look into Sent, or ask the recipient, before you send it again.")};
    default:
        return {};
    }
}

Pair ErrorText::local(Errc code)
{
    switch (code) {
    case Errc::StoreFull:
        return {tr("The disk is full."),
            tr("Free some space; then Hikyaku goes on by itself. Nothing on the server is lost.")};
    case Errc::StoreCorrupt:
        return {tr("A file of this program is damaged: %1."),
            tr("It may hold what was not sent yet: copy it before you do anything else. Then the command "
               "“hikyakuctl doctor --recover” saves drafts and the Outbox. Everything that is on the server can be "
               "fetched again.")};
    case Errc::StoreFailed:
        return {tr("This computer could not read or write: %1."), tr("Check the permissions and the disk.")};
    case Errc::InvalidInput:
        return {tr("This cannot be used: %1."), tr("Correct it and try again.")};
    case Errc::AlreadyExists:
        return {tr("The name %1 is already taken."), tr("Choose another one.")};
    case Errc::SetAside:
        return {tr("%1 was set aside: this program's mail engine crashed over it twice."),
            tr("Everything else goes on. It is tried again after the next update of Hikyaku.")};
    case Errc::Cancelled:
        return {tr("Stopped."), {}};
    case Errc::Internal:
        return {tr("An error in this program: %1."), tr("Please report it. Nothing is lost.")};
    default:
        return {};
    }
}

Pair ErrorText::of(Errc code)
{
    for (const auto words : {connection, proxy, signIn, server, sending, local}) {
        if (const Pair found = words(code); !found.headline.isEmpty())
            return found;
    }
    return {tr("Something went wrong: %1."), {}};
}

/** Advice in the wizard, where nothing is tried again by itself and the account has no settings yet; empty: as ever. */
QString ErrorText::duringSetup(Errc code)
{
    switch (code) {
    case Errc::ConnectionLost:
    case Errc::Timeout:
    case Errc::ServerBusy:
        return tr("This usually passes. Try again in a while.");
    case Errc::AuthenticationUnavailable:
        return tr("Your password may well be right. Try again in a while.");
    case Errc::ProxyNotFound:
    case Errc::ProxyRefused:
        return tr("Check its name and port under “Network” when you set the account up by hand. Hikyaku does not go "
                  "around a proxy.");
    case Errc::ProxyAuthenticationFailed:
        return tr(
            "It wants a user name and a password of its own, not those of your mail. You set them under “Network” "
            "when you set the account up by hand.");
    case Errc::PassphraseNeeded:
        return tr("It opens your own certificate and is not a password of the server. You type it under “Network” when "
                  "you set the account up by hand.");
    case Errc::StoreFull:
        return tr("Free some space, then try again. The account was not stored.");
    default:
        return {};
    }
}

QString ErrorText::onlySendingRefused()
{
    return tr(
        "Receiving works with them. Sending may want others: set the account up by hand, and clear “Same user name "
        "and password”.");
}

QString ErrorText::serverFor(core::ServerPurpose purpose)
{
    return purpose == core::ServerPurpose::Send ? tr("the server for sending") : tr("the server");
}

QString ErrorText::security(core::Security security)
{
    switch (security) {
    case core::Security::Tls:
        return tr("TLS");
    case core::Security::StartTls:
        return tr("STARTTLS");
    case core::Security::None:
        break;
    }
    return tr("not encrypted");
}

/** What the server said, by whichever of its doors one came. */
bool isAboutServer(Errc code)
{
    return code == Errc::AuthenticationFailed || code == Errc::AuthenticationUnavailable
        || code == Errc::NoCommonMechanism || code == Errc::ServerBusy;
}

/** Sending is what is asked about, and receiving works. */
bool hasReceived(const providers::Circumstances &around)
{
    return around.purpose == core::ServerPurpose::Send
        && std::ranges::any_of(around.attempts, [](const core::DiscoveryAttempt &one) {
               return one.purpose == core::ServerPurpose::Receive && one.state == core::AttemptState::Succeeded;
           });
}

} // namespace

QString cleaned(const QByteArray &serverText)
{
    QString text;
    for (const QChar c : QString::fromUtf8(serverText).left(4 * kMost)) {
        const bool isBidi = (c.unicode() >= 0x202a && c.unicode() <= 0x202e)
            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069) || c.unicode() == 0x200e || c.unicode() == 0x200f
            || c.unicode() == 0x061c;
        if (!isBidi)
            text += c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ? QChar(u' ') : c;
    }
    text = text.simplified();
    return text.size() > kMost ? text.first(kMost - 1) + QChar(0x2026) : text;
}

ErrorWords wordsFor(const core::Error &error, std::optional<core::ServerPurpose> purpose)
{
    return wordsFor(error, {.purpose = purpose.value_or(core::ServerPurpose::Receive)});
}

ErrorWords wordsFor(const core::Error &error, const providers::Circumstances &around)
{
    const models::Explanation told = models::explain(error, around);
    const Pair byCode = ErrorText::of(error.code);
    Pair pair = told.headline.isEmpty() ? byCode : Pair{told.headline, told.advice};
    if (told.headline.isEmpty() && !around.attempts.isEmpty()) {
        const bool isSendingOnly = error.code == Errc::AuthenticationFailed && hasReceived(around);
        const QString advice = isSendingOnly ? ErrorText::onlySendingRefused() : ErrorText::duringSetup(error.code);
        pair.advice = advice.isEmpty() ? pair.advice : advice;
    }
    QString headline = pair.headline;
    // Of "user @ server" the server is meant: it is who did it.
    QString subject = cleaned(error.context.toUtf8()).section(u" @ "_s, -1);
    if (isAboutServer(error.code)) // its port has nothing to do with that
        subject = subject.section(u':', 0, 0);
    if (!subject.isEmpty()) {
        headline.replace("%1"_L1, subject);
    } else if (headline.contains("%1"_L1)) {
        // A host is set off by spaces in Japanese, a noun is not; in English a sentence begins with a capital.
        const QString noun = ErrorText::serverFor(around.purpose);
        if (noun.back().unicode() > 0x2e7f)
            headline.replace(u"%1 "_s, u"%1"_s);
        headline.replace("%1"_L1, noun);
        headline[0] = headline[0].toUpper();
    }
    return {headline, pair.advice, cleaned(error.serverText), told.note, told.page, told.helpsBrowser};
}

QString sentences(const QStringList &parts)
{
    QString text;
    for (const QString &part : parts) {
        if (!part.isEmpty())
            text += (text.isEmpty() || text.endsWith(u'。') ? QString() : u" "_s) + part;
    }
    return text;
}

QString securityWords(core::Security security)
{
    return ErrorText::security(security);
}

} // namespace ui
