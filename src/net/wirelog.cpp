// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "wirelog.h"

#include <QAtomicInteger>
#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace net
{

namespace
{
constexpr qsizetype kShown = 1000; ///< bytes of one line or write; what is longer holds mail

/** Of `{n}` or `{n+}` at the end of a line; 0 without one. */
qint64 announcedLiteral(QByteArrayView line)
{
    const qsizetype brace = line.endsWith('}') ? line.lastIndexOf('{') : -1;
    if (brace < 0)
        return 0;
    QByteArrayView digits = line.sliced(brace + 1).chopped(1);
    if (digits.endsWith('+'))
        digits.chop(1);
    return std::max<qint64>(0, digits.toLongLong());
}
} // namespace

std::unique_ptr<WireLog> WireLog::open(const QString &name)
{
    const QString folder = qEnvironmentVariable("HIKYAKU_LOG_DIR");
    if (folder.isEmpty())
        return nullptr;
    static QAtomicInteger<int> number = 0;
    QString safe = name;
    safe.replace(QRegularExpression(u"[^A-Za-z0-9_-]"_s), u"_"_s);
    std::unique_ptr<WireLog> log(new WireLog(u"%1/%2-%3-%4.transcript"_s.arg(
        folder, safe, QString::number(QCoreApplication::applicationPid()), QString::number(++number))));
    return log->m_file.isOpen() ? std::move(log) : nullptr;
}

WireLog::WireLog(const QString &path)
    : m_file(path)
{
    (void)m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
}

void WireLog::client(QByteArrayView bytes)
{
    if (m_clientLiteral > 0) {
        const qsizetype skipped = std::min<qint64>(m_clientLiteral, bytes.size());
        m_clientLiteral -= skipped;
        bytes = bytes.sliced(skipped);
        if (bytes.trimmed().isEmpty())
            return;
    }
    m_clientLiteral = announcedLiteral(bytes.trimmed());
    if (bytes.startsWith("RETR ") || bytes.startsWith("TOP "))
        m_contentsDue += int(bytes.count('\n'));
    if (bytes.size() > kShown)
        m_file.write("C: [" + QByteArray::number(bytes.size()) + " bytes]\n");
    else
        m_file.write("C: " + bytes.trimmed().toByteArray().replace("\r\n", "\nC: ") + "\n");
    m_file.flush();
}

void WireLog::clientSecret()
{
    m_file.write("C: ***\n");
    m_file.flush();
}

void WireLog::note(QByteArrayView text)
{
    m_file.write("# " + text.toByteArray() + "\n");
    m_file.flush();
}

void WireLog::server(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_literal > 0) {
            const qsizetype skipped = std::min<qint64>(m_literal, bytes.size());
            m_literal -= skipped;
            bytes = bytes.sliced(skipped);
            continue;
        }
        const qsizetype end = bytes.indexOf('\n');
        if (end < 0) {
            if (m_partial.size() <= kShown)
                m_partial += bytes;
            else
                m_partial.back() = bytes.back(); // a CR, perhaps
            m_hidden += bytes.size();
            return;
        }
        m_hidden += end + 1;
        serverLine(m_partial + bytes.first(end).toByteArray());
        m_partial.clear();
        bytes = bytes.sliced(end + 1);
    }
    m_file.flush();
}

void WireLog::serverLine(QByteArrayView line)
{
    if (m_inContent) {
        const bool isEnd = m_afterCrlf && line == ".\r"; // only so (RFC 1939 3): a dot between lone LFs is mail
        m_afterCrlf = line.endsWith('\r');
        if (!isEnd)
            return;
        m_inContent = false;
        m_file.write("S: [" + QByteArray::number(m_hidden) + " bytes]\n");
        m_file.write("S: .\n");
        return;
    }
    line = line.trimmed();
    m_literal = announcedLiteral(line);
    if (line.size() > kShown)
        m_file.write("S: [line of " + QByteArray::number(line.size()) + " bytes]\n");
    else
        m_file.write("S: " + line.toByteArray() + "\n");
    if (m_contentsDue > 0) {
        --m_contentsDue;
        m_inContent = line.startsWith("+OK");
        m_afterCrlf = true;
        m_hidden = 0;
    }
}

} // namespace net
