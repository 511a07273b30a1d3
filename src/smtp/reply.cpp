// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "reply.h"

using core::Errc;

namespace smtp
{

QByteArray Reply::text() const
{
    return QByteArray::number(code) + ' ' + lines.join(' ');
}

core::Result<std::optional<Reply>> ReplyParser::feed(const QByteArray &line)
{
    const auto digit = [&](qsizetype i, char low, char high) {
        return line.size() > i && line[i] >= low && line[i] <= high;
    };
    const bool wellFormed = line.size() <= kLineLimit && digit(0, '2', '5') && digit(1, '0', '9') && digit(2, '0', '9')
        && (line.size() == 3 || line[3] == ' ' || line[3] == '-');
    const int code = wellFormed ? line.first(3).toInt() : 0;
    if (!wellFormed || (m_reply.code != 0 && code != m_reply.code) || m_reply.lines.size() >= kLines)
        return core::failure(
            Errc::ProtocolViolation, QStringLiteral("SMTP reply"), line.first(std::min<qsizetype>(line.size(), 200)));
    m_reply.code = code;
    m_reply.lines.append(line.mid(4));
    if (line.size() > 3 && line[3] == '-')
        return std::nullopt;
    return std::exchange(m_reply, {});
}

Extensions Extensions::fromEhlo(const Reply &reply)
{
    Extensions extensions;
    for (const QByteArray &line : reply.lines.mid(1)) {
        const qsizetype space = line.indexOf(' ');
        extensions.m_keywords.insert(
            line.first(space < 0 ? line.size() : space).toUpper(), space < 0 ? QByteArray() : line.mid(space + 1));
    }
    return extensions;
}

QByteArrayList Extensions::mechanisms() const
{
    QByteArrayList list = m_keywords.value("AUTH").simplified().toUpper().split(' ');
    list.removeAll(QByteArray());
    return list;
}

qint64 Extensions::sizeLimit() const
{
    return std::max<qint64>(0, m_keywords.value("SIZE").trimmed().toLongLong());
}

namespace
{
/** RFC 4954 6: only some refusals say anything about the password. */
Errc authenticationCode(int code)
{
    if (code < 500)
        return Errc::AuthenticationUnavailable;
    if (code == 504 || code == 534 || code == 538) // mechanism unknown, too weak, not without encryption
        return Errc::NoCommonMechanism;
    return code <= 503 ? Errc::ServerRefused : Errc::AuthenticationFailed;
}

/** Postfix refuses a sender only when a recipient is named: RFC 3463 3.2, X.1.7 and X.1.8, or its own words. */
bool isAboutTheSender(const QByteArray &enhanced, const QByteArray &text)
{
    return enhanced == "5.1.7" || enhanced == "5.1.8" || text.contains("Sender address rejected");
}
} // namespace

core::Error errorOf(const Reply &reply, const QByteArray &step, const QString &context)
{
    const bool temporary = reply.code < 500;
    const QByteArray enhanced = reply.lines.value(0).split(' ').value(0); // RFC 3463
    Errc code = temporary ? Errc::ServerBusy : Errc::ServerRefused;
    if (step == "AUTH")
        code = authenticationCode(reply.code);
    else if (!temporary && (reply.code == 552 || enhanced == "5.3.4"))
        code = Errc::MessageTooLarge;
    else if (!temporary && step == "RCPT")
        code = isAboutTheSender(enhanced, reply.text()) ? Errc::SenderRefused : Errc::RecipientRefused;
    else if (!temporary && step == "MAIL")
        code = Errc::SenderRefused;
    return {code, context, reply.text()};
}

} // namespace smtp
