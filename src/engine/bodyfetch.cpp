// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bodyfetch.h"

#include "core/log.h"
#include "mime/envelope.h"

namespace engine
{

async::Task<QByteArray> fetchBody(imap::ReadingConnection *connection, core::Uid uid, QString messageId)
{
    QByteArray raw = co_await connection->fetchBody(uid);
    if (messageId.isEmpty() || mime::parseEnvelope(raw).messageId == messageId)
        co_return raw;
    qCWarning(core::lcEngine) << "UID" << uid.value() << "came with the body of another message";
    raw = co_await connection->fetchBody(uid);
    co_return raw;
}

} // namespace engine
