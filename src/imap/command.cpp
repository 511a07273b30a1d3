// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"

using namespace Qt::StringLiterals;

namespace imap
{

Command::Command(const QByteArray &verb, bool literalPlus)
    : m_chunks{verb}
    , m_literalPlus(literalPlus)
{
}

Command &Command::raw(QByteArrayView bytes)
{
    m_chunks.last() += ' ';
    m_chunks.last().append(bytes);
    return *this;
}

Command &Command::string(QByteArrayView value)
{
    bool quotable = value.size() < 1000;
    for (const char c : value) {
        if (c == '\0')
            m_error = core::Error{core::Errc::InvalidInput, u"NUL in a command"_s, {}};
        quotable = quotable && c != '\r' && c != '\n' && uchar(c) < 0x80;
    }
    QByteArray &chunk = m_chunks.last();
    if (quotable) {
        chunk += " \"";
        for (const char c : value) {
            if (c == '"' || c == '\\')
                chunk += '\\';
            chunk += c;
        }
        chunk += '"';
        return *this;
    }
    chunk += " {" + QByteArray::number(value.size());
    if (m_literalPlus) {
        chunk += "+}\r\n";
        chunk.append(value);
    } else {
        chunk += "}\r\n";
        m_chunks.append(value.toByteArray());
    }
    return *this;
}

QByteArrayList Command::chunks() const
{
    QByteArrayList chunks = m_chunks;
    chunks.last() += "\r\n";
    return chunks;
}

} // namespace imap
