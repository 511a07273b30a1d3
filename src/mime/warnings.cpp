// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "warnings.h"

#include "envelopefields.h"

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

bool isAddressCharacter(QChar c)
{
    return c.isLetterOrNumber() || u".-_+@"_s.contains(c);
}

/** The first thing in a display name that reads as an address; full-width forms count. */
QString addressIn(const QString &name)
{
    const QString plain = name.normalized(QString::NormalizationForm_KC);
    for (qsizetype at = plain.indexOf(u'@'); at >= 0; at = plain.indexOf(u'@', at + 1)) {
        qsizetype from = at;
        qsizetype to = at + 1;
        while (from > 0 && isAddressCharacter(plain[from - 1]) && plain[from - 1] != u'@')
            --from;
        while (to < plain.size() && isAddressCharacter(plain[to]) && plain[to] != u'@')
            ++to;
        if (from < at && plain.mid(at, to - at).indexOf(u'.') > 0)
            return plain.mid(from, to - from);
    }
    return {};
}

bool claimsAnotherAddress(const core::Address &address)
{
    const QString claimed = addressIn(address.name);
    return !claimed.isEmpty() && !address.address.isEmpty()
        && claimed.compare(address.address, Qt::CaseInsensitive) != 0;
}

} // namespace

void warn(core::Document &document, const QString &code, const QString &text)
{
    const core::Warning warning{code, text};
    if (!document.warnings.contains(warning))
        document.warnings.append(warning);
}

void warnAboutAuthor(core::Document &document, const EnvelopeFields &fields)
{
    const core::AddressList &from = fields.envelope.from;
    const auto spoof = [&](const QString &text) {
        warn(document, u"from-spoof"_s, text);
    };
    const bool readable = std::any_of(
        from.begin(), from.end(), [](const core::Address &author) { return author.address.contains(u'@'); });
    if (!readable)
        spoof(u"the message names no readable author"_s);
    if (fields.fromFields > 1)
        spoof(u"there are %1 From fields"_s.arg(fields.fromFields));
    if (fields.fromHidesAuthors)
        spoof(u"one author has several addresses"_s);
    else if (fields.fromFields == 1 && from.size() > 1 && fields.envelope.sender.isEmpty())
        spoof(u"there are several authors and no sender"_s);
    if (fields.fromIsDeceptive)
        spoof(u"the author's name holds control or direction characters"_s);
    for (const core::Address &author : from) {
        if (claimsAnotherAddress(author) && !fields.isFromList)
            spoof(u"the author's name looks like another address: %1"_s.arg(addressIn(author.name)));
    }
}

} // namespace mime
