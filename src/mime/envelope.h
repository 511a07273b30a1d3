// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/envelope.h"

#include <QByteArrayView>

namespace mime
{

/**
 * Reads the header fields of one message (RFC 5322), in one linear pass: the bulk path, safe on any bytes, on any
 * thread. Stops at the first empty line, so whole messages may be passed. At most the first 1 MB is read, at most 200
 * addresses a field and the last 100 references are kept.
 * Encoded words (RFC 2047) are decoded in display names and the subject, never in an addr-spec; a character split over
 * two words is joined. Raw 8-bit or ISO-2022-JP text is read by detection.
 */
core::Envelope parseEnvelope(QByteArrayView headerBytes);

} // namespace mime
