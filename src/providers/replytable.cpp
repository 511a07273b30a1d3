// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "replytable.h"

#include "table.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace providers
{

namespace
{
struct Named {
    QLatin1StringView name;
    Cause cause;
};
constexpr std::array kCauses{Named{{}, Cause::Unknown}, Named{"wrong-password"_L1, Cause::WrongPassword},
    Named{"app-password-wanted"_L1, Cause::AppPasswordWanted}, Named{"password-expired"_L1, Cause::PasswordExpired},
    Named{"wrong-user-name"_L1, Cause::WrongUserName}, Named{"password-or-access"_L1, Cause::PasswordOrAccess},
    Named{"account-locked"_L1, Cause::AccountLocked}, Named{"too-many-tries"_L1, Cause::TooManyTries},
    Named{"access-switched-off"_L1, Cause::AccessSwitchedOff},
    Named{"sending-switched-off"_L1, Cause::SendingSwitchedOff},
    Named{"browser-check-wanted"_L1, Cause::BrowserCheckWanted},
    Named{"browser-sign-in-only"_L1, Cause::BrowserSignInOnly}, Named{"not-permitted"_L1, Cause::NotPermitted},
    Named{"ask-administrator"_L1, Cause::AskAdministrator}, Named{"too-many-connections"_L1, Cause::TooManyConnections},
    Named{"unavailable"_L1, Cause::Unavailable}, Named{"encryption-wanted"_L1, Cause::EncryptionWanted},
    Named{"mechanism-missing"_L1, Cause::MechanismMissing}, Named{"port-blocked"_L1, Cause::PortBlocked},
    Named{"no-server-answers"_L1, Cause::NoServerAnswers}, Named{"tls-too-old"_L1, Cause::TlsTooOld},
    Named{"not-tls"_L1, Cause::NotTls}, Named{"clock-wrong"_L1, Cause::ClockWrong},
    Named{"only-pop3"_L1, Cause::OnlyPop3}, Named{"not-for-mail-programs"_L1, Cause::NotForMailPrograms},
    Named{"no-server-found"_L1, Cause::NoServerFound}, Named{"user-name-missing"_L1, Cause::UserNameMissing},
    Named{"client-certificate-wanted"_L1, Cause::CertificateWanted}};
static_assert(kCauses.size() == size_t(Cause::CertificateWanted) + 1);
constexpr Cause kLastSaid = Cause::MechanismMissing; ///< the last that a reply can say

/** Nothing of a reply matches across it: a control character, or a name that was taken out. */
constexpr QChar kGap(0xfffc);

/** Letters without case, blanks as one; what is in quotes or angle brackets is somebody's name or an address. */
QString wordsOf(QStringView text, const QStringList &names, bool keepQuoted)
{
    QString words;
    QChar closing;
    for (const QChar c : text) {
        if (!closing.isNull()) {
            closing = c == closing ? QChar() : closing;
            continue;
        }
        if (!keepQuoted && (c == u'"' || c == u'<')) {
            closing = c == u'<' ? QChar(u'>') : c;
            words += kGap;
        } else if (c == u' ' || c == u'\t') {
            words += words.endsWith(u' ') ? QString() : QString(u' ');
        } else {
            words += c.category() == QChar::Other_Control ? kGap : c;
        }
    }
    words = words.toCaseFolded();
    for (const QString &name : names) {
        if (name.size() > 2)
            words.replace(name.toCaseFolded(), QString(kGap));
    }
    return words;
}

bool isPartOfWord(QChar c)
{
    return c.unicode() < 0x80 && (c.isLetterOrNumber() || u"_-@+"_s.contains(c));
}

/** `text` begins and ends where words do; a point between letters is inside one ("locked.account@"). */
bool standsIn(const QString &words, const QString &text, bool anywhere)
{
    for (qsizetype at = words.indexOf(text); at >= 0; at = words.indexOf(text, at + 1)) {
        const auto charAt = [&](qsizetype i) {
            return i >= 0 && i < words.size() ? words[i] : QChar(u' ');
        };
        const auto joins = [&](qsizetype i, int step) {
            return isPartOfWord(charAt(i)) || (charAt(i) == u'.' && isPartOfWord(charAt(i + step)));
        };
        const bool before = isPartOfWord(text.front()) && joins(at - 1, -1);
        const bool after = isPartOfWord(text.back()) && joins(at + text.size(), 1);
        if (anywhere || (!before && !after))
            return true;
    }
    return false;
}

/** A reply taken apart once for all rows. */
struct Reply {
    Reply(const QByteArray &serverText, const QStringList &names)
    {
        const QString text = QString::fromUtf8(serverText.first(std::min(serverText.size(), 4 * kMost))).left(kMost);
        const auto isDigit = [&](qsizetype i) {
            return text.size() > i && text[i] >= u'0' && text[i] <= u'9';
        };
        QStringView rest = text;
        if (isDigit(0) && isDigit(1) && isDigit(2) && (text.size() == 3 || text[3] == u' ')) {
            status = rest.first(3).toInt();
            rest = rest.sliced(std::min<qsizetype>(4, rest.size()));
            const QStringView word = rest.first(std::max<qsizetype>(0, rest.indexOf(u' ')));
            enhanced = word.count(u'.') == 2 ? word.toString() : QString();
        } else {
            if (rest.startsWith(u"-ERR "))
                rest = rest.sliced(5);
            const qsizetype end = rest.startsWith(u'[') ? rest.indexOf(u']') : -1;
            if (end > 0) {
                code = rest.sliced(1, end - 1).toString().section(u' ', 0, 0).toUpper();
                rest = rest.sliced(end + 1);
            }
        }
        words = wordsOf(rest, names, false);
        all = wordsOf(rest, names, true);
    }

    bool isOf(const QList<ReplyRow::Protocol> &protocols) const
    {
        using enum ReplyRow::Protocol;
        return status ? protocols.contains(Smtp) : protocols.contains(Imap) || protocols.contains(Pop3);
    }

    bool fits(const ReplyRow &row) const
    {
        if (!isOf(row.protocols) || (row.status && row.status != status)
            || (!row.enhanced.isEmpty() && row.enhanced != enhanced) || (!row.code.isEmpty() && row.code != code))
            return false;
        return row.texts.isEmpty() || std::ranges::any_of(row.texts, [&](const QString &text) {
            return standsIn(row.anywhere ? all : words, text.toCaseFolded(), row.anywhere);
        });
    }

    static constexpr qsizetype kMost = ReplyTable::kMostLooked;
    QString words, all, code, enhanced;
    int status = 0;
};

/** Reads one row and remembers the first thing that is wrong with it. */
class RowReader : public TableRow
{
public:
    using TableRow::TableRow;

    Result<ReplyRow> read()
    {
        ReplyRow row;
        row.id = text("id"_L1);
        const QString means = text("means"_L1);
        const auto cause = std::ranges::find(kCauses, means, &Named::name);
        require(cause != kCauses.end() && !means.isEmpty() && cause->cause <= kLastSaid, u"means"_s);
        row.cause = cause != kCauses.end() ? cause->cause : Cause::Unknown;
        for (const QString &name : strings("protocols"_L1)) {
            const qsizetype index = QStringList{u"imap"_s, u"pop3"_s, u"smtp"_s}.indexOf(name);
            require(index >= 0, u"protocols"_s);
            row.protocols.append(ReplyRow::Protocol(std::max<qsizetype>(0, index)));
        }
        row.code = text("code"_L1);
        row.status = json()["status"_L1].toInt();
        row.enhanced = text("enhanced"_L1);
        row.texts = strings("texts"_L1);
        row.anywhere = json()["anywhere"_L1].toBool();
        row.reply = text("reply"_L1);
        row.source = text("source"_L1);
        row.date = text("date"_L1);
        check(row);
        return ended(row.id, row);
    }

private:
    void check(const ReplyRow &row)
    {
        onlyKeys({u"id"_s, u"means"_s, u"protocols"_s, u"code"_s, u"status"_s, u"enhanced"_s, u"texts"_s, u"anywhere"_s,
            u"reply"_s, u"source"_s, u"date"_s});
        require(!row.id.isEmpty(), u"id"_s);
        require(!row.protocols.isEmpty(), u"protocols"_s);
        require(row.code == row.code.toUpper() && row.code.size() < 40, u"code"_s);
        require(row.status == 0 || (row.status >= 400 && row.status <= 599), u"status"_s);
        require(row.enhanced.isEmpty() || row.enhanced.count(u'.') == 2, u"enhanced"_s);
        require(!row.code.isEmpty() || row.status || !row.texts.isEmpty(), u"texts"_s);
        require(row.texts.size() <= 12, u"texts"_s);
        for (const QString &text : row.texts) {
            const bool isPlain = std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
            require(text == text.simplified() && text.size() >= (isPlain ? 8 : 5) && text.size() <= 100, u"texts"_s);
            require(!row.anywhere || (!text.contains(u' ') && text.size() >= 12), u"anywhere"_s);
        }
        // What nobody quotes is marked as such, and nothing else is.
        const bool isInvented = row.id.startsWith("reconstructed-"_L1);
        require(isInvented == row.source.isEmpty(), u"source"_s);
        require(isInvented == row.date.isEmpty() && (isInvented || QDate::fromString(row.date, Qt::ISODate).isValid()),
            u"date"_s);
        require(Reply(ReplyTable::asServerText(row.reply), {}).fits(row), u"reply"_s);
    }
};
} // namespace

QString causeName(Cause cause)
{
    return kCauses[size_t(cause)].name;
}

QByteArray ReplyTable::asServerText(const QString &reply)
{
    return (reply.startsWith("NO "_L1) ? reply.sliced(3) : reply).toUtf8();
}

const ReplyTable &ReplyTable::builtIn()
{
    static const ReplyTable table = [] {
        const auto parsed = builtInTable(u"replies.json"_s).and_then(parse);
        Q_ASSERT(parsed); // a test reads it
        return parsed.value_or(ReplyTable());
    }();
    return table;
}

Result<ReplyTable> ReplyTable::parse(const QByteArray &json)
{
    const Result<QJsonArray> rows = tableRows(json, u"replies"_s);
    if (!rows)
        return std::unexpected(rows.error());
    ReplyTable table;
    for (const QJsonValue &value : *rows) {
        auto row = RowReader(value.toObject()).read();
        if (!row)
            return std::unexpected(row.error());
        if (std::ranges::contains(table.m_rows, row->id, &ReplyRow::id))
            return core::failure(Errc::InvalidInput, row->id, "id");
        table.m_rows.append(*std::move(row));
    }
    return table;
}

const ReplyRow *ReplyTable::find(const QByteArray &serverText, const QStringList &names) const
{
    if (serverText.isEmpty())
        return nullptr;
    const Reply reply(serverText, names);
    const auto found = std::ranges::find_if(m_rows, [&](const ReplyRow &row) { return reply.fits(row); });
    return found != m_rows.end() ? &*found : nullptr;
}

} // namespace providers
