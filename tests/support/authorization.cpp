// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "authorization.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTest>

using namespace Qt::StringLiterals;

namespace test
{

namespace
{
Authorization::Page pageOf(QNetworkReply *reply)
{
    if (!QTest::qWaitFor([reply] { return reply->isFinished(); }, 20000))
        return {};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
        reply->header(QNetworkRequest::LocationHeader).toUrl()};
}
} // namespace

Authorization::Page Authorization::get(QUrl url) const
{
    QNetworkAccessManager network;
    QNetworkRequest request;
    if (url.scheme() == "https"_L1) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.addCaCertificates(m_stack.caFile());
        request.setSslConfiguration(tls);
        request.setPeerVerifyName(url.host());
        request.setRawHeader("Host", url.host().toLatin1());
        url.setHost(u"127.0.0.1"_s);
        url.setPort(m_stack.port("login"));
    }
    request.setUrl(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    return pageOf(network.get(request));
}

QJsonObject Authorization::control(const QJsonObject &wish) const
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(m_stack.told("control")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return QJsonDocument::fromJson(pageOf(network.post(request, QJsonDocument(wish).toJson())).body).object();
}

} // namespace test
