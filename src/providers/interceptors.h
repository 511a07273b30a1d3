// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"

#include <QMap>
#include <QSet>

namespace providers
{

/** A program or device that puts itself into TLS connections and makes the servers' certificates anew. */
struct Interceptor {
    QStringList words; ///< any of them, as a word of the issuer's name, lower case
    QString name;
    QString source;
    QString date; ///< when the source was read
};

/** resources/interceptors.json; what has no source or date is not in it. */
const QList<Interceptor> &knownInterceptors();

/** Which of them the name of a certificate's issuer is a name of; empty: none. */
QString interceptorCalled(const QString &issuer);

/**
 * Recognises who is between: by the issuer's name, which is a claim that anybody can make, or because the same
 * unknown issuer vouches for servers of unrelated domains. Where the chain verifies, an authority of theirs was
 * installed on this computer, and the name is all that tells. One for each engine.
 */
class InterceptorWatch
{
public:
    /** Its name, or the issuer's own; empty when nothing points to one. Remembers what it sees. */
    QString look(const core::TrustQuestion &question);

private:
    QMap<QByteArray, QSet<QString>> m_domains; ///< by issuer: key of the certificate above the leaf, else the name
};

} // namespace providers
