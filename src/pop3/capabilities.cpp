// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "capabilities.h"

#include "net/saslclient.h"

using namespace Qt::StringLiterals;

namespace pop3
{

namespace
{
/** The first parameter as a number; nothing when it is none. */
std::optional<int> numberOf(const QByteArray &parameters)
{
    bool isNumber = false;
    const int number = parameters.split(' ').first().toInt(&isNumber);
    return isNumber && number >= 0 ? std::optional(number) : std::nullopt;
}
} // namespace

Capabilities Capabilities::fromLines(const QByteArrayList &lines)
{
    Capabilities capabilities;
    capabilities.m_known = true;
    for (const QByteArray &line : lines.first(std::min(lines.size(), kMostLines))) {
        const QByteArray plain = line.simplified();
        const qsizetype space = plain.indexOf(' ');
        const QByteArray tag = plain.first(space < 0 ? plain.size() : space).toUpper();
        const QByteArray parameters = space < 0 ? QByteArray() : plain.sliced(space + 1);
        if (tag.isEmpty())
            continue;
        if (!capabilities.m_tags.contains(tag))
            capabilities.m_tags.insert(tag, parameters);
        else if (tag == "SASL")
            capabilities.m_tags[tag] += ' ' + parameters;
    }
    return capabilities;
}

QByteArrayList Capabilities::mechanisms() const
{
    QByteArrayList list = m_tags.value("SASL").toUpper().split(' ');
    list.removeAll(QByteArray());
    return list;
}

std::optional<int> Capabilities::expireDays() const
{
    const QByteArray parameters = m_tags.value("EXPIRE");
    if (parameters.split(' ').first().toUpper() == "NEVER")
        return kNever;
    return numberOf(parameters);
}

int Capabilities::loginDelay() const
{
    return numberOf(m_tags.value("LOGIN-DELAY")).value_or(0);
}

std::optional<SignInWay> chosenSignIn(const SignInOffer &offer, const QString &requested)
{
    using Kind = SignInWay::Kind;
    const QByteArrayList offered = offer.capabilities.mechanisms();
    const bool isAuto = requested == "auto"_L1;
    const bool apop = !offer.timestamp.isEmpty() && (isAuto || requested.compare("apop"_L1, Qt::CaseInsensitive) == 0);
    if (apop && !isAuto)
        return SignInWay{Kind::Apop, {}};
    const auto preferred = [&](bool mayShow) {
        return net::SaslClient::preferred(offered, requested, mayShow, offer.canBind);
    };
    const QStringList hidden = preferred(false);
    if (isAuto && hidden.isEmpty() && apop && offer.inClear)
        return SignInWay{Kind::Apop, {}};
    const QStringList usable = hidden.isEmpty() ? preferred(offer.mayReveal) : hidden;
    if (!usable.isEmpty())
        return SignInWay{Kind::Sasl, usable.first()};
    const bool plainWanted = isAuto || requested == "plain"_L1 || requested == "login"_L1;
    const bool knowsUser = !offer.capabilities.isKnown() || offer.capabilities.has("USER");
    if (plainWanted && offer.mayReveal && knowsUser)
        return SignInWay{Kind::UserPass, {}};
    return apop ? std::optional(SignInWay{Kind::Apop, {}}) : std::nullopt;
}

} // namespace pop3
