// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "response.h"

#include <QChar>

using core::Errc;
using core::Uid;

namespace imap
{

namespace
{
constexpr quint64 kMostMembers = 10'000'000;

/** Cuts the word up to the next space off the front. */
QByteArrayView takeWord(QByteArrayView &text)
{
    const qsizetype space = text.indexOf(' ');
    const QByteArrayView word = space < 0 ? text : text.first(space);
    text = space < 0 ? QByteArrayView() : text.sliced(space + 1);
    return word;
}

Response::Status statusOf(QByteArrayView word)
{
    using enum Response::Status;
    if (equalsIgnoreCase(word, "OK"))
        return Ok;
    if (equalsIgnoreCase(word, "NO"))
        return No;
    if (equalsIgnoreCase(word, "BAD"))
        return Bad;
    if (equalsIgnoreCase(word, "BYE"))
        return Bye;
    return equalsIgnoreCase(word, "PREAUTH") ? Preauth : None;
}

/** Position of the `]` that ends the response code at the start of `text`; -1 without one. */
qsizetype codeEnd(QByteArrayView text)
{
    bool quoted = false;
    int depth = 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')') {
            --depth;
        } else if (c == ']' && depth <= 0) {
            return i;
        }
    }
    return text.indexOf(']');
}

void parseStatusText(Response &response, QByteArrayView text)
{
    if (text.startsWith('[')) {
        const qsizetype end = codeEnd(text);
        if (end > 0) {
            response.code = text.sliced(1, end - 1);
            text = text.sliced(end + 1);
            if (text.startsWith(' '))
                text = text.sliced(1);
        }
    }
    response.text = text;
}

std::unexpected<core::Error> violation(QByteArrayView bytes)
{
    return core::failure(Errc::ProtocolViolation, QStringLiteral("response"),
        bytes.first(std::min<qsizetype>(bytes.size(), 200)).toByteArray());
}
} // namespace

QByteArrayView Response::codeName() const
{
    QByteArrayView all = code;
    return takeWord(all);
}

QByteArrayView Response::codeArguments() const
{
    QByteArrayView all = code;
    takeWord(all);
    return all;
}

core::Result<Response> parseResponse(QByteArrayView bytes)
{
    Response response;
    response.bytes = bytes;
    QByteArrayView rest = bytes;
    response.tag = takeWord(rest);
    if (response.tag == "+") {
        response.kind = Response::Kind::Continuation;
        response.text = rest;
        return response;
    }
    if (response.tag.isEmpty())
        return violation(bytes);
    response.kind = response.tag == "*" ? Response::Kind::Untagged : Response::Kind::Tagged;
    QByteArrayView afterWord = rest;
    QByteArrayView word = takeWord(afterWord);
    response.status = statusOf(word);
    if (response.status != Response::Status::None) {
        parseStatusText(response, afterWord);
        const bool final = response.status == Response::Status::Bye || response.status == Response::Status::Preauth;
        if (final && response.kind == Response::Kind::Tagged)
            return violation(bytes);
        return response;
    }
    if (response.kind == Response::Kind::Tagged || word.isEmpty())
        return violation(bytes);
    if (const auto number = parseNumber(word)) {
        if (*number > std::numeric_limits<quint32>::max())
            return violation(bytes);
        response.number = quint32(*number);
        response.hasNumber = true;
        word = takeWord(afterWord);
    }
    response.name = word;
    response.rest = afterWord;
    if (word.isEmpty())
        return violation(bytes);
    return response;
}

QString plainWords(QByteArrayView text)
{
    constexpr qsizetype most = 500;
    QString plain;
    for (const QChar c : QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 8 * most)))) {
        const QChar::Category category = c.category();
        if (category == QChar::Other_Format)
            continue; // bidi controls and what else has no width
        const bool breaks = category == QChar::Other_Control || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph;
        plain += breaks ? QChar(u' ') : c;
    }
    return plain.simplified().left(most);
}

core::Error refusal(const Response &response, const QString &context)
{
    static constexpr std::pair<const char *, Errc> kCodes[] = {
        {"NONEXISTENT", Errc::NoSuchMailbox},
        {"TRYCREATE", Errc::NoSuchMailbox},
        {"OVERQUOTA", Errc::OverQuota},
        {"QUOTA", Errc::OverQuota},
        {"UNAVAILABLE", Errc::ServerBusy},
        {"INUSE", Errc::ServerBusy},
        {"LIMIT", Errc::ServerBusy},
        {"SERVERBUG", Errc::ServerBusy},
        {"TOOBIG", Errc::MessageTooLarge},
        {"AUTHENTICATIONFAILED", Errc::AuthenticationFailed},
        {"EXPIRED", Errc::AuthenticationFailed},
    };
    core::Error error{Errc::ServerRefused, context, response.text.toByteArray()};
    if (response.status == Response::Status::No) {
        for (const auto &[code, errc] : kCodes) {
            if (response.hasCode(code))
                error.code = errc;
        }
    }
    return error;
}

QByteArrayList parseCapabilities(QByteArrayView rest)
{
    QByteArrayList names;
    while (!rest.isEmpty()) {
        const QByteArrayView word = takeWord(rest);
        if (!word.isEmpty() && names.size() < 1000)
            names.append(word.toByteArray().toUpper());
    }
    return names;
}

