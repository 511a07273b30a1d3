// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outgoing.h"

#include "addresses.h"
#include "addresslist.h"
#include "build.h"
#include "dateparser.h"
#include "headerscan.h"
#include "messageids.h"

#include <QDateTime>
#include <QSet>

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

/** CRLF whatever came: bare CR and bare LF are line ends too, and must not reach SMTP as they are. */
QByteArray withCrlf(const QByteArray &bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 32);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '\r') {
            out += "\r\n";
            if (i + 1 < bytes.size() && bytes[i + 1] == '\n')
                ++i;
        } else if (c == '\n') {
            out += "\r\n";
        } else {
            out += c;
        }
    }
    if (!out.endsWith("\r\n"))
        out += "\r\n";
    return out;
}

/** The header of a message on its way out. Unlike an Envelope it has every recipient, however many. */
struct Outgoing {
    QByteArray kept; ///< the fields without Bcc
    core::AddressList from;
    core::AddressList sender;
    core::AddressList recipients;
    QString messageId;
    bool hasDate = false;
    qsizetype fieldsEnd = 0;
    qsizetype body = 0;

    bool drops(const HeaderField &field)
    {
        const auto read = [&] {
            return parseAddressField(field.value, field.value.size() + 1).addresses;
        };
        if (field.is("From"))
            from += read();
        else if (field.is("Sender"))
            sender += read();
        else if (field.is("To") || field.is("Cc"))
            recipients += read();
        else if (field.is("Bcc"))
            recipients += read();
        else if (field.is("Message-ID") && messageId.isEmpty())
            messageId = parseMessageIds(field.value).value(0);
        else if (field.is("Date"))
            hasDate = true;
        const bool isEmptyId = field.is("Message-ID") && messageId.isEmpty();
        return field.is("Bcc") || field.is("Resent-Bcc") || isEmptyId;
    }
};

Outgoing readHeader(const QByteArray &bytes)
{
    Outgoing outgoing;
    qsizetype from = bytes.startsWith("From ") ? nextLine(bytes, 0) : 0; // the line of an mbox is no part of it
    const HeaderEnd end = scanHeader(bytes, 0, [&](const HeaderField &field) {
        if (outgoing.drops(field)) {
            outgoing.kept += QByteArrayView(bytes).sliced(from, field.begin - from);
            from = field.end;
        }
    });
    outgoing.kept += QByteArrayView(bytes).sliced(from, end.fields - from);
    outgoing.fieldsEnd = end.fields;
    outgoing.body = end.body;
    return outgoing;
}

core::Result<QStringList> recipientsOf(const Outgoing &outgoing)
{
    QStringList recipients;
    QSet<QString> known;
    for (const core::Address &address : outgoing.recipients) {
        const auto wire = wireAddress(address.address);
        if (!wire)
            return std::unexpected(wire.error());
        if (!known.contains(wire->toLower()))
            recipients.append(*wire);
        known.insert(wire->toLower());
    }
    if (recipients.isEmpty())
        return core::failure(core::Errc::InvalidInput, u"To"_s);
    return recipients;
}

} // namespace

core::Result<OutgoingEnvelope> envelopeFromEml(const QByteArray &eml)
{
    const QByteArray bytes = withCrlf(eml);
    const Outgoing header = readHeader(bytes);
    if (header.fieldsEnd > kHeaderLimit) // what is beyond was not read: it could name a hidden recipient
        return core::failure(core::Errc::InvalidInput, u"header"_s);
    const core::AddressList &authors = header.sender.isEmpty() ? header.from : header.sender;
    const auto reversePath = wireAddress(authors.isEmpty() ? QString() : authors.first().address);
    if (!reversePath)
        return core::failure(core::Errc::InvalidInput, u"From"_s);
    const auto recipients = recipientsOf(header);
    if (!recipients)
        return std::unexpected(recipients.error());
    // Behind the other fields: a first line that begins with a blank would become part of ours.
    OutgoingEnvelope outgoing{*reversePath, *recipients, header.messageId, header.kept};
    if (!header.hasDate)
        outgoing.bytesWithoutBcc += "Date: " + formatDate(QDateTime::currentDateTime()) + "\r\n";
    if (header.messageId.isEmpty()) {
        outgoing.messageId = makeMessageId(authors.first().domain());
        outgoing.bytesWithoutBcc += "Message-ID: <" + outgoing.messageId.toLatin1() + ">\r\n";
    }
    // A header that ends at the body without an empty line gets one, or the body would be read as header.
    outgoing.bytesWithoutBcc += "\r\n";
    outgoing.bytesWithoutBcc += QByteArrayView(bytes).sliced(header.body);
    return outgoing;
}

} // namespace mime
