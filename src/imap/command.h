// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QByteArrayList>

namespace imap
{

/**
 * One command without tag, argument by argument. Every string argument goes through string(): quoted where it may be,
 * else a literal, so that no byte of a name or search text can become protocol.
 */
class Command
{
public:
    /** `verb` may contain fixed arguments; it is sent as it stands. */
    explicit Command(const QByteArray &verb, bool literalPlus = false);

    /** Adds a space and these bytes as they stand: atoms, sets, lists made by us. */
    Command &raw(QByteArrayView bytes);
    /** Adds a space and an astring with this value. Refuses NUL: then error() says so. */
    Command &string(QByteArrayView value);

    /** The pieces; before every one but the first the server must have sent a continuation. Ends with CRLF. */
    QByteArrayList chunks() const;
    const std::optional<core::Error> &error() const { return m_error; }

private:
    QByteArrayList m_chunks;
    bool m_literalPlus;
    std::optional<core::Error> m_error;
};

} // namespace imap
