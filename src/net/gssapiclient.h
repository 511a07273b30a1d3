// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "saslclient.h"

#include <QThreadPool>

struct sasl_conn;

namespace net
{

/**
 * GSSAPI (RFC 4752) by Cyrus SASL: Kerberos, by the ticket that the desktop's sign-in has brought. No password, no user
 * name: the ticket says who it is. No security layer: that is TLS's business. The constructor asks the KDC for the
 * service's ticket and waits for it, as long as krb5.conf says (half a minute where the KDC is silent): see threads().
 * What follows asks nobody. Any thread, one at a time.
 */
class GssapiClient final : public SaslClient
{
public:
    explicit GssapiClient(const SaslLogin &login);
    ~GssapiClient() override;
    GssapiClient(const GssapiClient &) = delete;
    GssapiClient &operator=(const GssapiClient &) = delete;

    /** False where Cyrus SASL's module for it is not installed. */
    static bool isPossible();
    /** To make one on: its own, so that a silent KDC takes no thread from others. The process ends after them. */
    static QThreadPool *threads();

    std::optional<QByteArray> initialResponse() override;
    /** AuthenticationUnavailable when there is no ticket, also for the first step. */
    core::Result<QByteArray> respond(const QByteArray &challenge) override;
    bool isComplete() const override { return m_done; }

private:
    core::Result<QByteArray> taken(int code, const char *out, unsigned length);

    sasl_conn *m_connection = nullptr;
    core::Result<QByteArray> m_first;
    bool m_sent = false; ///< m_first has been given
    bool m_done = false;
};

} // namespace net
