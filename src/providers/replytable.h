// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QStringList>

namespace providers
{

/** Why somebody did not get in. Words for people are made in src/models/explanation.cpp. */
enum class Cause {
    Unknown, ///< nothing more is known than the error's code says
    // What a server's reply says:
    WrongPassword, ///< user name or password refused; most servers do not say which
    AppPasswordWanted,
    PasswordExpired,
    WrongUserName, ///< nobody is called so there, or the provider wants another form of the name
    PasswordOrAccess, ///< the server itself does not say whether the password is wrong or access is switched off
    AccountLocked, ///< until somebody opens it again
    TooManyTries, ///< opens again by itself after a while
    AccessSwitchedOff, ///< IMAP or POP3 for this account
    SendingSwitchedOff, ///< SMTP sign-in for this account
    BrowserCheckWanted, ///< sign in once on the provider's page, then passwords work here
    BrowserSignInOnly, ///< passwords are not taken any more: OAuth2
    NotPermitted, ///< the password is right, the mailbox is not theirs
    AskAdministrator, ///< a rule of the organisation
    TooManyConnections, ///< passes; the password is not in question
    Unavailable, ///< passes; the password is not in question
    EncryptionWanted,
    MechanismMissing,
    // What no reply says (see diagnosis.h):
    PortBlocked, ///< this port is silent, while others answer
    NoServerAnswers, ///< nothing answers at all: the network
    TlsTooOld,
    NotTls, ///< the other side speaks something else on this port
    ClockWrong, ///< by this computer's clock the certificates are not valid
    OnlyPop3, ///< the provider has no IMAP
    NotForMailPrograms, ///< the provider lets no mail program in
    NoServerFound, ///< none has any of the names that were tried
    UserNameMissing, ///< nobody said it, and it cannot be made of the address
    CertificateWanted, ///< of the person, before anything is said
};

QString causeName(Cause cause); ///< stable: "wrong-password", for JSON; empty for Unknown

/** One row of resources/replies.json: how a reply is recognised, and what it means. */
struct ReplyRow {
    enum class Protocol { Imap, Pop3, Smtp };

    QString id; ///< begins with "reconstructed-" where no source quotes the reply
    Cause cause = Cause::Unknown;
    QList<Protocol> protocols;
    // All that is given has to fit:
    QString code; ///< of an IMAP or POP3 response code, upper case
    int status = 0; ///< of SMTP
    QString enhanced; ///< "5.7.139" (RFC 3463)
    QStringList texts; ///< one of them stands in the reply's words, in any case of the letters
    bool anywhere = false; ///< also inside a word or a name: for coined words that are nothing else
    QString reply; ///< such a reply, without tag
    QString source; ///< where it is quoted
    QString date; ///< when the source was read, ISO
};

/** What servers say when they do not let somebody in, and what they mean. Immutable; any thread. */
class ReplyTable
{
public:
    /** More of a reply is not looked at, characters. */
    static constexpr qsizetype kMostLooked = 1000;

    static const ReplyTable &builtIn();
    /**
     * Errc::InvalidInput names the row and what is wrong with it: no source, a text too short to be told apart, an
     * unknown key, a quoted reply that its own row does not recognise.
     */
    static core::Result<ReplyTable> parse(const QByteArray &json);

    /**
     * The first row that recognises core::Error::serverText; null when none does. `names`: what the person is called
     * there (user name, address); a reply may repeat them, and they mean nothing. The same for whatever it puts in
     * quotes or angle brackets. Takes time by the length of the table only.
     */
    const ReplyRow *find(const QByteArray &serverText, const QStringList &names = {}) const;
    const QList<ReplyRow> &rows() const { return m_rows; }

    /** The reply of a row in the form that core::Error::serverText has. */
    static QByteArray asServerText(const QString &reply);

private:
    QList<ReplyRow> m_rows;
};

} // namespace providers
