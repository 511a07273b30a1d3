// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "structure.h"

#include "headerscan.h"
#include "messageids.h"

#include <QHash>

namespace mime
{

namespace
{

constexpr qsizetype kLongestDelimiter = 4096; ///< bytes; RFC 2046 allows 70, a longer line than this is text

QByteArrayView trimmedRight(QByteArrayView line)
{
    while (!line.isEmpty() && uchar(line.back()) <= ' ')
        line.chop(1);
    return line;
}

/** `text/plain` for what is missing or unreadable, as RFC 2045 5.2 wants it. */
void repairType(Part &part, bool inDigest)
{
    QByteArray &value = part.type.value;
    if (value.isEmpty())
        value = inDigest ? "message/rfc822" : "text/plain";
    else if (value == "text" || value == "plain" || value == "text/")
        value = "text/plain";
    else if (value == "html")
        value = "text/html";
    else if (!value.contains('/'))
        value = "application/octet-stream";
}

bool isIdentity(const QByteArray &encoding)
{
    return encoding.isEmpty() || encoding == "7bit" || encoding == "8bit" || encoding == "binary";
}

class StructureReader
{
public:
    explicit StructureReader(QByteArrayView raw)
        : m_raw(raw)
    {
    }

    Structure read()
    {
        qsizetype at = openEntity(0, -1, {});
        while (at < m_raw.size()) {
            const qsizetype next = nextLine(m_raw, at);
            if (m_raw[at] == '-' && next - at <= kLongestDelimiter)
                at = takeLine(at, next);
            else
                at = next;
        }
        m_structure.broken |= !m_open.isEmpty();
        closeParts(0, m_raw.size());
        return std::move(m_structure);
    }

private:
    struct OpenMultipart {
        int part;
        QByteArray delimiter; ///< with its two hyphens
        int children = 0;
    };
    /** What a line is to the open multiparts: their level, -1 for text. */
    struct Match {
        qsizetype level = -1;
        bool closes = false;
    };

    Match match(QByteArrayView line) const
    {
        if (m_open.isEmpty() || !line.startsWith("--") || line.size() > kLongestDelimiter)
            return {};
        const QByteArrayView text = trimmedRight(line);
        const auto known = [&](QByteArrayView delimiter) { // no copy: a body may be nothing but such lines
            return m_levels.constFind(QByteArray::fromRawData(delimiter.data(), delimiter.size()));
        };
        const auto plain = known(text);
        if (plain != m_levels.cend() && !plain->isEmpty())
            return {plain->last(), false};
        if (!text.endsWith("--"))
            return {};
        const auto closing = known(text.chopped(2));
        if (closing != m_levels.cend() && !closing->isEmpty())
            return {closing->last(), true};
        return {};
    }

    /** A line that begins with a hyphen; returns where reading goes on. */
    qsizetype takeLine(qsizetype at, qsizetype next)
    {
        const Match found = match(m_raw.sliced(at, next - at));
        if (found.level < 0)
            return next;
        qsizetype end = at; // the line end belongs to the delimiter
        if (end > 0 && m_raw[end - 1] == '\n')
            --end;
        if (end > 0 && end < at && m_raw[end - 1] == '\r')
            --end;
        m_structure.broken |= m_open.size() > found.level + 1;
        const int multipart = m_open[found.level].part;
        if (found.closes) {
            popTo(found.level);
            closeParts(multipart + 1, end);
            return next;
        }
        if (m_structure.parts.size() >= kPartsLimit) {
            m_structure.tooDeep = true;
            return next;
        }
        popTo(found.level + 1);
        closeParts(multipart + 1, end);
        const QString &prefix = m_structure.parts[multipart].number;
        const QString number = QString::number(++m_open[found.level].children);
        return openEntity(next, multipart, prefix.isEmpty() ? number : prefix + u'.' + number);
    }

    void popTo(qsizetype level)
    {
        while (m_open.size() > level) {
            m_levels[m_open.last().delimiter].removeLast();
            m_open.removeLast();
        }
    }

    /** Ends every part from `first` on that has no end yet. They lie at the back: closed ones are passed once. */
    void closeParts(int first, qsizetype end)
    {
        while (!m_unclosed.isEmpty() && m_unclosed.last() >= first) {
            Part &part = m_structure.parts[m_unclosed.takeLast()];
            part.end = qMax(end, part.body);
        }
    }

