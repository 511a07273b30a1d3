// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/discovery.h"
#include "core/error.h"
#include "core/question.h"
#include "providers/diagnosis.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace ctl
{

/**
 * Results go to standard output, everything on the way to standard error: as text for people, or with --json as one
 * document and as JSON lines.
 */
class Output
{
public:
    explicit Output(bool json)
        : m_json(json)
    {
    }
    bool isJson() const { return m_json; }

    /** The result in both forms. */
    void result(const QJsonDocument &document, const QString &text) const;
    void bytes(const QByteArray &bytes) const; ///< as they are: --raw, --part
    void progress(const QJsonObject &object, const QString &text) const;
    /** `trust` is the certificate behind a CertificateUntrusted, where it is known. */
    void failure(const core::Error &error, const std::optional<core::TrustQuestion> &trust = {},
        const providers::Circumstances &around = {}) const;

private:
    bool m_json;
};

/** From now on what libraries log on standard error is JSON lines, too. */
void logAsJson();

QJsonObject toJson(const core::Error &error, const providers::Circumstances &around = {}); ///< with its cause
QJsonValue toJson(const std::optional<core::Error> &error, const providers::Circumstances &around = {}); ///< or null
QJsonObject toJson(const core::TrustQuestion &question); ///< with the command that accepts it
QJsonObject toJson(const core::CertificateInfo &certificate);
QJsonObject toJson(const core::TrustException &exception);
/** `around`: of the whole search. */
QJsonObject toJson(const core::DiscoveryAttempt &attempt, const providers::Circumstances &around = {});

} // namespace ctl
