// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "diagnosis.h"

#include <QSet>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using core::AttemptState;
using core::CertificateProblem;
using core::DiscoveryAttempt;
using core::Errc;

namespace providers
{

namespace
{
/** "user @ host:port", "host:port", "host:port, port", "host": as net, imap and smtp name a server; null parts where it
 * is no such. */
struct Place {
    explicit Place(const QString &context)
    {
        const qsizetype at = context.lastIndexOf(u" @ "_s);
        user = at > 0 ? context.first(at) : QString();
        const QString server = at > 0 ? context.sliced(at + 3) : context;
        const QString name = server.section(u':', 0, 0);
        if (isHostName(name)) {
            host = name;
            for (const QString &one : server.section(u':', 1, 1).split(u", "_s, Qt::SkipEmptyParts)) // "587, 465, 25"
                ports.append(one.toUShort());
        }
    }
    QString user, host;
    QList<quint16> ports;
};

bool contains(const QByteArray &text, std::initializer_list<const char *> words)
{
    return std::ranges::any_of(words, [&](const char *word) { return text.contains(word); });
}

/** By OpenSSL's reasons, which QSslSocket repeats. */
Cause causeOfTls(const QByteArray &words)
{
    const QByteArray text = words.left(1000).toLower();
    if (text.contains("certificate required"))
        return Cause::CertificateWanted;
    if (contains(text,
            {"unsupported protocol", "protocol version", "version too low", "dh key too small", "no shared cipher",
                "insufficient security"}))
        return Cause::TlsTooOld;
    if (contains(text, {"wrong version number", "packet length too long", "http request", "unknown protocol"}))
        return Cause::NotTls;
    return Cause::Unknown;
}

/** The server itself said something, or at least shook hands. */
bool isAnswered(const DiscoveryAttempt &attempt)
{
    if (attempt.state == AttemptState::Succeeded)
        return true;
    if (attempt.state != AttemptState::Failed || !attempt.error)
        return false;
    switch (attempt.error->code) {
    case Errc::AuthenticationFailed:
    case Errc::AuthenticationUnavailable:
    case Errc::CertificateUntrusted:
    case Errc::NoCommonMechanism:
    case Errc::ProtocolNotSupported:
    case Errc::ServerBusy:
    case Errc::ServerRefused:
    case Errc::TlsFailed:
    case Errc::TlsNotOffered:
        return true;
    default:
        return false;
    }
}

bool isSilent(const DiscoveryAttempt &attempt)
{
    return attempt.state == AttemptState::Failed && attempt.error && attempt.error->code == Errc::Timeout;
}

Cause causeOfSilence(const QList<DiscoveryAttempt> &attempts)
{
    if (std::ranges::any_of(attempts, isAnswered))
        return Cause::PortBlocked;
    return std::ranges::count_if(attempts, isSilent) > 1 ? Cause::NoServerAnswers : Cause::Unknown;
}

/** No name of the search is one: the address is wrong, or, where its provider is known for certain, the network. */
Cause causeOfNames(const QList<DiscoveryAttempt> &attempts)
{
    const auto isFound = [](const DiscoveryAttempt &one) {
        return one.state == AttemptState::Succeeded || (one.error && one.error->code != Errc::HostNotFound);
    };
    const auto isFrom = [&](const QString &source) {
        return std::ranges::contains(attempts, source, &DiscoveryAttempt::source);
    };
    if (attempts.isEmpty() || isFrom(u"manual"_s)) // a name that was typed
        return Cause::Unknown;
    return isFrom(u"provider"_s) && std::ranges::none_of(attempts, isFound) ? Cause::NoServerAnswers
                                                                            : Cause::NoServerFound;
}

/** The newest date in the program's tables: a clock that stands before it is wrong. */
QDateTime dateOfTables()
{
    static const QDateTime newest = [] {
        QString date;
        for (const Provider &row : ProviderTable::builtIn().rows())
            date = std::max(date, row.date);
        for (const ReplyRow &row : ReplyTable::builtIn().rows())
            date = std::max(date, row.date);
        return QDate::fromString(date, Qt::ISODate).startOfDay(QTimeZone::UTC);
    }();
    return newest;
}

/**
 * One certificate that ended tells of a careless server; a clock that stands before the program was made, or servers
 * that have all ended at once with nothing else wrong, tell of the clock.
 */
bool isClockWrong(const Circumstances &around)
{
    QSet<QString> hosts;
    bool isBehind = false;
    for (const DiscoveryAttempt &attempt : around.attempts) {
        if (attempt.protocol == core::Protocol::Pop3) // its certificate is not looked at
            continue;
        if (!attempt.trust && isAnswered(attempt) && attempt.server.security != core::Security::None)
            return false; // a certificate that was good
        if (!attempt.trust)
            continue;
        const QList<CertificateProblem> &problems = attempt.trust->problems;
        const bool isTimeOnly
            = problems == QList{CertificateProblem::NotYetValid} || problems == QList{CertificateProblem::Expired};
        if (!isTimeOnly)
            return false;
        isBehind = isBehind || problems.first() == CertificateProblem::NotYetValid;
        hosts.insert(attempt.server.host);
    }
    return !hosts.isEmpty() && (around.now < dateOfTables() || isBehind || hosts.size() > 1);
}

bool isOfferedByBrowserOnly(const QByteArray &mechanisms)
{
    const QByteArrayList list = mechanisms.toUpper().split(' ');
    return !mechanisms.isEmpty()
        && std::ranges::all_of(list, [](const QByteArray &one) { return one == "XOAUTH2" || one == "OAUTHBEARER"; });
}

/** What the row wants to be called, where another form was used. Nothing: the form is right, or not known. */
std::optional<QString> rightUserName(const Provider &provider, const Circumstances &around, const QString &user)
{
    if (user.isEmpty() || around.address.isEmpty() || provider.confidence == u'C' || provider.receive.isEmpty())
        return std::nullopt;
    const bool isSending = around.purpose == core::ServerPurpose::Send;
    const Offer offer = provider.offer(around.address);
    const QString wanted = isSending ? offer.send.first().user : offer.receive.first().server.user;
    if (wanted.isEmpty()) // issued: surely not the address
        return user.compare(around.address, Qt::CaseInsensitive) == 0 ? std::optional(QString()) : std::nullopt;
    return wanted.compare(user, Qt::CaseInsensitive) == 0 ? std::nullopt : std::optional(wanted);
}

/** A provider whose IMAP there was nothing to try of. */
Cause causeOfNothingTried(const Provider &provider, const Circumstances &around)
{
    const bool isTried = std::ranges::any_of(around.attempts,
        [](const DiscoveryAttempt &one) { return one.purpose == core::ServerPurpose::Receive && isAnswered(one); });
    if (isTried)
        return Cause::Unknown;
    if (provider.receive.isEmpty())
        return Cause::NotForMailPrograms;
    const bool hasImap = std::ranges::contains(provider.receive, core::Protocol::Imap, &Receiving::protocol);
    return hasImap ? Cause::Unknown : Cause::OnlyPop3;
}

/** The search came to a server without a name to sign in with. */
bool isNameless(const core::Error &error, const QList<DiscoveryAttempt> &attempts)
{
    return std::ranges::any_of(attempts,
        [&](const DiscoveryAttempt &one) { return one.error && *one.error == error && one.server.user.isEmpty(); });
}

Cause causeOf(const core::Error &error, const Circumstances &around, const QStringList &names)
{
    switch (error.code) {
    case Errc::HostNotFound:
        return causeOfNames(around.attempts);
    case Errc::InvalidInput:
        return isNameless(error, around.attempts) ? Cause::UserNameMissing : Cause::Unknown;
    case Errc::ProtocolNotSupported:
        return Cause::OnlyPop3;
    case Errc::Timeout:
        return causeOfSilence(around.attempts);
    case Errc::TlsFailed:
        return causeOfTls(error.serverText);
    case Errc::CertificateUntrusted:
        return isClockWrong(around) ? Cause::ClockWrong : Cause::Unknown;
    case Errc::NoCommonMechanism:
    case Errc::AuthenticationFailed:
    case Errc::AuthenticationUnavailable:
    case Errc::ServerBusy: {
        if (const ReplyRow *row = ReplyTable::builtIn().find(error.serverText, names))
            return row->cause;
        if (error.code != Errc::NoCommonMechanism)
            return Cause::Unknown;
        return isOfferedByBrowserOnly(error.serverText) ? Cause::BrowserSignInOnly : Cause::MechanismMissing;
    }
    default:
        return Cause::Unknown;
    }
}
} // namespace

Diagnosis diagnose(const core::Error &error, const Circumstances &around)
{
    const Place place(error.context);
    const ProviderTable &table = ProviderTable::builtIn();
    Diagnosis found{.host = place.host, .ports = place.ports};
    found.provider = around.address.isEmpty() ? nullptr : table.forAddress(around.address);
    if (!found.provider)
        found.provider = table.forServer(place.host);
    const QString user = place.user.isEmpty() ? around.user : place.user;
    const QStringList names{around.address, user, user.section(u'@', 0, 0)};
    found.cause = causeOf(error, around, names);
    if (found.cause == Cause::MechanismMissing && !ReplyTable::builtIn().find(error.serverText, names))
        found.offered = QString::fromUtf8(error.serverText.left(200));
    if (!found.provider)
        return found;
    const bool isNothing = error.code == Errc::HostNotFound || error.code == Errc::Timeout;
    if (isNothing && around.purpose == core::ServerPurpose::Receive && !around.address.isEmpty()) {
        const Cause cause = causeOfNothingTried(*found.provider, around);
        found.cause = cause != Cause::Unknown ? cause : found.cause;
    }
    const bool isVague = found.cause == Cause::Unknown || found.cause == Cause::WrongPassword;
    if (error.code == Errc::AuthenticationFailed && !error.serverText.isEmpty() && isVague) {
        if (const auto wanted = rightUserName(*found.provider, around, user)) {
            found.cause = Cause::WrongUserName;
            found.userName = *wanted;
        }
    }
    return found;
}

bool isAboutSigningIn(const core::Error &error)
{
    return error.code == Errc::AuthenticationFailed || error.code == Errc::NoCommonMechanism;
}

QString userNameForm(const QString &user, const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    if (user.compare(address, Qt::CaseInsensitive) == 0)
        return u"address"_s;
    if (at > 0 && user.compare(address.first(at), Qt::CaseInsensitive) == 0)
        return u"local-part"_s;
    if (at > 0 && user.compare(address.first(at) + u'.' + address.sliced(at + 1), Qt::CaseInsensitive) == 0)
        return u"local.domain"_s;
    return u"other"_s;
}

} // namespace providers
