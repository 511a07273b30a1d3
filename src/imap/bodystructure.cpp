// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bodystructure.h"

#include <QVarLengthArray>

using Kind = imap::Token::Kind;

namespace imap
{

namespace
{
/** Why parts count as attachments; what surrounds them may overrule it. */
enum Reason : uint {
    Certain = 1, ///< says so itself
    Named = 2, ///< has a file name and is not text
    NamedWithId = 4, ///< the same, and HTML beside it may refer to it
    NamedText = 8,
    Message = 16,
};

struct Multipart {
    uint reasons = 0;
    int index = 0; ///< values read after the parts
};

enum class Disposition { None, Inline, Attachment };

struct Part {
    Token type;
    Token subtype;
    bool named = false;
    bool hasId = false;
    Disposition disposition = Disposition::None;

    bool is(QByteArrayView t, QByteArrayView s) const
    {
        return equalsIgnoreCase(type.text, t) && equalsIgnoreCase(subtype.text, s);
    }
};

bool startsWith(const Token &token, QByteArrayView word)
{
    return token.text.size() >= word.size() && equalsIgnoreCase(token.text.first(word.size()), word);
}

/** Reads `(name value …)` or NIL; tells whether one of the names is that of a file name (RFC 2183, 2231). */
bool readParameters(Tokenizer &tokens, const Token &first, bool &named)
{
    if (first.kind != Kind::ListBegin)
        return first.isText();
    for (;;) {
        const Token name = tokens.next();
        if (name.kind == Kind::ListEnd)
            return true;
        const Token value = tokens.next();
        if (!name.isText() || !tokens.skip(value))
            return false;
        if ((startsWith(name, "NAME") || startsWith(name, "FILENAME")) && !value.text.isEmpty() && !value.isNil())
            named = true;
    }
}

/** Reads `("attachment" (…))` or NIL. */
bool readDisposition(Tokenizer &tokens, const Token &first, Part &part)
{
    if (first.kind != Kind::ListBegin)
        return first.isText();
    const Token kind = tokens.next();
    if (kind.kind == Kind::ListEnd)
        return true;
    if (!kind.isText())
        return false;
    part.disposition = equalsIgnoreCase(kind.text, "INLINE") ? Disposition::Inline : Disposition::Attachment;
    for (Token token = tokens.next(); token.kind != Kind::ListEnd; token = tokens.next()) {
        if (!readParameters(tokens, token, part.named))
            return false;
    }
    return true;
}

uint reasonsOf(const Part &part)
{
    const bool envelope = part.is("APPLICATION", "PGP-SIGNATURE") || part.is("APPLICATION", "PKCS7-SIGNATURE")
        || part.is("APPLICATION", "X-PKCS7-SIGNATURE") || part.is("APPLICATION", "PGP-ENCRYPTED")
        || part.is("APPLICATION", "PKCS7-MIME") || part.is("APPLICATION", "X-PKCS7-MIME");
    if (envelope)
        return 0;
    if (part.disposition == Disposition::Attachment)
        return Certain;
    if (part.is("MESSAGE", "RFC822") || part.is("MESSAGE", "GLOBAL"))
        return Message;
    if (!part.named)
        return 0;
    if (equalsIgnoreCase(part.type.text, "TEXT")) {
        const bool body
            = part.disposition == Disposition::Inline || part.is("TEXT", "PLAIN") || part.is("TEXT", "HTML");
        return body ? 0u : uint(NamedText);
    }
    if (equalsIgnoreCase(part.type.text, "IMAGE") && part.disposition == Disposition::Inline)
        return 0;
    return part.hasId ? NamedWithId : Named;
}

/** Reads a part that is no multipart; `type` is its first value. */
std::optional<uint> readPart(Tokenizer &tokens, const Token &type)
{
    Part part{.type = type, .subtype = {}};
    int dispositionIndex = 8;
    for (int index = 1;; ++index) {
        const Token token = tokens.next();
        if (token.kind == Kind::ListEnd)
            return reasonsOf(part);
        if (token.kind != Kind::ListBegin && !token.isText())
            return std::nullopt;
        bool good = true;
        if (index == 1) {
            part.subtype = token;
            if (equalsIgnoreCase(type.text, "TEXT"))
                dispositionIndex = 9;
            else if (part.is("MESSAGE", "RFC822") || part.is("MESSAGE", "GLOBAL"))
                dispositionIndex = 11;
        } else if (index == 2) {
            good = readParameters(tokens, token, part.named);
        } else if (index == dispositionIndex) {
            good = readDisposition(tokens, token, part);
        } else {
            if (index == 3)
                part.hasId = token.isString() && !token.text.isEmpty();
            good = tokens.skip(token);
        }
        if (!good)
            return std::nullopt;
    }
}

/** What is left of the reasons of its parts, once the kind of multipart is known. */
uint reasonsWithin(uint reasons, const Token &subtype)
{
    if (equalsIgnoreCase(subtype.text, "ENCRYPTED"))
        return 0;
    if (equalsIgnoreCase(subtype.text, "REPORT"))
        return reasons & Certain;
    if (equalsIgnoreCase(subtype.text, "RELATED"))
        reasons &= ~uint(NamedWithId);
    if (equalsIgnoreCase(subtype.text, "ALTERNATIVE"))
        reasons &= ~uint(NamedText);
    return reasons ? uint(Certain) : 0;
}
} // namespace

std::optional<bool> hasAttachment(Tokenizer &tokens, const Token &open)
{
    if (open.kind != Kind::ListBegin)
        return std::nullopt;
    QVarLengthArray<Multipart, 8> stack;
    Token token = tokens.next();
    if (token.isText()) { // a single part
        const auto reasons = readPart(tokens, token);
        return reasons ? std::optional<bool>(*reasons != 0) : std::nullopt;
    }
    // `token` is the first value of the list that was opened last.
    for (;;) {
        std::optional<uint> finished;
        if (token.kind == Kind::ListBegin && (stack.isEmpty() || stack.last().index == 0)) {
            // Either this list is a multipart whose first part begins, or the next part of the open one.
            if (stack.isEmpty())
                stack.append(Multipart{});
            const Token first = tokens.next();
            if (first.kind == Kind::ListBegin) {
                stack.append(Multipart{});
                token = first;
                continue;
            }
            if (!first.isText())
                return std::nullopt;
            finished = readPart(tokens, first);
            if (!finished)
                return std::nullopt;
        } else if (token.kind == Kind::ListEnd && !stack.isEmpty()) {
            finished = stack.last().index == 0 ? (stack.last().reasons ? uint(Certain) : 0u) : stack.last().reasons;
            stack.removeLast();
            if (stack.isEmpty())
                return *finished != 0;
        } else if (!stack.isEmpty() && (token.isText() || token.kind == Kind::ListBegin)) {
            Multipart &multipart = stack.last();
            if (multipart.index++ == 0)
                multipart.reasons = reasonsWithin(multipart.reasons, token);
            if (!tokens.skip(token))
                return std::nullopt;
        } else {
            return std::nullopt;
        }
        if (finished)
            stack.last().reasons |= *finished;
        token = tokens.next();
    }
}

} // namespace imap
