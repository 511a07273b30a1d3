// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "reply.h"

#include <QCryptographicHash>

using core::Errc;

namespace pop3
{

namespace
{
constexpr qsizetype kLongestCode = 100;
constexpr qsizetype kLongestTimestamp = 250;

/** `[CODE] words`: RFC 2449 8, resp-code. */
void takeCode(Reply &reply)
{
    const qsizetype end = reply.text.startsWith('[') ? reply.text.indexOf(']') : -1;
    if (end < 2 || end > kLongestCode)
        return;
    const QByteArray code = reply.text.sliced(1, end - 1);
    if (std::ranges::any_of(code, [](char c) { return c <= ' ' || c > '~'; }))
        return;
    reply.code = code.toUpper();
    reply.text = reply.text.sliced(end + 1).trimmed();
}

bool isAtomText(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("!#$%&'*+-/=?^_`{|}~").contains(c);
}

/** RFC 5322 3.2.3 */
bool isDotAtom(QByteArrayView text)
{
    bool afterDot = true; // and at the start
    for (const char c : text) {
        if (c == '.' ? afterDot : !isAtomText(c))
            return false;
        afterDot = c == '.';
    }
    return !afterDot;
}

/** RFC 5322 3.6.4: no-fold-literal */
bool isLiteral(QByteArrayView text)
{
    if (text.size() < 3 || !text.startsWith('[') || !text.endsWith(']'))
        return false;
    return std::ranges::all_of(
        text.sliced(1).chopped(1), [](char c) { return c > ' ' && c <= '~' && c != '[' && c != ']' && c != '\\'; });
}

bool startsWithWord(const QByteArray &line, QByteArrayView word)
{
    if (line.size() < word.size() || qstrnicmp(line.constData(), word.data(), size_t(word.size())) != 0)
        return false;
    return line.size() == word.size() || line[word.size()] == ' ';
}
} // namespace

std::optional<Reply> parseReply(const QByteArray &line)
{
    if (line.size() > kReplyLimit)
        return std::nullopt;
    Reply reply;
    qsizetype words = 0;
    if (startsWithWord(line, "+OK")) {
        reply.kind = Reply::Kind::Ok;
        words = 3;
    } else if (startsWithWord(line, "-ERR")) {
        reply.kind = Reply::Kind::Err;
        words = 4;
    } else if (startsWithWord(line, "+")) {
        reply.kind = Reply::Kind::Challenge;
        words = 1;
    } else {
        return std::nullopt;
    }
    reply.text = line.sliced(words).trimmed();
    reply.line = line.first(std::min(line.size(), Reply::kMostShown));
    if (reply.kind != Reply::Kind::Challenge)
        takeCode(reply);
    return reply;
}

core::Error errorOf(const Reply &reply, Step step, const QString &context, bool tellsAuth)
{
    static constexpr const char *kPassing[] = {"IN-USE", "LOGIN-DELAY", "SYS/TEMP"};
    // Levels behind the known ones only tell more (RFC 2449 8).
    const auto is = [&](QByteArrayView code) {
        return reply.code == code || (reply.code.startsWith(code) && reply.code[code.size()] == '/');
    };
    const bool passing = std::ranges::any_of(kPassing, is);
    Errc code = Errc::ServerRefused;
    if (passing)
        code = step == Step::SignIn ? Errc::AuthenticationUnavailable : Errc::ServerBusy;
    else if (is("AUTH"))
        code = Errc::AuthenticationFailed;
    else if (is("SYS"))
        code = Errc::ServerRefused; // somebody has to do something about it (RFC 3206 4)
    else if (step == Step::SignIn && !tellsAuth)
        code = Errc::AuthenticationFailed;
    else if (step == Step::Greeting)
        code = Errc::ServerBusy;
    return {code, context, reply.line};
}

QByteArray apopTimestamp(const QByteArray &greeting)
{
    const qsizetype begin = greeting.indexOf('<');
    const qsizetype end = greeting.indexOf('>');
    if (begin < 0 || end < begin || end - begin >= kLongestTimestamp || greeting.lastIndexOf('<') != begin
        || greeting.lastIndexOf('>') != end)
        return {};
    const QByteArrayView inside = QByteArrayView(greeting).sliced(begin + 1, end - begin - 1);
    const qsizetype at = inside.indexOf('@');
    if (at < 0 || !isDotAtom(inside.first(at)))
        return {};
    const QByteArrayView right = inside.sliced(at + 1);
    return isDotAtom(right) || isLiteral(right) ? greeting.sliced(begin, end - begin + 1) : QByteArray();
}

QByteArray apopDigest(const QByteArray &timestamp, const QByteArray &password)
{
    QCryptographicHash hash(QCryptographicHash::Md5);
    hash.addData(timestamp);
    hash.addData(password);
    return hash.result().toHex();
}

} // namespace pop3
