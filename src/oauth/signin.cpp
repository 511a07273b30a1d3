// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signin.h"

#include <QNetworkReply>
#include <QOAuth2AuthorizationCodeFlow>
#include <QRandomGenerator>
#include <QUrlQuery>

#include <array>

using namespace Qt::StringLiterals;
using core::Errc;
using Parameters = QMultiMap<QString, QVariant>;

namespace oauth
{

namespace
{
constexpr qsizetype kVerifierLength = 64; ///< RFC 7636 4.1: 43 to 128

QString randomState()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

/** As it stands in a form: Qt would leave a "+", which is a blank there. */
QString formEncoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

/** What Qt puts into the forms for the token endpoint, mended. */
void mendForm(const Party &party, Parameters &form)
{
    form.replace(u"client_id"_s, formEncoded(party.client.id));
    form.remove(u"client_secret"_s); // Qt sends an empty one, too
    if (!party.client.secret.isEmpty())
        form.insert(u"client_secret"_s, formEncoded(QString::fromUtf8(party.client.secret.reveal())));
    if (const auto refresh = form.find(u"refresh_token"_s); refresh != form.end())
        *refresh = formEncoded(refresh->toString());
}

std::unique_ptr<QOAuth2AuthorizationCodeFlow> flowFor(const Party &party, IssuersNetwork *network)
{
    auto flow = std::make_unique<QOAuth2AuthorizationCodeFlow>(
        party.client.id, party.issuer.authorization, party.issuer.token, network);
    flow->setPkceMethod(QOAuth2AuthorizationCodeFlow::PkceMethod::S256, kVerifierLength);
    flow->setScope(party.issuer.scopes.join(u' '));
    flow->setModifyParametersFunction([party](QAbstractOAuth::Stage stage, Parameters *parameters) {
        if (stage == QAbstractOAuth::Stage::RequestingAuthorization) {
            for (const auto &[name, value] : party.issuer.parameters)
                parameters->replace(name, value);
        } else {
            mendForm(party, *parameters);
        }
    });
    return flow;
}
} // namespace

BrowserSignIn::BrowserSignIn(Party party, const core::SignInWords &words)
    : m_party(std::move(party))
    , m_network(m_party.proxy, m_party.authorities)
    , m_listener(m_party.issuer.token, m_party.issuer.redirect, words)
{
    connect(&m_listener, &RedirectListener::callbackReceived, this, [this] {
        m_issuersTime.emplace(m_party.patience, [outcome = m_listener.outcome(), place = m_party.issuer.token.host()] {
            outcome.set(core::failure(Errc::Timeout, place));
        });
    });
}

BrowserSignIn::~BrowserSignIn() = default;

core::Result<QUrl> BrowserSignIn::begin(const QString &user)
{
    const QString state = randomState();
    if (auto listening = m_listener.listen(state); !listening)
        return std::unexpected(listening.error());
    if (!user.isEmpty())
        m_party.issuer.parameters.append({u"login_hint"_s, formEncoded(user)});
    m_flow = flowFor(m_party, &m_network);
    m_flow->setReplyHandler(&m_listener);
    m_flow->setState(state);
    QUrl page;
    connect(m_flow.get(), &QAbstractOAuth::authorizeWithBrowser, this, [&page](const QUrl &url) { page = url; });
    m_flow->grant();
    disconnect(m_flow.get(), &QAbstractOAuth::authorizeWithBrowser, this, nullptr);
    if (page.isEmpty())
        return core::failure(Errc::Internal, u"authorization page"_s);
    return page;
}

async::Task<Tokens> BrowserSignIn::finished(std::chrono::milliseconds patience)
{
    const async::Completion<Tokens> outcome = m_listener.outcome();
    const QString place = m_party.issuer.token.host();
    const async::Deadline deadline(patience, [outcome, place] { outcome.set(core::failure(Errc::Timeout, place)); });
    co_return co_await outcome.wait();
}

void BrowserSignIn::cancel()
{
    m_listener.outcome().set(core::failure(Errc::Cancelled));
}

async::Task<Tokens> renewed(Party party, core::Secret refresh)
{
    IssuersNetwork network(party.proxy, party.authorities);
    TokenReader reader(party.issuer.token);
    const auto flow = flowFor(party, &network);
    flow->setReplyHandler(&reader);
    flow->setRefreshToken(QString::fromUtf8(refresh.reveal()));
    const async::Completion<Tokens> outcome = reader.outcome();
    const async::Deadline deadline(party.patience,
        [outcome, place = party.issuer.token.host()] { outcome.set(core::failure(Errc::Timeout, place)); });
    flow->refreshAccessToken();
    co_return co_await outcome.wait();
}

async::Task<> revoked(Party party, core::Secret token)
{
    if (party.issuer.revocation.isEmpty())
        co_return;
    Parameters form{{u"token"_s, formEncoded(QString::fromUtf8(token.reveal()))}};
    mendForm(party, form);
    QUrlQuery query;
    for (auto it = form.cbegin(); it != form.cend(); ++it)
        query.addQueryItem(it.key(), it.value().toString());
    QNetworkRequest request(party.issuer.revocation);
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/x-www-form-urlencoded"_ba);
    IssuersNetwork network(party.proxy, party.authorities);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, query.toString(QUrl::FullyEncoded).toUtf8()));
    const async::Completion<> done;
    QObject::connect(
        reply.get(), &QNetworkReply::finished, reply.get(), [done] { done.set({}); }, Qt::QueuedConnection);
    const QString place = party.issuer.revocation.host();
    const async::Deadline deadline(party.patience, [done, place] { done.set(core::failure(Errc::Timeout, place)); });
    co_await done.wait();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        co_await std::unexpected(networkError(*reply, place));
    if (status != 200)
        co_await core::failure(Errc::ServerRefused, place, "HTTP " + QByteArray::number(status));
}

} // namespace oauth
