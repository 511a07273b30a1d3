// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

#include <variant>

namespace core
{

/** One certificate of a chain, taken apart for showing. */
struct CertificateInfo {
    QString subject; ///< common name, else the whole distinguished name
    QString issuer;
    QString organization;
    QStringList names; ///< subjectAltName: DNS names and addresses
    QDateTime notBefore; ///< UTC
    QDateTime notAfter; ///< UTC
    QByteArray sha256; ///< of the DER certificate, raw 32 bytes
    QByteArray spkiSha256; ///< of the SubjectPublicKeyInfo, raw 32 bytes
    QByteArray der;

    friend bool operator==(const CertificateInfo &, const CertificateInfo &) = default;
};

/** What does not fit; stable names for JSON: "unknown-issuer", "wrong-name", "expired", "not-yet-valid", "self-signed",
 * "key-changed", "other", "revoked". The values are stored: never renumber. */
enum class CertificateProblem {
    UnknownIssuer,
    SelfSigned,
    WrongName,
    Expired,
    NotYetValid,
    KeyChanged,
    Other,
    Revoked
};

QString certificateProblemName(CertificateProblem problem);

/** The answer of the trust prompt. */
enum class TrustAnswer { DoNotConnect, Once, Always };

/** A server whose certificate did not verify. Nothing, not even the user name, was sent to it. */
struct TrustQuestion {
    QString host;
    quint16 port = 0;
    QList<CertificateProblem> problems; ///< all of them, not only the first
    QList<CertificateInfo> chain; ///< leaf first
    QByteArray previousSpkiSha256; ///< the key accepted before, when it changed
    QString interceptor; ///< what is known to put itself between (a virus scanner, a gateway); empty: nobody known

    friend bool operator==(const TrustQuestion &, const TrustQuestion &) = default;
};

/** One accepted key: valid for this host, this port and these problems only. */
struct TrustException {
    QString host;
    quint16 port = 0;
    QByteArray spkiSha256;
    QList<CertificateProblem> problems;
    CertificateInfo leaf;
    QDateTime acceptedAt; ///< UTC

    friend bool operator==(const TrustException &, const TrustException &) = default;
};

/** A line of the record of what was ever trusted. */
struct TrustEvent {
    /** The values are stored: never renumber. */
    enum class What {
        Accepted = 0,
        Renewed = 1, ///< another certificate with the accepted key
        KeyChanged = 2, ///< another key than the accepted one: the connection was refused
        Forgotten = 3,
    };
    QDateTime at; ///< UTC
    QString host;
    quint16 port = 0;
    What what = What::Accepted;
    QByteArray spkiSha256;
    QByteArray sha256; ///< of the certificate
    QList<CertificateProblem> problems;

    friend bool operator==(const TrustEvent &, const TrustEvent &) = default;
};

enum class PasswordPurpose {
    Receive,
    Send,
    Proxy, ///< the account's proxy
    Certificate, ///< opens the account's own certificate
    Secrets, ///< opens the file of passwords that stands in for a keyring; of no account
    Directory, ///< signs in to the account's directory
};

struct PasswordQuestion {
    AccountId account;
    QString accountName;
    QString user;
    QString host;
    PasswordPurpose purpose = PasswordPurpose::Receive;
    bool wasRefused = false; ///< false: there is just none at hand
    QByteArray serverText;

    friend bool operator==(const PasswordQuestion &, const PasswordQuestion &) = default;
};

/** A sign-in in the browser is needed: none was made, or its time is over. No password helps. */
struct SignInQuestion {
    AccountId account;
    QString accountName;
    QString user;
    QString issuer; ///< providers::Issuer::id
    bool wasRefused = false; ///< false: there is just none at hand
    QByteArray serverText;

    friend bool operator==(const SignInQuestion &, const SignInQuestion &) = default;
};

/** Something only the person can decide; waits until it is answered, also by another face. */
struct Question {
    qint64 id = 0;
    AccountId account; ///< invalid during set-up
    std::variant<TrustQuestion, PasswordQuestion, SignInQuestion> body;

    friend bool operator==(const Question &, const Question &) = default;
};

} // namespace core
