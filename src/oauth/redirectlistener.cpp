// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "redirectlistener.h"

#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using core::Errc;

namespace oauth
{

namespace
{
constexpr qsizetype kLongestHead = 16 * 1024;
constexpr int kMostVisitors = 16; ///< at once: a page that floods us only stops itself
constexpr std::chrono::seconds kVisit{10};

/** Of the form `name: value`; empty without one. */
QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}
} // namespace

RedirectListener::RedirectListener(const QUrl &endpoint, const QString &redirect, const core::SignInWords &words)
    : TokenReader(endpoint)
    , m_redirect(redirect)
    , m_words(words)
{
    connect(&m_server, &QTcpServer::newConnection, this, &RedirectListener::greet);
}

core::Result<> RedirectListener::listen(const QString &state)
{
    m_state = state;
    if (!m_server.listen(QHostAddress::LocalHost))
        return core::failure(Errc::StoreFailed, u"127.0.0.1"_s, m_server.errorString().toUtf8());
    m_port = m_server.serverPort();
    return {};
}

QString RedirectListener::callback() const
{
    return u"%1:%2"_s.arg(m_redirect).arg(m_port);
}

void RedirectListener::greet()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (m_server.findChildren<QTcpSocket *>().size() > kMostVisitors) {
            socket->abort();
            continue;
        }
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(kVisit, socket, &QTcpSocket::abort);
    }
}

void RedirectListener::read(QTcpSocket *socket)
{
    const QByteArray head = socket->peek(kLongestHead);
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0) {
        if (head.size() == kLongestHead)
            socket->abort();
        return;
    }
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr); // one answer to each
    answer(socket, head.first(end));
    socket->readAll();
    socket->disconnectFromHost();
}

void RedirectListener::answer(QTcpSocket *socket, const QByteArray &head)
{
    const QByteArrayList request = head.first(head.indexOf('\r') < 0 ? head.size() : head.indexOf('\r')).split(' ');
    if (request.size() != 3 || request[0] != "GET")
        return reply(socket, "405 Method Not Allowed", m_words.foreign);
    // Another name for this computer is a page that had its own name turned to it.
    const QByteArray port = ':' + QByteArray::number(m_port);
    const QByteArray host = headerOf(head, "Host");
    if (host != "127.0.0.1" + port && host != "localhost" + port)
        return reply(socket, "400 Bad Request", m_words.foreign);
    const QUrl url = QUrl::fromEncoded(request[1], QUrl::StrictMode);
    if (!request[1].startsWith('/') || !url.isValid() || url.path() != "/"_L1)
        return reply(socket, "404 Not Found", m_words.foreign);
    QVariantMap values;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        values.insert(name, value);
    if (!m_server.isListening() || m_state.isEmpty() || values.value(u"state"_s).toString() != m_state)
        return reply(socket, "400 Bad Request", m_words.foreign);
    m_server.close();
    const bool isYes = !values.value(u"code"_s).toString().isEmpty() && !values.contains(u"error"_s);
    reply(socket, "200 OK", isYes ? m_words.done : m_words.refused);
    take(values);
}

void RedirectListener::take(const QVariantMap &values)
{
    const QString error = values.value(u"error"_s).toString();
    const QString code = values.value(u"code"_s).toString();
    if (!error.isEmpty()) {
        const QString words = values.value(u"error_description"_s).toString().replace(u'+', u' '); // of a form
        return deliver(std::unexpected(issuersError(error, words, place())));
    }
    if (code.isEmpty())
        return deliver(core::failure(Errc::ProtocolViolation, place(), "no code in the answer"));
    // Qt takes the code as it would stand in a form.
    Q_EMIT callbackReceived({{u"code"_s, QString::fromLatin1(QUrl::toPercentEncoding(code))}, {u"state"_s, m_state}});
}

void RedirectListener::reply(QTcpSocket *socket, const QByteArray &status, const QString &words) const
{
    const QByteArray page = "<!DOCTYPE html>\n<html lang=\"" + m_words.language.toHtmlEscaped().toUtf8()
        + "\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>"
        + m_words.title.toHtmlEscaped().toUtf8()
        + "</title></head><body style=\"font-family: sans-serif; max-width: 36em; margin: 15vh auto; padding: 0 "
          "1em\"><h1 style=\"font-size: 1.3em\">"
        + m_words.title.toHtmlEscaped().toUtf8() + "</h1><p>" + words.toHtmlEscaped().toUtf8() + "</p></body></html>\n";
    socket->write("HTTP/1.1 " + status
        + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(page.size())
        + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
          "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nConnection: close\r\n\r\n"
        + page);
    socket->flush(); // nobody may be left to do it later
}

} // namespace oauth
