// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dotreader.h"

namespace pop3
{

void DotReader::add(QByteArrayView bytes)
{
    if (m_size < m_keep)
        m_bytes.append(bytes.first(std::min<qint64>(bytes.size(), m_keep - m_size)));
    m_size += bytes.size();
}

qsizetype DotReader::feed(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (at < bytes.size() && m_state != State::Complete) {
        switch (m_state) {
        case State::LineStart:
            m_afterCr = false;
            m_state = bytes[at] == '.' ? State::Dot : State::Line;
            at += m_state == State::Dot ? 1 : 0;
            break;
        case State::Dot: // the dot itself is never content
            m_state = bytes[at] == '\r' ? State::DotCr : State::Line;
            at += m_state == State::DotCr ? 1 : 0;
            break;
        case State::DotCr:
            if (bytes[at] == '\n') {
                m_state = State::Complete;
                ++at;
            } else {
                add("\r");
                m_afterCr = true;
                m_state = State::Line;
            }
            break;
        case State::Line: {
            const qsizetype lf = bytes.indexOf('\n', at);
            const qsizetype next = lf < 0 ? bytes.size() : lf + 1;
            if (lf >= 0 && (lf > at ? bytes[lf - 1] == '\r' : m_afterCr))
                m_state = State::LineStart;
            m_afterCr = bytes[next - 1] == '\r';
            add(bytes.sliced(at, next - at));
            at = next;
            break;
        }
        case State::Complete:
            break;
        }
    }
    return at;
}

} // namespace pop3
