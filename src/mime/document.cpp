// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "document.h"

#include "charset.h"
#include "envelope.h"
#include "envelopefields.h"
#include "filename.h"
#include "flowedtext.h"
#include "headerscan.h"
#include "htmltext.h"
#include "plaintext.h"
#include "structure.h"
#include "transferencoding.h"
#include "warnings.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

QByteArrayView bodyOf(QByteArrayView raw, const Part &part)
{
    return raw.sliced(part.body, part.end - part.body);
}

/** `<meta charset=…>` or http-equiv, for HTML that is labelled nowhere else. */
QByteArray charsetInHtml(QByteArrayView html)
{
    constexpr qsizetype kLookAhead = 2048;
    const QByteArray head = html.first(qMin(html.size(), kLookAhead)).toByteArray().toLower();
    qsizetype at = head.indexOf("charset=");
    if (at < 0)
        return {};
    at += 8;
    while (at < head.size() && (head[at] == '"' || head[at] == '\''))
        ++at;
    qsizetype end = at;
    while (end < head.size() && uchar(head[end]) > ' ' && !QByteArrayView("\"'>;/").contains(head[end]))
        ++end;
    return head.mid(at, end - at);
}

/** text/enriched and text/richtext (RFC 1896) without their commands. */
QString withoutEnriched(const QString &text)
{
    QString result;
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'<' && i + 1 < text.size() && text[i + 1] == u'<' && depth == 0) {
            result += text[++i];
            continue;
        }
        depth += text[i] == u'<';
        if (depth == 0)
            result += text[i];
        if (text[i] == u'>' && depth > 0)
            --depth;
    }
    return result;
}

QString withoutOuterBlankLines(QStringView text)
{
    qsizetype from = 0;
    for (qsizetype at = 0; at < text.size() && text[at].isSpace(); ++at) {
        if (text[at] == u'\n')
            from = at + 1; // the blanks that indent the first line stay
    }
    text = text.sliced(from);
    while (text.endsWith(u'\n') || text.endsWith(u' '))
        text.chop(1);
    return text.toString();
}

/** What one subtree shows. */
struct Shown {
    QString text;
    bool fromHtml = false;
    bool isBlank() const { return text.trimmed().isEmpty(); }
};

class DocumentReader
{
public:
    explicit DocumentReader(QByteArrayView raw)
        : m_raw(raw)
        , m_structure(readStructure(raw))
    {
    }

    core::Document read()
    {
        const Shown shown = show(0);
        m_document.text = withoutOuterBlankLines(shown.text);
        m_document.textFromHtml = shown.fromHtml;
        EnvelopeFields fields;
        scanHeader(m_raw, 0, [&](const HeaderField &field) { fields.read(field); });
        m_document.envelope = fields.envelope;
        warnAboutAuthor(m_document, fields);
        if (m_structure.broken)
            warn(m_document, u"broken-mime"_s, u"a boundary is missing or never ends"_s);
        if (m_structure.tooDeep)
            warn(m_document, u"too-deep"_s,
                u"more than %1 levels or %2 parts; the rest is not taken apart"_s.arg(kDepthLimit).arg(kPartsLimit));
        return std::move(m_document);
    }

private:
    // Recursive, no deeper than kDepthLimit.
    Shown show(int index)
    {
        const Part &part = m_structure.parts[index];
        if (part.isMultipart()) {
            if (part.is("multipart/alternative"))
                return showAlternative(part);
            if (part.is("multipart/related"))
                return showRelated(part);
            Shown all;
            for (const int child : part.children)
                append(all, show(child));
            return all;
        }
        // A multipart without a single part (a wrong boundary, too deep) is shown as it is rather than not at all.
        if (isText(part) || part.type.value.startsWith("multipart/"))
            return showText(part);
        list(index);
        return {};
    }

    static void append(Shown &all, const Shown &more)
    {
        if (more.isBlank())
            return;
        if (!all.isBlank()) {
            while (all.text.endsWith(u'\n'))
                all.text.chop(1);
            all.text += u"\n\n"_s;
        }
        all.text += more.text;
        all.fromHtml |= more.fromHtml;
    }

    Shown showAlternative(const Part &part)
    {
        Shown best;
        for (const int child : part.children) {
            const Shown shown = show(child); // all of them: their attachments are listed, their references counted
            const bool plainBeatsHtml = best.fromHtml && !shown.fromHtml;
            const bool laterHtml = best.fromHtml && shown.fromHtml;
            if (!shown.isBlank() && (best.isBlank() || plainBeatsHtml || laterHtml))
                best = shown;
        }
        return best;
    }

    Shown showRelated(const Part &part)
    {
        int root = part.children.first();
        QString start = part.type.parameter("start").trimmed();
        if (start.startsWith(u'<'))
            start = start.sliced(1).chopped(start.endsWith(u'>') ? 1 : 0);
        for (const int child : part.children) {
            if (!start.isEmpty() && m_structure.parts[child].contentId == start)
                root = child;
        }
        const Shown shown = show(root);
        for (const int child : part.children) {
            if (child != root)
                listLeaves(child);
        }
        return shown;
    }

