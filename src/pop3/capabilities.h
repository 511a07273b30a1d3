// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QHash>
#include <QStringList>

#include <optional>

namespace pop3
{

/** What CAPA announced (RFC 2449 5 and 6): tag in upper case → parameters. */
class Capabilities
{
public:
    static constexpr qsizetype kMostLines = 200;
    static constexpr int kNever = -1;

    /** The lines of the answer, without CRLF and dots. A tag that comes twice counts once; SASL's lists are joined. */
    static Capabilities fromLines(const QByteArrayList &lines);

    /** False: the server knows no CAPA, so what it has not said may be there all the same. */
    bool isKnown() const { return m_known; }
    bool has(const QByteArray &tag) const { return m_tags.contains(tag); }
    QByteArrayList mechanisms() const; ///< of SASL, upper case
    /**
     * Days that a message is kept, or kNever: the server does not delete by itself. 0: it may delete at QUIT whatever
     * was read with RETR, so that nothing can be left there (RFC 2449 6.7). Nothing: not said.
     */
    std::optional<int> expireDays() const;
    int loginDelay() const; ///< seconds that must lie between two sign-ins; 0: not said

private:
    QHash<QByteArray, QByteArray> m_tags;
    bool m_known = false;
};

/** How to sign in. */
struct SignInWay {
    enum class Kind { Sasl, Apop, UserPass };
    Kind kind = Kind::UserPass;
    QString mechanism; ///< of Sasl
};

/**
 * The one way to sign in that is tried; nothing when there is none. `requested`: "auto", "apop" or a SASL mechanism as
 * for net::SaslClient::preferred(), whose order this continues: USER and PASS show the password and are for servers
 * without SASL PLAIN; APOP shows none, but has no nonce of ours and rests on MD5 alone, so that it comes behind every
 * challenge of SASL. "auto" takes APOP before showing the password in clear, which the person must have allowed; in TLS
 * only where there is nothing else: no server announces it knowingly, the timestamp also stands where APOP cannot work,
 * and after a refusal nothing else may be tried.
 *
 * `mayReveal`: in TLS, or in clear by the person's own choice (`inClear`). `canBind`: as for preferred().
 */
struct SignInOffer {
    Capabilities capabilities;
    QByteArray timestamp; ///< apopTimestamp() of a greeting that may be believed
    bool mayReveal = false;
    bool inClear = false;
    bool canBind = false;
};
std::optional<SignInWay> chosenSignIn(const SignInOffer &offer, const QString &requested);

} // namespace pop3
