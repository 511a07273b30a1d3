// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArrayList>
#include <QStringList>

#include <memory>
#include <optional>

namespace net
{

/**
 * One SASL exchange (RFC 4422) of one mechanism: PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1, SCRAM-SHA-256. The caller
 * carries base64 and the protocol around it, and limits the rounds. Not reusable.
 */
class SaslClient
{
public:
    virtual ~SaslClient() = default;

    /**
     * The mechanisms of `offered` that may be used, strongest first. `requested`: "auto" or one lower-case name.
     * PLAIN and LOGIN only when `encrypted`. Try the first only: after a refusal a weaker one gives the password to
     * whoever made the stronger one fail.
     */
    static QStringList preferred(const QByteArrayList &offered, const QString &requested, bool encrypted);

    /** Null for a mechanism that is not known. */
    static std::unique_ptr<SaslClient> create(
        const QString &mechanism, const QString &user, const core::Secret &password);

    /** What the client says first, where the mechanism starts with the client. */
    virtual std::optional<QByteArray> initialResponse() = 0;
    /** The answer to a challenge (decoded); AuthenticationFailed when the server cannot be right. */
    virtual core::Result<QByteArray> respond(const QByteArray &challenge) = 0;
    /** False while a success of the server must not be believed: SCRAM has not seen its signature yet. */
    virtual bool isComplete() const = 0;
};

} // namespace net