    void listLeaves(int index)
    {
        const Part &part = m_structure.parts[index];
        if (!part.isMultipart()) {
            list(index);
            return;
        }
        for (const int child : part.children)
            listLeaves(child);
    }

    bool isText(const Part &part)
    {
        const bool readable
            = part.is("text/plain") || part.is("text/html") || part.is("text/enriched") || part.is("text/richtext");
        if (!readable || part.isMessage || part.disposition.value == "attachment")
            return false;
        const bool named = part.disposition.parameters.contains("filename") || part.type.parameters.contains("name");
        const bool isFile = named && part.disposition.value != "inline" && m_anyText;
        return !isFile;
    }

    Shown showText(const Part &part)
    {
        m_anyText = true;
        const TransferDecoded decoded = decoding(part);
        QByteArray charset = part.type.parameter("charset").toUtf8();
        if (charset.isEmpty() && part.is("text/html"))
            charset = charsetInHtml(decoded.bytes);
        const DecodedText text = decodeCharset(decoded.bytes, charset);
        if (!text.charsetKnown)
            warn(m_document, u"unknown-charset"_s,
                u"part %1 is labelled \"%2\""_s.arg(part.number, shortened(oneLine(QString::fromUtf8(charset)), 64)));
        if (part.is("text/html")) {
            const HtmlText html = htmlToText(text.text);
            m_document.remoteReferences += html.remoteReferences;
            return {bodyText(html.text), true};
        }
        QString plain = bodyText(text.text);
        if (part.is("text/enriched") || part.is("text/richtext"))
            return {withoutEnriched(plain), false};
        if (part.type.parameter("format").compare("flowed"_L1, Qt::CaseInsensitive) == 0) {
            const bool delSp = part.type.parameter("delsp").compare("yes"_L1, Qt::CaseInsensitive) == 0;
            plain = unwrapFlowed(plain, delSp);
        }
        return {plain, false};
    }

    TransferDecoded decoding(const Part &part)
    {
        TransferDecoded decoded = part.isMessage ? TransferDecoded{bodyOf(m_raw, part).toByteArray()}
                                                 : decodeTransfer(bodyOf(m_raw, part), part.encoding);
        if (!decoded.known)
            warn(m_document, u"broken-mime"_s,
                u"part %1 has the transfer encoding \"%2\""_s.arg(
                    part.number, shortened(oneLine(QString::fromUtf8(part.encoding)), 64)));
        return decoded;
    }

    void list(int index)
    {
        const Part &part = m_structure.parts[index];
        const QByteArray bytes = decoding(part).bytes;
        core::Attachment attachment;
        attachment.part = part.number;
        attachment.fileName = nameOf(part);
        attachment.mimeType = oneLine(QString::fromUtf8(part.type.value));
        attachment.size = bytes.size();
        const bool isRelated = part.parent >= 0 && m_structure.parts[part.parent].is("multipart/related");
        attachment.isInline = part.disposition.value == "inline"
            || (part.disposition.value.isEmpty() && isRelated && !part.contentId.isEmpty());
        attachment.contentId = part.contentId;
        attachment.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        m_document.attachments.append(attachment);
    }

    QString nameOf(const Part &part) const
    {
        QString name = safeFileName(part.disposition.parameter("filename"));
        if (name.isEmpty())
            name = safeFileName(part.type.parameter("name"));
        if (name.isEmpty() && part.isMessage) {
            QString subject = parseEnvelope(bodyOf(m_raw, part)).subject;
            subject.replace(u'/', u'_').replace(u'\\', u'_');
            name = safeFileName((subject.isEmpty() ? u"message"_s : subject) + u".eml"_s);
        }
        return name;
    }

    QByteArrayView m_raw;
    Structure m_structure;
    core::Document m_document;
    bool m_anyText = false;
};

/** Very old Macintosh files have their lines at CR; everything here reads lines at LF. */
QByteArray withReadableLines(const QByteArray &raw)
{
    return hasBareCrLines(raw) ? QByteArray(raw).replace('\r', '\n') : raw;
}

} // namespace

core::Document parseDocument(const QByteArray &raw)
{
    const QByteArray readable = withReadableLines(raw);
    core::Document document = DocumentReader(readable).read();
    document.size = raw.size();
    return document;
}

core::Result<QByteArray> partBytes(const QByteArray &raw, const QString &part)
{
    const QByteArray readable = withReadableLines(raw);
    const Structure structure = readStructure(readable);
    const Part *found = structure.find(part);
    if (!found)
        return core::failure(core::Errc::NoSuchMessage, part);
    const QByteArrayView body = bodyOf(readable, *found);
    if (found->isMessage || found->isMultipart())
        return body.toByteArray();
    return decodeTransfer(body, found->encoding).bytes;
}

} // namespace mime
