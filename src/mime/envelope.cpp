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

void EnvelopeFields::readFrom(const HeaderField &field)
{
    const AddressField from = parseAddressField(field.value);
    ++fromFields;
    fromHidesAuthors |= from.hasSeveralBrackets;
    fromIsDeceptive |= from.hasDeceptiveName;
    appendAddresses(envelope.from, from.addresses);
}

bool EnvelopeFields::readAddresses(const HeaderField &field)
{
    const std::pair<QByteArrayView, core::AddressList *> lists[] = {{"To", &envelope.to}, {"Cc", &envelope.cc},
        {"Bcc", &envelope.bcc}, {"Sender", &envelope.sender}, {"Reply-To", &envelope.replyTo}};
    for (const auto &[name, list] : lists) {
        if (field.is(name)) {
            appendAddresses(*list, parseAddressField(field.value).addresses);
            return true;
        }
    }
    return false;
}

void EnvelopeFields::readIds(const HeaderField &field)
{
    if (field.is("Message-ID") && envelope.messageId.isEmpty()) {
        const QStringList ids = parseMessageIds(field.value);
        envelope.messageId = ids.isEmpty() ? decodeUnstructured(field.value) : ids.first();
    } else if (field.is("In-Reply-To")) {
        envelope.inReplyTo = parseMessageIds(field.value);
    } else if (field.is("References")) {
        envelope.references += parseMessageIds(field.value);
        if (envelope.references.size() > kReferencesLimit)
            envelope.references.remove(0, envelope.references.size() - kReferencesLimit);
    }
}

void EnvelopeFields::read(const HeaderField &field)
{
    if (field.name.size() > 11 || readAddresses(field)) // the longest name of interest is In-Reply-To
        return;
    if (field.is("From"))
        readFrom(field);
    else if (field.is("Subject") && envelope.subject.isEmpty())
        envelope.subject = shortened(decodeUnstructured(field.value), kSubjectLimit);
    else if (field.is("Date") && !envelope.date.isValid())
        envelope.date = parseDate(unfolded(field.value));
    else if (field.is("List-Id") || field.is("List-Post"))
        isFromList = true;
    else
        readIds(field);
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
