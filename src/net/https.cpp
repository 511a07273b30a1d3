// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "https.h"

#include "connectto.h"
#include "tlsroots.h"

#include <QSslConfiguration>

namespace net
{

QNetworkRequest httpsRequest(QUrl url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    const auto [address, port] = ConnectTo::resolve(host, quint16(url.port(443)));
    QNetworkRequest request;
    if (address != host) {
        url.setHost(address);
        url.setPort(port);
        request.setRawHeader("Host", host.toLatin1());
        request.setPeerVerifyName(host);
    }
    request.setUrl(url);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.addCaCertificates(TlsRoots::added());
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    request.setSslConfiguration(tls);
    // Wherever a redirection leads, it was not this host that answered.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::SameOriginRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::UserAgentHeader, QByteArray("Hikyaku"));
    return request;
}

} // namespace net
