// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "framing.h"

#include "messagefields.h"

#include <QtEndian>

namespace core
{
#define F(name) f(#name##_L1, v.name)
HIKYAKU_FIELDS(ipc::Hello, F(version));
HIKYAKU_FIELDS(ipc::NumberedRequest, F(number), F(request));
HIKYAKU_FIELDS(ipc::NumberedReply, F(number), F(reply));
#undef F
} // namespace core

namespace ipc
{

QByteArray frame(const Message &message)
{
    const QByteArray body = core::cbor::toBytes(message);
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(quint32(body.size()), bytes.data());
    return bytes + body;
}

void FrameReader::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
}

core::Result<std::optional<Message>> FrameReader::next()
{
    if (m_buffer.size() < 4)
        return std::nullopt;
    const quint32 length = qFromBigEndian<quint32>(m_buffer.constData());
    if (length > kLimit)
        return core::failure(core::Errc::InvalidInput, QStringLiteral("link: oversized frame"));
    if (quint32(m_buffer.size()) - 4 < length)
        return std::nullopt;
    auto message = core::cbor::fromBytes<Message>(m_buffer.mid(4, length));
    m_buffer.remove(0, 4 + qsizetype(length));
    if (!message)
        return std::unexpected(message.error());
    return std::optional(*std::move(message));
}

} // namespace ipc
