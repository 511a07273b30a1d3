// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "build.h"

#include "addresses.h"
#include "dateparser.h"
#include "filename.h"
#include "headerwriter.h"
#include "transferencoding.h"

#include <QUrl>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

bool isMediaType(const QString &type)
{
    const QStringList halves = type.split(u'/');
    const auto isToken = [](const QString &text) {
        return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
            return c.unicode() < 0x7F && (c.isLetterOrNumber() || u"-+._!#$&^"_s.contains(c));
        });
    };
    return halves.size() == 2 && isToken(halves[0]) && isToken(halves[1]);
}

bool isBoundary(const QByteArray &boundary)
{
    constexpr QByteArrayView kExtra("'()+_,-./:=?");
    return !boundary.isEmpty() && boundary.size() <= 70 && std::all_of(boundary.begin(), boundary.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || kExtra.contains(c);
    });
}

QByteArray randomBoundary()
{
    // "=_" cannot occur in Quoted-Printable or Base64 (RFC 2045 6.7), so no part can hold the boundary.
    return "=_" + QUuid::createUuid().toByteArray(QUuid::Id128);
}

/** The text part: header fields of the encoding and the encoded bytes. */
QByteArray textPart(const QString &text)
{
    QString lines = text;
    lines.replace("\r\n"_L1, "\n"_L1);
    lines.replace(u'\r', u'\n');
    if (!lines.isEmpty() && !lines.endsWith(u'\n'))
        lines += u'\n';
    const QByteArray utf8 = lines.toUtf8();
    const auto high = std::count_if(utf8.begin(), utf8.end(), [](char c) { return uchar(c) >= 0x80; });
    QByteArray type = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ";
    // Quoted-Printable costs three bytes for each high one, Base64 a third of everything.
    if (high * 6 > utf8.size())
        return type + "base64\r\n\r\n" + encodeBase64(QByteArray(utf8).replace("\n", "\r\n"));
    return type + "quoted-printable\r\n\r\n" + encodeQuotedPrintable(utf8);
}

/** RFC 2046 5.2.1: a message inside a message may not be encoded. It travels as one when it is 7-bit as it stands. */
bool travelsAsMessage(QByteArrayView bytes, const QByteArray &boundary)
{
    constexpr qsizetype kLongestLine = 998;
    qsizetype line = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        const bool isLineEnd = c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
        if (uchar(c) >= 0x80 || c == '\0' || c == '\n' || (c == '\r' && !isLineEnd) || line > kLongestLine)
            return false;
        i += isLineEnd;
        line = isLineEnd ? 0 : line + 1;
    }
    return !bytes.isEmpty() && !bytes.contains("--" + boundary);
}

core::Result<QByteArray> attachmentPart(const core::DraftAttachment &attachment, const QByteArray &boundary)
{
    const QString type = attachment.mimeType.isEmpty() ? u"application/octet-stream"_s : attachment.mimeType.toLower();
    if (!isMediaType(type) || type.startsWith("multipart/"_L1))
        return core::failure(core::Errc::InvalidInput, u"Content-Type"_s);
    const bool asMessage = type == "message/rfc822"_L1 && travelsAsMessage(attachment.bytes, boundary);
    const bool asFile = !asMessage && type.startsWith("message/"_L1);
    HeaderWriter writer;
    // Name twice: RFC 2231 for today's programs, RFC 2047 inside the quotes for old ones.
    writer.withParameter("Content-Type", asFile ? QByteArray("application/octet-stream") : type.toLatin1(), "name",
        attachment.fileName, false);
    writer.withParameter("Content-Disposition", "attachment", "filename", attachment.fileName, true);
    writer.token("Content-Transfer-Encoding", asMessage ? "7bit" : "base64");
    return writer.take().transform([&](const QByteArray &header) {
        return header + "\r\n" + (asMessage ? attachment.bytes : encodeBase64(attachment.bytes));
    });
}

core::Result<QByteArray> header(const core::Draft &draft, const BuildOptions &options)
{
    HeaderWriter writer;
    QDateTime date = options.date.isValid() ? options.date : QDateTime::currentDateTime();
    writer.addresses("From", {draft.from});
    writer.addresses("To", draft.to);
    writer.addresses("Cc", draft.cc);
    if (options.includeBcc)
        writer.addresses("Bcc", draft.bcc);
    writer.unstructured("Subject", draft.subject);
    writer.token("Date", formatDate(date));
    writer.messageIds(
        "Message-ID", {options.messageId.isEmpty() ? makeMessageId(draft.from.domain()) : options.messageId});
    if (!draft.inReplyTo.isEmpty())
        writer.messageIds("In-Reply-To", {draft.inReplyTo});
    writer.messageIds("References", draft.references);
    writer.token("MIME-Version", "1.0");
    return writer.take();
}

} // namespace

QString makeMessageId(const QString &senderDomain)
{
    const QString domain = QString::fromLatin1(QUrl::toAce(senderDomain)).toLower();
    const bool usable = wireAddress(u"x@"_s + domain).has_value() && !domain.startsWith(u'[');
    const QByteArray unique = QUuid::createUuid().toByteArray(QUuid::Id128);
    return QString::fromLatin1(unique) + u'@' + (usable ? domain : u"localhost"_s);
}

core::Result<QByteArray> build(const core::Draft &draft, const BuildOptions &options)
{
    const QByteArray boundary = options.boundary.isEmpty() ? randomBoundary() : options.boundary;
    if (!isBoundary(boundary))
        return core::failure(core::Errc::InvalidInput, u"boundary"_s);
    for (const core::Address &hidden : draft.bcc) { // refused even where it is not written: it goes to the server
        if (!wireAddress(hidden.address))
            return core::failure(core::Errc::InvalidInput, u"Bcc"_s);
    }
    const auto fields = header(draft, options);
    if (!fields)
        return fields;
    if (draft.attachments.isEmpty())
        return *fields + textPart(draft.text);
    QByteArray message = *fields + "Content-Type: multipart/mixed;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    message += "--" + boundary + "\r\n" + textPart(draft.text);
    for (const core::DraftAttachment &attachment : draft.attachments) {
        const auto part = attachmentPart(attachment, boundary);
        if (!part)
            return part;
        message += "\r\n--" + boundary + "\r\n" + *part;
    }
    return message + "\r\n--" + boundary + "--\r\n";
}

} // namespace mime
