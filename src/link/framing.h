// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "messages.h"

#include <QByteArray>

class QIODevice;

namespace ipc
{

/** First thing on the link, both ways. */
struct Hello {
    quint32 version = kProtocolVersion;
};
struct NumberedRequest {
    quint64 number = 0;
    Request request;
};
struct NumberedReply {
    quint64 number = 0;
    Reply reply;
};

/** Everything that travels. Hello stays the first, so that every version can read it. */
using Message = std::variant<Hello, NumberedRequest, NumberedReply, Event>;

/** Length (u32, big endian) and CBOR. */
QByteArray frame(const Message &message);
/** Writes a frame and overwrites our copy of it: passwords travel in frames. */
void writeFrame(QIODevice &device, const Message &message);

/**
 * Cuts a byte stream into messages. After an error nothing more comes: close the connection. What was read is
 * overwritten.
 */
class FrameReader
{
public:
    static constexpr quint32 kLimit = 80U << 20; ///< bytes of one frame: a draft with its attachments
    static constexpr quint32 kGreetingLimit = 256; ///< the same, before the other side has said who it is
    static constexpr int kItemLimit = 1'000'000; ///< CBOR items of one frame

    ~FrameReader() { clear(); }
    void feed(const QByteArray &bytes);
    /** The next whole message, if there is one. ProtocolViolation: oversized, malformed, or not a Hello at first. */
    core::Result<std::optional<Message>> next();
    void clear(); ///< ready for another connection

private:
    core::Result<Message> decoded(const char *bytes, qsizetype length) const;

    QByteArray m_buffer;
    bool m_greeted = false;
};

} // namespace ipc
