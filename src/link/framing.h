// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "messages.h"

#include <QByteArray>

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

/** Everything that travels. */
using Message = std::variant<Hello, NumberedRequest, NumberedReply, Event>;

/** Length (u32, big endian) and CBOR. */
QByteArray frame(const Message &message);

/** Cuts a byte stream into messages. After an error nothing more comes: close the connection. */
class FrameReader
{
public:
    static constexpr quint32 kLimit = 96U << 20; ///< bytes of one frame: a draft with its attachments

    void feed(const QByteArray &bytes);
    /** The next whole message, if there is one. InvalidInput: oversized or malformed. */
    core::Result<std::optional<Message>> next();

private:
    QByteArray m_buffer;
};

} // namespace ipc
