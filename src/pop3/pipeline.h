// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>

namespace pop3
{

/** Commands that go out in groups where the server reads ahead (RFC 2449 6.6), otherwise one by one. */
class Pipeline
{
public:
    /** `ahead`: how many may wait for their answers; 1 without PIPELINING. */
    Pipeline(QByteArrayList commands, qsizetype ahead)
        : m_commands(std::move(commands))
        , m_ahead(ahead)
    {
    }

    /** What is to be sent before answer number `answer`, counted from 0, is read; maybe nothing. */
    QByteArray due(qsizetype answer)
    {
        QByteArray lines;
        // Half a window at a time: one write for many commands, and the server never waits for the next.
        if (m_sent - answer > m_ahead / 2)
            return lines;
        while (m_sent < m_commands.size() && m_sent < answer + m_ahead)
            lines += m_commands[m_sent++] + "\r\n";
        return lines;
    }
    /** Answers still to come after that one. */
    bool isWaiting(qsizetype answer) const { return m_sent > answer + 1; }

private:
    QByteArrayList m_commands;
    qsizetype m_ahead;
    qsizetype m_sent = 0;
};

} // namespace pop3
