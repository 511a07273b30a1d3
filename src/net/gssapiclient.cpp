// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gssapiclient.h"

#include <sasl/sasl.h>

#include <mutex>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace net
{

namespace
{
constexpr int kMostThreads = 8;

void *newMutex()
{
    return new std::mutex;
}
int lockMutex(void *mutex)
{
    static_cast<std::mutex *>(mutex)->lock();
    return SASL_OK;
}
int unlockMutex(void *mutex)
{
    static_cast<std::mutex *>(mutex)->unlock();
    return SASL_OK;
}
void freeMutex(void *mutex)
{
    delete static_cast<std::mutex *>(mutex);
}

bool hasLibrary()
{
    static const bool ready = [] {
        sasl_set_mutex(newMutex, lockMutex, unlockMutex, freeMutex); // does nothing once the library is in use
        return sasl_client_init(nullptr) == SASL_OK; // counted, so KIMAP's own call does no harm
    }();
    return ready;
}

/** Nobody else than who the ticket names. */
int noName(void *, int, const char **result, unsigned *length)
{
    *result = "";
    if (length)
        *length = 0;
    return SASL_OK;
}

/** Cyrus SASL keeps callbacks of every type as one, and knows by the id which it is. */
int (*const kNoName)() = reinterpret_cast<int (*)()>(reinterpret_cast<void (*)()>(noName));
const sasl_callback_t kCallbacks[]
    = {{SASL_CB_USER, kNoName, nullptr}, {SASL_CB_AUTHNAME, kNoName, nullptr}, {SASL_CB_LIST_END, nullptr, nullptr}};
} // namespace

bool GssapiClient::isPossible()
{
    if (!hasLibrary())
        return false;
    for (const char **name = sasl_global_listmech(); name && *name; ++name) {
        if (qstrcmp(*name, "GSSAPI") == 0)
            return true;
    }
    return false;
}

QThreadPool *GssapiClient::threads()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(kMostThreads);
    return &pool;
}

GssapiClient::GssapiClient(const SaslLogin &login)
{
    if (!hasLibrary()
        || sasl_client_new(login.service.constData(), login.host.toUtf8().constData(), nullptr, nullptr, kCallbacks, 0,
               &m_connection)
            != SASL_OK) {
        m_first = core::failure(Errc::AuthenticationUnavailable, u"GSSAPI: Cyrus SASL does not start"_s);
        return;
    }
    const sasl_security_properties_t noLayer{};
    sasl_setprop(m_connection, SASL_SEC_PROPS, &noLayer);
    const char *out = nullptr, *mechanism = nullptr;
    unsigned length = 0;
    const int code = sasl_client_start(m_connection, "GSSAPI", nullptr, &out, &length, &mechanism);
    m_first = taken(code, out, length);
}

GssapiClient::~GssapiClient()
{
    if (m_connection)
        sasl_dispose(&m_connection);
}

Result<QByteArray> GssapiClient::taken(int code, const char *out, unsigned length)
{
    if (code != SASL_OK && code != SASL_CONTINUE)
        return core::failure(m_sent ? Errc::AuthenticationFailed : Errc::AuthenticationUnavailable,
            u"GSSAPI: "_s + QString::fromUtf8(sasl_errdetail(m_connection)).left(300));
    m_done = code == SASL_OK;
    return QByteArray(out, qsizetype(length));
}

std::optional<QByteArray> GssapiClient::initialResponse()
{
    if (!m_first)
        return std::nullopt;
    m_sent = true;
    return *m_first;
}

Result<QByteArray> GssapiClient::respond(const QByteArray &challenge)
{
    if (!std::exchange(m_sent, true) || !m_first)
        return m_first;
    if (m_done)
        return core::failure(Errc::AuthenticationFailed, u"GSSAPI: talk after the end"_s);
    const char *out = nullptr;
    unsigned length = 0;
    const int code
        = sasl_client_step(m_connection, challenge.constData(), unsigned(challenge.size()), nullptr, &out, &length);
    return taken(code, out, length);
}

} // namespace net
