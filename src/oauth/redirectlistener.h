// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signin.h"
#include "tokenreader.h"

#include <QTcpServer>

class QTcpSocket;

namespace oauth
{

/**
 * Where the browser comes back to (RFC 8252 7.3): a port of 127.0.0.1 that the system chose. Any program and any page
 * on this computer can ask that port, so only a GET of "/" that names this port as its host and carries the right state
 * is an answer; the first one is taken, and from then on nobody listens. Everything else gets a 4xx and changes
 * nothing. (Qt's own listener takes any method before the headers are read, shows "done" before anything is checked,
 * lets "error=" in without a state, and stays open.)
 */
class RedirectListener : public TokenReader
{
    Q_OBJECT

public:
    /** `redirect`: "http://127.0.0.1" or "http://localhost", as registered. */
    RedirectListener(const QUrl &endpoint, const QString &redirect, const core::SignInWords &words);

    /** StoreFailed when there is no port. */
    core::Result<> listen(const QString &state);
    QString callback() const override;
    bool isListening() const { return m_server.isListening(); }

private:
    void greet();
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &head);
    void take(const QVariantMap &values);
    void reply(QTcpSocket *socket, const QByteArray &status, const QString &words) const;

    QString m_redirect;
    core::SignInWords m_words;
    QString m_state;
    quint16 m_port = 0;
    QTcpServer m_server;
};

} // namespace oauth
