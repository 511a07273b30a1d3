// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <expected>

namespace core
{

/** What went wrong, chosen by what the program does next. Words for people are made in ui and src/app/ctl. */
enum class Errc {
    Offline, ///< no network at all
    HostNotFound, ///< the name does not resolve
    ConnectionRefused, ///< nothing listens on the port
    ConnectionLost, ///< closed or reset by the other side
    Timeout, ///< no progress for the time allowed
    TlsFailed, ///< no common TLS version or cipher, or the other side does not speak TLS
    TlsNotOffered, ///< STARTTLS is required and was not offered or was refused
    CertificateUntrusted, ///< the chain does not verify and the person has not accepted it
    AuthenticationFailed, ///< user name or password refused: ask once, then stop
    AuthenticationUnavailable, ///< the server cannot check just now: keep the password, retry later
    NoCommonMechanism, ///< no sign-in mechanism that both sides know and that is safe here
    ProtocolViolation, ///< the server broke the protocol; the connection was closed
    ServerRefused, ///< a tagged NO or 5xx without a closer meaning
    ServerBusy, ///< temporary refusal (4xx, [INUSE], [UNAVAILABLE])
    NoSuchMailbox,
    NoSuchMessage,
    UidValidityChanged,
    OverQuota,
    MessageTooLarge,
    RecipientRefused,
    SenderRefused,
    DeliveryUnknown, ///< the link was lost after the final dot: nobody may guess
    StoreFull, ///< disk full
    StoreCorrupt,
    StoreFailed,
    InvalidInput, ///< a value that may not go on the wire or into the store
    AlreadyExists, ///< the name is taken: an account, a mailbox
    SetAside, ///< was under way in two crashes and is not tried again by itself
    ProxyNotFound, ///< the proxy's name does not resolve; context of these: the proxy's host and port
    ProxyRefused, ///< nothing listens at the proxy's port
    ProxyFailed, ///< it closed the connection, was silent, or speaks something else
    ProxyAuthenticationFailed, ///< it wants a sign-in, or refused this one: ask once, then stop
    ProxyDenied, ///< it forbids the server or its port; context: the server
    ProxyCannotReach, ///< it says that the server cannot be reached; context: the server
    PassphraseNeeded, ///< what opens the person's own certificate or file of passwords is missing or wrong
    ProtocolNotSupported, ///< what answers is POP3, by which this version does not receive
    Cancelled,
    Internal, ///< a bug; context names the place
};

enum class NextStep { RetryLater, AskPassword, AskTrust, Resync, TellUser, GiveUp };

/** An expected failure. Copyable value, safe to send between threads and over the link. */
struct Error {
    Errc code = Errc::Internal;
    QString context; ///< what was being done: host and port, mailbox, file; plain text, never a secret
    QByteArray serverText; ///< the server's own words, verbatim, unsafe to show as rich text; may be empty

    friend bool operator==(const Error &, const Error &) = default;
};

template <class T = void>
using Result = std::expected<T, Error>;

/** Shorthand for `std::unexpected(Error{…})`. */
std::unexpected<Error> failure(Errc code, const QString &context = {}, const QByteArray &serverText = {});

/** What the program does about it; one switch, no default. */
NextStep nextStep(const Error &error);

/** Stable lower-case name ("authentication-failed") for JSON, logs and the link. */
QString errcName(Errc code);
Errc errcFromName(const QString &name); ///< Errc::Internal when unknown

} // namespace core
