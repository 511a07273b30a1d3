// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFile>

#include <memory>

namespace net
{

/**
 * A transcript of one connection as `C: ` and `S: ` lines, in the form that tests replay. Only made when the
 * environment variable HIKYAKU_LOG_DIR names a folder. Sign-in is `***` (the caller marks it); literals, long writes
 * and what answers POP3's RETR and TOP, which hold mail, are shown as their length.
 */
class WireLog
{
public:
    /** Null when no log is wanted. */
    static std::unique_ptr<WireLog> open(const QString &name);

    void client(QByteArrayView bytes);
    void clientSecret();
    void server(QByteArrayView bytes);
    void note(QByteArrayView text); ///< `# ` lines: connected, TLS, closed

private:
    explicit WireLog(const QString &path);
    void serverLine(QByteArrayView line);

    QFile m_file;
    QByteArray m_partial;
    qint64 m_literal = 0; ///< bytes of a literal still to skip
    qint64 m_clientLiteral = 0; ///< the same of the client
    int m_contentsDue = 0; ///< answers to RETR and TOP that have not begun
    bool m_inContent = false; ///< up to the line that is a single dot
    bool m_afterCrlf = false; ///< there: the line before ended as lines do
    qint64 m_hidden = 0; ///< bytes of it so far
};

} // namespace net
