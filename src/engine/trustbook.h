// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tlspolicy.h"
#include "providers/interceptors.h"
#include "questions.h"
#include "storewriter.h"

namespace engine
{

/**
 * Which unverifiable certificates the person has accepted: once (until the program ends) or always (journal). One
 * key accepted for a host counts for its other mail ports too, so that receiving and sending ask once. An exception
 * never covers more than is wrong with the server today, and ends when nothing is. What was accepted, renewed, refused
 * for another key or forgotten is written to the record (TrustEvent).
 */
class TrustBook : public QObject
{
    Q_OBJECT

public:
    TrustBook(StoreWriter &writer, Questions &questions, QList<core::TrustException> stored);

    /** For a new connection of an account with these settings; a copy. Its own certificate is not in it. */
    net::TlsPolicy policy(const core::NetworkSettings &network = {});

    /**
     * Asks the person about a certificate that did not verify, unless the same key was accepted on another port of
     * the host. Ends with CertificateUntrusted when the answer is no.
     */
    async::Task<> resolve(core::AccountId account, core::TrustQuestion question);

    /**
     * Accepts at this port what was accepted at another port of the host: same key, no further problem. False when
     * nothing fits; nobody is asked.
     */
    async::Task<bool> adopt(core::TrustQuestion question);

    /** Accepts without asking: the person has compared the fingerprint. What is revoked is accepted once at the most.
     */
    async::Task<> accept(core::TrustQuestion question, core::TrustAnswer answer);
    async::Task<> forget(QString host, quint16 port);

    /** With who seems to be between us and the server (TrustQuestion::interceptor). */
    core::TrustQuestion looked(core::TrustQuestion question);

private:
    void used(const core::TrustQuestion &question); ///< an exception, or, without problems, none was needed
    void outlived(const core::TrustException &exception, const core::TrustQuestion &verified);
    std::optional<core::TrustAnswer> answeredForHost(const core::TrustQuestion &question) const;

    StoreWriter &m_writer;
    Questions &m_questions;
    QList<core::TrustException> m_always;
    QList<core::TrustException> m_once;
    providers::InterceptorWatch m_watch;
};

} // namespace engine
