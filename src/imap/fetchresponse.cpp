// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fetchresponse.h"

#include "bodystructure.h"

#include <QTimeZone>

#include <limits>

using Kind = imap::Token::Kind;

namespace imap
{

namespace
{
std::optional<core::Flags> readFlags(Tokenizer &tokens)
{
    static constexpr std::pair<const char *, core::Flag> kSystem[] = {
        {"\\Seen", core::Flag::Seen},
        {"\\Answered", core::Flag::Answered},
        {"\\Flagged", core::Flag::Flagged},
        {"\\Deleted", core::Flag::Deleted},
        {"\\Draft", core::Flag::Draft},
        {"$Forwarded", core::Flag::Forwarded},
    };
    if (tokens.next().kind != Kind::ListBegin)
        return std::nullopt;
    core::Flags flags;
    QByteArrayList keywords;
    for (Token token = tokens.next(); token.kind != Kind::ListEnd; token = tokens.next()) {
        if (!token.isText())
            return std::nullopt;
        bool known = equalsIgnoreCase(token.text, "\\Recent");
        for (const auto &[name, flag] : kSystem) {
            if (!known && equalsIgnoreCase(token.text, name)) {
                flags.system |= flag;
                known = true;
            }
        }
        if (!known && keywords.size() < 1000)
            keywords.append(token.toByteArray());
    }
    if (!keywords.isEmpty())
        flags.keywords = core::flagsFromImap(keywords).keywords;
    return flags;
}

int twoDigits(QByteArrayView text, qsizetype at)
{
    const char high = text[at] == ' ' ? '0' : text[at];
    const char low = text[at + 1];
    return high >= '0' && high <= '9' && low >= '0' && low <= '9' ? (high - '0') * 10 + (low - '0') : -1;
}

int monthOf(QByteArrayView name)
{
    static constexpr char kMonths[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int month = 0; month < 12; ++month) {
        if (equalsIgnoreCase(name, QByteArrayView(kMonths + 3 * month, 3)))
            return month + 1;
    }
    return 0;
}

bool readBody(Tokenizer &tokens, const Token &name, FetchItems &items)
{
    const Token value = tokens.next();
    if (value.kind == Kind::ListBegin)
        return tokens.skip(value); // BODY without section is a structure without extensions
    if (!value.isText())
        return false;
    if (value.isNil())
        return true;
    const QByteArrayView section = name.text.sliced(4);
    if (section == "[]") {
        items.body = value.text;
        items.bodyToken = value;
    } else if (section.size() > 14 && equalsIgnoreCase(section.first(14), "[HEADER.FIELDS")) {
        items.header = value.text;
        items.headerToken = value;
    }
    return true;
}

bool readItem(Tokenizer &tokens, const Token &name, FetchItems &items)
{
    if (name.isAtom("FLAGS")) {
        items.flags = readFlags(tokens);
        return items.flags.has_value();
    }
    if (name.text.size() >= 5 && equalsIgnoreCase(name.text.first(5), "BODY["))
        return readBody(tokens, name, items);
    const Token value = tokens.next();
    if (name.isAtom("UID")) {
        items.uid = core::Uid{value.toUInt32().value_or(0)}; // 0 and what is too big: nobody's
        return value.toUInt64().has_value();
    }
    if (name.isAtom("RFC822.SIZE")) {
        items.size = value.toUInt64(); // only a hint: NIL or nonsense costs the hint
        return value.isText();
    }
    if (name.isAtom("INTERNALDATE")) {
        items.internalDate = parseDateTime(value.text);
        return value.isText();
    }
    if (name.isAtom("MODSEQ")) {
        if (value.kind != Kind::ListBegin)
            return false;
        const auto modSeq = tokens.next().toUInt64();
        items.modSeq = core::ModSeq{modSeq.value_or(0)};
        return modSeq && tokens.next().kind == Kind::ListEnd;
    }
    if (name.isAtom("BODYSTRUCTURE") && value.kind == Kind::ListBegin) {
        // A structure that is balanced but strange costs the paper clip, not the message.
        Tokenizer ahead = tokens;
        const auto attachment = hasAttachment(ahead, value);
        items.hasAttachment = attachment.value_or(false);
    }
    return tokens.skip(value);
}
} // namespace

QDateTime parseDateTime(QByteArrayView text)
{
    if (text.size() != 26 || text[2] != '-' || text[6] != '-' || text[14] != ':' || text[17] != ':')
        return {};
    const int day = twoDigits(text, 0);
    const int month = monthOf(text.sliced(3, 3));
    const int century = twoDigits(text, 7);
    const int year = twoDigits(text, 9);
    const QTime time(twoDigits(text, 12), twoDigits(text, 15), std::min(twoDigits(text, 18), 59));
    const int zoneHours = twoDigits(text, 22);
    const int zoneMinutes = twoDigits(text, 24);
    if (century < 0 || year < 0 || zoneHours < 0 || zoneMinutes < 0 || (text[21] != '+' && text[21] != '-'))
        return {};
    const QDate date(century * 100 + year, month, day);
    if (!date.isValid() || !time.isValid())
        return {};
    const int offset = (zoneHours * 60 + zoneMinutes) * 60 * (text[21] == '-' ? -1 : 1);
    const qint64 seconds = (date.toJulianDay() - 2440588) * 86400 + time.msecsSinceStartOfDay() / 1000 - offset;
    return QDateTime::fromMSecsSinceEpoch(seconds * 1000, QTimeZone::UTC);
}

std::optional<FetchItems> parseFetch(QByteArrayView rest)
{
    Tokenizer tokens(rest);
    if (tokens.next().kind != Kind::ListBegin)
        return std::nullopt;
    FetchItems items;
    for (Token name = tokens.next(); name.kind != Kind::ListEnd; name = tokens.next()) {
        if (name.kind != Kind::Atom || !readItem(tokens, name, items))
            return std::nullopt;
    }
    if (tokens.next().kind != Kind::End)
        return std::nullopt;
    return items;
}

} // namespace imap