    /** Reads the header at `at`, and those of messages directly inside; returns the offset of the body. */
    qsizetype openEntity(qsizetype at, int parent, QString number)
    {
        while (true) {
            const int index = addPart(at, parent, number);
            const Part &part = m_structure.parts[index];
            const qsizetype body = part.body;
            if (part.type.value.startsWith("multipart/")) {
                openMultipart(index);
                return body;
            }
            const bool isMessage = part.is("message/rfc822") || part.is("message/global") || part.is("message/news");
            if (!isMessage || !isIdentity(part.encoding) || body >= m_raw.size())
                return body;
            if (part.depth + 1 >= kDepthLimit || m_structure.parts.size() >= kPartsLimit) {
                m_structure.tooDeep = true;
                return body;
            }
            m_structure.parts[index].isMessage = true;
            number = m_structure.parts[index].number;
            parent = index;
            at = body;
        }
    }

    int addPart(qsizetype at, int parent, const QString &number)
    {
        const int index = int(m_structure.parts.size());
        Part part;
        part.parent = parent;
        part.begin = at;
        const Part *above = parent < 0 ? nullptr : &m_structure.parts[parent];
        part.depth = above ? above->depth + 1 : 0;
        const auto take = [&](const HeaderField &field) {
            readField(part, field);
        };
        const auto stops = [&](QByteArrayView line) {
            return match(line).level >= 0;
        };
        part.body = scanHeader(m_raw, at, take, stops).body;
        part.end = part.body;
        repairType(part, above && above->is("multipart/digest"));
        repairBoundary(part);
        const bool isRoot = !above || above->isMessage;
        // RFC 3501 6.4.5: a message of one part has its body as part 1 of itself.
        part.number = number;
        if (isRoot && !part.type.value.startsWith("multipart/"))
            part.number = above ? number + QStringLiteral(".1") : QStringLiteral("1");
        m_structure.parts.append(part);
        m_unclosed.append(index);
        if (parent >= 0)
            m_structure.parts[parent].children.append(index);
        return index;
    }

    static void readField(Part &part, const HeaderField &field)
    {
        if (field.is("Content-Type") && part.type.value.isEmpty())
            part.type = parseContentField(field.value);
        else if (field.is("Content-Disposition") && part.disposition.value.isEmpty())
            part.disposition = parseContentField(field.value);
        else if (field.is("Content-Transfer-Encoding") && part.encoding.isEmpty())
            part.encoding = parseContentField(field.value).value;
        else if (field.is("Content-ID") && part.contentId.isEmpty())
            part.contentId = parseMessageIds(field.value).value(0);
    }

    /** A multipart without any boundary is text, and is numbered as such. */
    void repairBoundary(Part &part)
    {
        if (!part.type.value.startsWith("multipart/"))
            return;
        if (part.type.boundary.isEmpty()) {
            m_structure.broken = true;
            part.type.boundary = guessedDelimiter(part.body).mid(2);
        }
        if (part.type.boundary.isEmpty() || part.type.boundary.size() > kLongestDelimiter - 6)
            part.type.value = "text/plain";
    }

    void openMultipart(int index)
    {
        const Part &part = m_structure.parts[index];
        if (part.depth + 1 >= kDepthLimit) {
            m_structure.tooDeep = true;
            return;
        }
        const QByteArray delimiter = "--" + part.type.boundary;
        m_levels[delimiter].append(m_open.size());
        m_open.append({index, delimiter});
    }

    /** The first line of the body when it looks like one: the parameter was lost, the lines are still there. */
    QByteArray guessedDelimiter(qsizetype at) const
    {
        while (at < m_raw.size() && (m_raw[at] == '\r' || m_raw[at] == '\n'))
            ++at;
        const QByteArrayView line = trimmedRight(m_raw.sliced(at, nextLine(m_raw, at) - at));
        return line.startsWith("--") && !line.contains(' ') ? line.toByteArray() : QByteArray();
    }

    QByteArrayView m_raw;
    Structure m_structure;
    QList<OpenMultipart> m_open;
    QHash<QByteArray, QList<qsizetype>> m_levels; ///< delimiter → levels in m_open that use it
    QList<int> m_unclosed;
};

} // namespace

const Part *Structure::find(const QString &number) const
{
    for (const Part &part : parts) {
        // The root of an attached multipart message has the number of its container, which comes first.
        if (part.number == number && !part.number.isEmpty())
            return &part;
    }
    return nullptr;
}

Structure readStructure(QByteArrayView raw)
{
    return StructureReader(raw).read();
}

} // namespace mime
