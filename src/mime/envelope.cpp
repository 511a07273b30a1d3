// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "envelope.h"

#include "addresslist.h"
#include "dateparser.h"
#include "encodedword.h"
#include "envelopefields.h"
#include "headerscan.h"
#include "messageids.h"
#include "plaintext.h"

namespace mime
{

namespace
{

constexpr qsizetype kSubjectLimit = 1000; ///< UTF-16 units

void appendAddresses(core::AddressList &list, const core::AddressList &more)
{
    list += more;
    list.resize(qMin(list.size(), kAddressLimit));
}

} // namespace

void EnvelopeFields::read(const HeaderField &field)
{
    // One comparison of lengths first: most fields of a header are none of these.
    switch (field.name.size()) {
    case 2:
        if (field.is("To"))
            appendAddresses(envelope.to, parseAddressField(field.value).addresses);
        else if (field.is("Cc"))
            appendAddresses(envelope.cc, parseAddressField(field.value).addresses);
        break;
    case 3:
        if (field.is("Bcc"))
            appendAddresses(envelope.bcc, parseAddressField(field.value).addresses);
        break;
    case 4:
        if (field.is("From")) {
            const AddressField from = parseAddressField(field.value);
            ++fromFields;
            fromHidesAuthors |= from.hasSeveralBrackets;
            fromIsDeceptive |= from.hasDeceptiveName;
            appendAddresses(envelope.from, from.addresses);
        } else if (field.is("Date") && !envelope.date.isValid()) {
            envelope.date = parseDate(unfolded(field.value));
        }
        break;
    case 6:
        if (field.is("Sender"))
            appendAddresses(envelope.sender, parseAddressField(field.value).addresses);
        break;
    case 7:
        if (field.is("Subject") && envelope.subject.isEmpty())
            envelope.subject = shortened(decodeUnstructured(field.value), kSubjectLimit);
        else if (field.is("List-Id"))
            isFromList = true;
        break;
    case 8:
        if (field.is("Reply-To"))
            appendAddresses(envelope.replyTo, parseAddressField(field.value).addresses);
        break;
    case 9:
        isFromList |= field.is("List-Post");
        break;
    case 10:
        if (field.is("Message-ID") && envelope.messageId.isEmpty()) {
            const QStringList ids = parseMessageIds(field.value);
            envelope.messageId = ids.isEmpty() ? decodeUnstructured(field.value) : ids.first();
        } else if (field.is("References")) {
            envelope.references += parseMessageIds(field.value);
            if (envelope.references.size() > kReferencesLimit)
                envelope.references.remove(0, envelope.references.size() - kReferencesLimit);
        }
        break;
    case 11:
        if (field.is("In-Reply-To"))
            envelope.inReplyTo = parseMessageIds(field.value);
        break;
    default:
        break;
    }
}

core::Envelope parseEnvelope(QByteArrayView headerBytes)
{
    EnvelopeFields fields;
    QByteArray repaired;
    if (hasBareCrLines(headerBytes)) {
        repaired = headerBytes.toByteArray().replace('\r', '\n');
        headerBytes = repaired;
    }
    scanHeader(headerBytes, 0, [&](const HeaderField &field) { fields.read(field); });
    return fields.envelope;
}

} // namespace mime
