// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tokenreader.h"

#include "net/https.h"

#include <QNetworkReply>
#include <QSslConfiguration>

using core::Errc;

namespace oauth
{

IssuersNetwork::IssuersNetwork(const net::Proxy &settled, const QList<core::CertificateInfo> &authorities)
{
    setProxy(net::qtProxy(settled));
    for (const core::CertificateInfo &one : authorities)
        m_authorities += QSslCertificate::fromData(one.der, QSsl::Der);
}

QNetworkReply *IssuersNetwork::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body)
{
    QNetworkRequest ours = net::httpsRequest(request.url());
    QSslConfiguration tls = ours.sslConfiguration();
    tls.addCaCertificates(m_authorities);
    ours.setSslConfiguration(tls);
    ours.setHeader(
        QNetworkRequest::ContentTypeHeader, request.header(QNetworkRequest::ContentTypeHeader)); // of what Qt posts
    ours.setRawHeader("Accept", "application/json");
    ours.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    QNetworkReply *reply = QNetworkAccessManager::createRequest(operation, ours, body);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > kMostAnswer)
            reply->abort();
    });
    connect(reply, &QNetworkReply::sslErrors, reply, [reply] { reply->setProperty("untrusted", true); });
    return reply;
}

core::Error networkError(const QNetworkReply &reply, const QString &place)
{
    const auto code = [&] {
        switch (reply.error()) {
        case QNetworkReply::HostNotFoundError:
            return Errc::HostNotFound;
        case QNetworkReply::ConnectionRefusedError:
            return Errc::ConnectionRefused;
        case QNetworkReply::TimeoutError:
            return Errc::Timeout;
        case QNetworkReply::SslHandshakeFailedError:
            return reply.property("untrusted").toBool() ? Errc::CertificateUntrusted : Errc::TlsFailed;
        case QNetworkReply::OperationCanceledError: // by us: too long
            return Errc::ProtocolViolation;
        case QNetworkReply::TemporaryNetworkFailureError:
        case QNetworkReply::NetworkSessionFailedError:
            return Errc::Offline;
        default:
            return Errc::ConnectionLost;
        }
    }();
    return {code, place, {}};
}

TokenReader::TokenReader(const QUrl &endpoint)
    : m_place(endpoint.host())
{
}

void TokenReader::networkReplyFinished(QNetworkReply *reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool wasCut = reply->error() == QNetworkReply::OperationCanceledError
        || reply->error() == QNetworkReply::RemoteHostClosedError;
    if (status == 0 || wasCut)
        deliver(std::unexpected(networkError(*reply, m_place)));
    else
        deliver(parseTokens(status, reply->read(kMostAnswer), m_place));
}

void TokenReader::deliver(core::Result<Tokens> outcome)
{
    QMetaObject::invokeMethod(
        this, [completion = m_outcome, outcome = std::move(outcome)] { completion.set(outcome); },
        Qt::QueuedConnection);
}

} // namespace oauth
