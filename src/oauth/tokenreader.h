// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/completion.h"
#include "core/question.h"
#include "net/proxy.h"
#include "tokens.h"

#include <QAbstractOAuthReplyHandler>
#include <QNetworkAccessManager>
#include <QSslCertificate>
#include <QUrl>

namespace oauth
{

/**
 * The network that Qt's flow asks: every request as net::httpsRequest makes it, without following a redirection, and no
 * answer longer than kMostAnswer.
 */
class IssuersNetwork : public QNetworkAccessManager
{
    Q_OBJECT

public:
    IssuersNetwork(const net::Proxy &settled, const QList<core::CertificateInfo> &authorities);

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override;

private:
    QList<QSslCertificate> m_authorities;
};

/**
 * Takes the token endpoint's answer in place of Qt's own handler, which drops the body of a refusal: whether it was
 * invalid_grant or a passing failure is all that counts. Delivers once, on the event loop.
 */
class TokenReader : public QAbstractOAuthReplyHandler
{
    Q_OBJECT

public:
    explicit TokenReader(const QUrl &endpoint);

    QString callback() const override { return {}; }
    const async::Completion<Tokens> &outcome() const { return m_outcome; }

public Q_SLOTS:
    void networkReplyFinished(QNetworkReply *reply) override;

protected:
    void deliver(core::Result<Tokens> outcome); ///< not at once: who waits may destroy us
    QString place() const { return m_place; }

private:
    QString m_place; ///< the issuer's host
    async::Completion<Tokens> m_outcome;
};

/** What stopped a request, in our words; no error of the application's protocol. */
core::Error networkError(const QNetworkReply &reply, const QString &place);

} // namespace oauth
