// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "framing.h"

#include "messagefields.h"

#include <QIODevice>
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

namespace
{
constexpr qsizetype kHead = 4;

void wipe(char *bytes, qsizetype length)
{
    volatile char *at = bytes;
    for (qsizetype i = 0; i < length; ++i)
        at[i] = 0;
}

std::unexpected<core::Error> violation(const char *what)
{
    return core::failure(core::Errc::ProtocolViolation, QStringLiteral("link: ") + QLatin1StringView(what));
}

/**
 * Counts items without building anything (RFC 8949 3): a million empty maps are a megabyte on the link and a
 * gigabyte as values. Indefinite lengths, which we never write, do not count as modest.
 */
bool isModest(QByteArrayView bytes)
{
    int items = 0;
    while (!bytes.isEmpty()) {
        const int major = uchar(bytes[0]) >> 5;
        const int info = uchar(bytes[0]) & 0x1f;
        const qsizetype width = info < 24 ? 0 : qsizetype(1) << (info - 24);
        if (info > 27 || bytes.size() <= width || ++items > FrameReader::kItemLimit)
            return false;
        quint64 argument = info < 24 ? quint64(info) : 0;
        for (qsizetype i = 1; i <= width; ++i)
            argument = (argument << 8) | uchar(bytes[i]);
        bytes = bytes.sliced(1 + width);
        const bool isString = major == 2 || major == 3;
        if (isString && argument > quint64(bytes.size()))
            return false;
        if (isString)
            bytes = bytes.sliced(qsizetype(argument));
    }
    return true;
}
} // namespace

QByteArray frame(const Message &message)
{
    QByteArray body = core::cbor::toBytes(message);
    QByteArray bytes(kHead + body.size(), Qt::Uninitialized);
    qToBigEndian(quint32(body.size()), bytes.data());
    std::copy(body.cbegin(), body.cend(), bytes.begin() + kHead);
    wipe(body.data(), body.size());
    return bytes;
}

void writeFrame(QIODevice &device, const Message &message)
{
    QByteArray bytes = frame(message);
    device.write(bytes.constData(), bytes.size()); // as a QByteArray the device would keep sharing it
    wipe(bytes.data(), bytes.size());
}

void FrameReader::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
}

core::Result<std::optional<Message>> FrameReader::next()
{
    if (m_buffer.size() < kHead)
        return std::nullopt;
    const quint32 length = qFromBigEndian<quint32>(m_buffer.constData());
    if (length > (m_greeted ? kLimit : kGreetingLimit))
        return violation("oversized frame");
    if (m_buffer.size() - kHead < qsizetype(length))
        return std::nullopt;
    auto message = decoded(m_buffer.constData() + kHead, qsizetype(length));
    wipe(m_buffer.data(), kHead + qsizetype(length));
    m_buffer.remove(0, kHead + qsizetype(length));
    if (!message)
        return std::unexpected(message.error());
    if (m_greeted == std::holds_alternative<Hello>(*message))
        return violation(m_greeted ? "a second greeting" : "no greeting");
    m_greeted = true;
    return std::optional(*std::move(message));
}

core::Result<Message> FrameReader::decoded(const char *bytes, qsizetype length) const
{
    if (!isModest({bytes, length}))
        return violation("malformed frame");
    auto message = core::cbor::fromBytes<Message>(QByteArray::fromRawData(bytes, length));
    if (!message)
        return violation("malformed frame");
    return *std::move(message);
}

void FrameReader::clear()
{
    wipe(m_buffer.data(), m_buffer.size());
    m_buffer.clear();
    m_greeted = false;
}

} // namespace ipc
