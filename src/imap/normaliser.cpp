// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "normaliser.h"

#include "fetchresponse.h"
#include "mailboxname.h"

#include <kimap/rfccodecs.h>

#include <algorithm>

namespace imap
{

namespace
{
constexpr qsizetype kLongestLine = 64 * 1024;
constexpr quint64 kBiggestInt = std::numeric_limits<int>::max(); // what KIMAP keeps sequence numbers and some UIDs in

QByteArrayView verbText(Permit::Verb verb)
{
    switch (verb) {
    case Permit::Verb::List:
        return "LIST";
    case Permit::Verb::Lsub:
        return "LSUB";
    case Permit::Verb::Status:
        return "STATUS";
    case Permit::Verb::Select:
        return "SELECT";
    case Permit::Verb::Store:
        return "UID STORE";
    case Permit::Verb::Copy:
        return "UID COPY";
    case Permit::Verb::Move:
        return "UID MOVE";
    case Permit::Verb::Append:
        return "APPEND";
    case Permit::Verb::Create:
        return "CREATE";
    case Permit::Verb::Subscribe:
        return "SUBSCRIBE";
    case Permit::Verb::Unsubscribe:
        return "UNSUBSCRIBE";
    case Permit::Verb::Rename:
        return "RENAME";
    case Permit::Verb::Delete:
        return "DELETE";
    }
    return {};
}

QByteArray quoted(QByteArrayView text)
{
    QByteArray out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

/** A flag or attribute that no parser can stumble over. */
bool isHarmlessFlag(QByteArrayView flag)
{
    const QByteArrayView name = flag.startsWith('\\') ? flag.sliced(1) : flag;
    return !name.isEmpty() && name.size() < 200
        && std::ranges::all_of(
            name,
            [](char c) {
                return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                    || QByteArrayView("$_-.+:/!#").contains(c);
            });
}

QByteArray flagList(const QByteArrayList &flags)
{
    QByteArrayList harmless;
    for (const QByteArray &flag : flags) {
        if (isHarmlessFlag(flag) && harmless.size() < 200)
            harmless.append(flag);
    }
    return '(' + harmless.join(' ') + ')';
}

bool sameMailbox(QByteArrayView a, QByteArrayView b)
{
    return a == b || (equalsIgnoreCase(a, "INBOX") && equalsIgnoreCase(b, "INBOX"));
}

std::optional<QByteArray> normalisedList(const Response &response)
{
    const auto row = parseList(response.rest);
    // A flat name (NIL) would get a delimiter from it.
    if (!row || row->delimiter.isNull() || !kimapKeepsName(row->rawName))
        return std::nullopt;
    const QByteArray delimiter = quoted(QByteArray(1, row->delimiter.toLatin1()));
    return "* " + response.name.toByteArray().toUpper() + ' ' + flagList(row->attributes) + ' ' + delimiter + ' '
        + quoted(row->rawName);
}

std::optional<QByteArray> normalisedStatus(const Response &response, const Permit &permit)
{
    const auto row = parseStatus(response.rest);
    if (!row || !sameMailbox(row->rawName, permit.mailbox))
        return std::nullopt;
    QByteArray items = "MESSAGES " + QByteArray::number(row->data.messages) + " UNSEEN "
        + QByteArray::number(row->data.unseen) + " UIDNEXT " + QByteArray::number(row->data.uidNext.value())
        + " UIDVALIDITY " + QByteArray::number(row->data.uidValidity.value());
    if (row->data.highestModSeq.isValid())
        items += " HIGHESTMODSEQ " + QByteArray::number(row->data.highestModSeq.value());
    return "* STATUS " + quoted(permit.mailbox) + " (" + items + ')';
}

std::optional<QByteArray> normalisedSelect(const Response &response)
{
    if ((response.is("EXISTS") || response.is("RECENT")) && response.number <= kBiggestInt)
        return "* " + QByteArray::number(response.number) + ' ' + response.name.toByteArray().toUpper();
    for (const char *name : {"UIDVALIDITY", "UIDNEXT", "HIGHESTMODSEQ"}) {
        const auto number = parseNumber(response.codeArguments());
        if (response.status == Response::Status::Ok && response.hasCode(name) && number)
            return "* OK [" + QByteArray(name) + ' ' + QByteArray::number(*number) + "] ok";
    }
    return std::nullopt;
}

std::optional<QByteArray> normalisedFetch(const Response &response, const Permit &permit)
{
    const auto items = parseFetch(response.rest);
    if (!items || !items->flags || !items->uid.isValid() || !permit.uids.contains(items->uid))
        return std::nullopt;
    if (response.number > kBiggestInt || items->uid.value() > kBiggestInt)
        return std::nullopt;
    return "* " + QByteArray::number(response.number) + " FETCH (UID " + QByteArray::number(items->uid.value())
        + " FLAGS " + flagList(core::flagsToImap(*items->flags)) + ')';
}
} // namespace

bool Permit::allows(QByteArrayView command) const
{
    const QByteArrayView wanted = verbText(verb);
    if (command.size() <= wanted.size() || !equalsIgnoreCase(command.first(wanted.size()), wanted)
        || command[wanted.size()] != ' ')
        return false;
    if (verb == Verb::List || verb == Verb::Lsub)
        return true;
    // The literal of APPEND comes later and ends this line: cut its mark off, the tokenizer wants whole values.
    QByteArrayView arguments = command.sliced(wanted.size() + 1);
    if (arguments.endsWith('}'))
        arguments = arguments.first(std::max<qsizetype>(0, arguments.lastIndexOf('{')));
    Tokenizer tokens(arguments);
    const Token first = tokens.next();
    if (verb == Verb::Rename) {
        const Token second = tokens.next();
        return first.isText() && first.toByteArray() == mailbox && second.isText() && second.toByteArray() == newName;
    }
    if (verb != Verb::Store && verb != Verb::Copy && verb != Verb::Move)
        return first.isText() && first.toByteArray() == mailbox;
    const auto listed = parseUidSet(first.text);
    if (!listed || UidSet::fromList(*listed) != uids)
        return false;
    const Token second = tokens.next();
    return verb == Verb::Store || (second.isText() && second.toByteArray() == mailbox);
}

std::optional<QByteArray> normalised(const Response &response, const Permit &permit)
{
    std::optional<QByteArray> line;
    if (permit.verb == Permit::Verb::List || permit.verb == Permit::Verb::Lsub) {
        if (response.is(verbText(permit.verb)))
            line = normalisedList(response);
    } else if (permit.verb == Permit::Verb::Status && response.is("STATUS")) {
        line = normalisedStatus(response, permit);
    } else if (permit.verb == Permit::Verb::Select) {
        line = normalisedSelect(response);
    } else if (permit.verb == Permit::Verb::Store && response.is("FETCH")) {
        line = normalisedFetch(response, permit);
    }
    if (line && line->size() > kLongestLine)
        line.reset();
    return line;
}

QByteArray normalisedCode(QByteArrayView code)
{
    const QByteArrayList words = code.toByteArray().split(' ');
    const auto isSet = [](const QByteArray &text) {
        return text.size() < 4000 && parseUidSet(text).has_value();
    };
    if (words.size() == 3 && equalsIgnoreCase(words[0], "APPENDUID") && parseNumber(words[1]) && parseNumber(words[2]))
        return "[APPENDUID " + words[1] + ' ' + words[2] + "] ";
    if (words.size() == 4 && equalsIgnoreCase(words[0], "COPYUID") && parseNumber(words[1]) && isSet(words[2])
        && isSet(words[3]))
        return "[COPYUID " + words[1] + ' ' + words[2] + ' ' + words[3] + "] ";
    return {};
}

QString kimapName(const QByteArray &rawName)
{
    return QString::fromUtf8(KIMAP::decodeImapFolderName(rawName));
}

bool kimapKeepsName(const QByteArray &rawName)
{
    if (rawName.isEmpty() || rawName.size() > 4000 || !MailboxName::isExact(rawName))
        return false;
    // Its parser turns two backslashes into one; quotes take the same path; a quoted NIL is no name to it.
    if (rawName.contains('\\') || rawName.contains('"') || equalsIgnoreCase(rawName, "NIL"))
        return false;
    const QString name = kimapName(rawName);
    return MailboxName::decode(rawName) == name && KIMAP::encodeImapFolderName(name.toUtf8()) == rawName;
}

} // namespace imap