std::optional<ListRow> parseList(QByteArrayView rest)
{
    Tokenizer tokens(rest);
    ListRow row;
    if (tokens.next().kind != Token::Kind::ListBegin)
        return std::nullopt;
    for (Token token = tokens.next(); token.kind != Token::Kind::ListEnd; token = tokens.next()) {
        if (token.kind != Token::Kind::Atom)
            return std::nullopt;
        row.attributes.append(token.toByteArray());
    }
    const Token delimiter = tokens.next();
    if (delimiter.kind == Token::Kind::Quoted) {
        const QByteArray character = delimiter.toByteArray();
        if (character.size() != 1)
            return std::nullopt;
        row.delimiter = QChar::fromLatin1(character[0]);
    } else if (!delimiter.isNil()) {
        return std::nullopt;
    }
    const Token name = tokens.next();
    if (!name.isText() || name.text.isEmpty())
        return std::nullopt;
    row.rawName = name.toByteArray();
    return row;
}

std::optional<StatusRow> parseStatus(QByteArrayView rest)
{
    Tokenizer tokens(rest);
    const Token name = tokens.next();
    if (!name.isText() || tokens.next().kind != Token::Kind::ListBegin)
        return std::nullopt;
    StatusRow row{.rawName = name.toByteArray(), .data = {}};
    for (Token item = tokens.next(); item.kind != Token::Kind::ListEnd; item = tokens.next()) {
        const Token value = tokens.next();
        const auto number = value.toUInt64();
        if (item.kind != Token::Kind::Atom)
            return std::nullopt;
        if (!number) {
            if (!tokens.skip(value))
                return std::nullopt;
            continue; // MAILBOXID and others
        }
        const auto small = quint32(std::min<quint64>(*number, std::numeric_limits<quint32>::max()));
        if (item.isAtom("MESSAGES"))
            row.data.messages = small;
        else if (item.isAtom("UNSEEN"))
            row.data.unseen = small;
        else if (item.isAtom("UIDNEXT"))
            row.data.uidNext = Uid{small};
        else if (item.isAtom("UIDVALIDITY"))
            row.data.uidValidity = core::UidValidity{small};
        else if (item.isAtom("HIGHESTMODSEQ"))
            row.data.highestModSeq = core::ModSeq{*number};
    }
    return row;
}

std::optional<QList<Uid>> parseSearch(QByteArrayView rest)
{
    QList<Uid> uids;
    Tokenizer tokens(rest);
    for (Token token = tokens.next(); token.kind != Token::Kind::End; token = tokens.next()) {
        if (token.kind == Token::Kind::ListBegin) { // (MODSEQ n), RFC 7162 3.1.5
            if (!tokens.skip(token))
                return std::nullopt;
            continue;
        }
        if (token.kind != Token::Kind::Atom)
            return std::nullopt;
        if (const auto uid = token.toUInt32(); uid && *uid != 0)
            uids.append(Uid{*uid});
    }
    return uids;
}

std::optional<QList<Uid>> parseUidSet(QByteArrayView text)
{
    QList<Uid> uids;
    while (!text.isEmpty()) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView range = comma < 0 ? text : text.first(comma);
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
        const qsizetype colon = range.indexOf(':');
        const auto first = parseNumber(colon < 0 ? range : range.first(colon));
        const auto last = colon < 0 ? first : parseNumber(range.sliced(colon + 1));
        if (!first || !last || *first == 0 || *last == 0
            || std::max(*first, *last) > std::numeric_limits<quint32>::max())
            return std::nullopt;
        const auto [low, high] = std::minmax(*first, *last);
        if (quint64(uids.size()) + (high - low) + 1 > kMostMembers)
            return std::nullopt;
        for (quint64 uid = low; uid <= high; ++uid)
            uids.append(Uid{quint32(uid)});
    }
    return uids;
}

std::optional<EsearchRow> parseEsearch(QByteArrayView rest)
{
    EsearchRow row;
    Tokenizer tokens(rest);
    for (Token token = tokens.next(); token.kind != Token::Kind::End; token = tokens.next()) {
        if (token.kind == Token::Kind::ListBegin) { // (TAG "x")
            const Token label = tokens.next();
            const Token tag = tokens.next();
            if (!label.isAtom("TAG") || !tag.isText() || tokens.next().kind != Token::Kind::ListEnd)
                return std::nullopt;
            row.tag = tag.toByteArray();
            continue;
        }
        if (token.kind != Token::Kind::Atom)
            return std::nullopt;
        if (token.isAtom("UID"))
            continue;
        const Token value = tokens.next();
        if (token.isAtom("ALL")) {
            const auto all = parseUidSet(value.text);
            if (value.kind != Token::Kind::Atom || !all)
                return std::nullopt;
            row.all = *all;
        } else if (!tokens.skip(value)) {
            return std::nullopt;
        }
    }
    return row;
}

std::optional<CopiedUids> parseCopyUid(QByteArrayView arguments)
{
    const QByteArrayList words = arguments.toByteArray().split(' ');
    const auto validity = words.size() == 3 ? parseNumber(words[0]) : std::nullopt;
    if (!validity || *validity == 0 || *validity > std::numeric_limits<quint32>::max())
        return std::nullopt;
    const auto originals = parseUidSet(words[1]), copies = parseUidSet(words[2]);
    if (!originals || !copies || originals->isEmpty() || originals->size() != copies->size())
        return std::nullopt;
    CopiedUids copied{.uidValidity = core::UidValidity{quint32(*validity)}, .uids = {}};
    for (qsizetype i = 0; i < originals->size(); ++i)
        copied.uids.append({originals->at(i), copies->at(i)});
    return copied;
}

} // namespace imap
