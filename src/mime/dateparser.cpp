// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dateparser.h"

#include <QHash>
#include <QLocale>
#include <QTimeZone>

#include <optional>

namespace mime
{

namespace
{

constexpr qsizetype kLongestDate = 200; ///< bytes; a longer field is no date

struct Parts {
    std::optional<int> year;
    std::optional<int> month;
    std::optional<int> day;
    std::optional<QTime> time;
    std::optional<int> offset; ///< seconds east of UTC
    std::optional<bool> afternoon;
};

QByteArray withoutComments(QByteArrayView text)
{
    QByteArray result;
    int depth = 0;
    for (const char c : text) {
        depth += c == '(';
        if (depth == 0)
            result += uchar(c) < ' ' || c == ',' ? ' ' : c;
        if (c == ')' && depth > 0 && --depth == 0)
            result += ' ';
    }
    return result;
}

std::optional<int> number(QByteArrayView digits)
{
    const bool allDigits = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits.isEmpty() || digits.size() > 9 || !allDigits)
        return {};
    return digits.toInt();
}

std::optional<int> monthOf(QByteArrayView word)
{
    static constexpr const char *kMonths[]
        = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    for (int i = 0; i < 12 && word.size() >= 3; ++i) {
        if (word.first(3).compare(kMonths[i], Qt::CaseInsensitive) == 0)
            return i + 1;
    }
    return {};
}

/** RFC 5322 4.3: two and three digits. */
int fullYear(int year, qsizetype digits)
{
    if (digits <= 2)
        return year < 50 ? 2000 + year : 1900 + year;
    return digits == 3 ? 1900 + year : year;
}

/** `+0900`, `-08:00`, `+9`. */
std::optional<int> numericZone(QByteArrayView word)
{
    if (word.size() < 2 || (word.front() != '+' && word.front() != '-'))
        return {};
    QByteArray digits = word.sliced(1).toByteArray();
    digits.replace(":", "");
    const auto value = number(digits);
    if (!value)
        return {};
    if (digits.size() > 4)
        return 0;
    const int hours = digits.size() <= 2 ? *value : *value / 100;
    const int minutes = digits.size() <= 2 ? 0 : *value % 100;
    const int seconds = hours * 3600 + minutes * 60;
    if (seconds > 14 * 3600)
        return 0;
    return word.front() == '-' ? -seconds : seconds;
}

std::optional<int> namedZone(QByteArrayView word)
{
    constexpr int kHour = 3600;
    static const QHash<QByteArray, int> kZones = {
        {"UT", 0},
        {"UTC", 0},
        {"GMT", 0},
        {"Z", 0},
        {"JST", 9 * kHour},
        {"KST", 9 * kHour},
        {"EST", -5 * kHour},
        {"EDT", -4 * kHour},
        {"CST", -6 * kHour},
        {"CDT", -5 * kHour},
        {"MST", -7 * kHour},
        {"MDT", -6 * kHour},
        {"PST", -8 * kHour},
        {"PDT", -7 * kHour},
        {"WET", 0},
        {"WEST", kHour},
        {"BST", kHour},
        {"CET", kHour},
        {"MET", kHour},
        {"CEST", 2 * kHour},
        {"MEST", 2 * kHour},
        {"EET", 2 * kHour},
        {"EEST", 3 * kHour},
        {"MSK", 3 * kHour},
        {"IST", 5 * kHour + kHour / 2},
        {"HKT", 8 * kHour},
        {"SGT", 8 * kHour},
        {"AWST", 8 * kHour},
        {"AEST", 10 * kHour},
        {"AEDT", 11 * kHour},
        {"NZST", 12 * kHour},
        {"NZDT", 13 * kHour},
    };
    const QByteArray upper = word.toByteArray().toUpper();
    if (const auto it = kZones.constFind(upper); it != kZones.constEnd())
        return *it;
    if (upper.startsWith("GMT") || upper.startsWith("UTC"))
        return numericZone(word.sliced(3));
    return {};
}

std::optional<QTime> timeOf(QByteArrayView word)
{
    const QByteArrayList fields = word.toByteArray().split(':');
    if (fields.size() < 2 || fields.size() > 3)
        return {};
    const auto hours = number(fields[0]);
    const auto minutes = number(fields[1]);
    const QByteArray secondsText = fields.size() > 2 ? fields[2].first(qMin(fields[2].size(), 2)) : QByteArray("0");
    const auto seconds = number(secondsText);
    if (!hours || !minutes || !seconds)
        return {};
    const QTime time(*hours, *minutes, qMin(*seconds, 59)); // a leap second is shown as the second before
    return time.isValid() ? std::optional(time) : std::nullopt;
}

/** `2026-11-23`, `2026/11/23`, `23-Nov-2026`, `23-11-2026`. */
bool readJoinedDate(QByteArrayView word, Parts &parts)
{
    QByteArray text = word.toByteArray();
    text.replace('/', '-').replace('.', '-');
    const QByteArrayList fields = text.split('-');
    if (fields.size() != 3 || fields[0].isEmpty())
        return false;
    const bool yearFirst = fields[0].size() == 4;
    const auto year = number(fields[yearFirst ? 0 : 2]);
    const auto day = number(fields[yearFirst ? 2 : 0]);
    const auto month = monthOf(fields[1]) ? monthOf(fields[1]) : number(fields[1]);
    if (!year || !day || !month)
        return false;
    parts.year = fullYear(*year, fields[yearFirst ? 0 : 2].size());
    parts.month = month;
    parts.day = day;
    return true;
}

/** A time with a zone stuck to it: `09:30:00+0900`, `09:30Z`, `09:30:00.123-08:00`. */
bool readTime(QByteArrayView word, Parts &parts)
{
    qsizetype end = 0;
    while (end < word.size() && ((word[end] >= '0' && word[end] <= '9') || word[end] == ':' || word[end] == '.'))
        ++end;
    const auto time = timeOf(word.first(end));
    if (!time)
        return false;
    parts.time = time;
    if (const QByteArrayView zone = word.sliced(end); !zone.isEmpty())
        parts.offset = numericZone(zone) ? numericZone(zone) : namedZone(zone);
    return true;
}

void readNumber(QByteArrayView word, int value, Parts &parts)
{
    if (!parts.day && word.size() <= 2 && value >= 1 && value <= 31) {
        parts.day = value;
    } else if (!parts.year && word.size() <= 4) {
        parts.year = fullYear(value, word.size());
    }
}

void readWord(QByteArrayView word, Parts &parts)
{
    if (!parts.time && word.contains(':') && readTime(word, parts))
        return;
    if (const auto value = number(word)) {
        readNumber(word, *value, parts);
    } else if (!parts.month && monthOf(word) && !word.contains('-')) {
        parts.month = monthOf(word);
    } else if (!parts.day && (word.count('-') == 2 || word.count('/') == 2 || word.count('.') == 2)
        && readJoinedDate(word, parts)) {
        return;
    } else if (word.compare("pm", Qt::CaseInsensitive) == 0 || word.compare("am", Qt::CaseInsensitive) == 0) {
        parts.afternoon = (word.front() | 0x20) == 'p';
    } else if (!parts.offset && parts.time) {
        parts.offset = numericZone(word) ? numericZone(word) : namedZone(word);
    }
}

/** `2026-11-23T09:30:00Z` as two words; other words as they are. */
QByteArray withIsoSeparated(QByteArray text)
{
    const QByteArray trimmed = text.trimmed();
    if (trimmed.size() > 10 && trimmed[4] == '-' && trimmed[7] == '-' && (trimmed[10] == 'T' || trimmed[10] == 't'))
        return trimmed.first(10) + ' ' + trimmed.sliced(11);
    return text;
}

} // namespace

QDateTime parseDate(QByteArrayView text)
{
    if (text.size() > kLongestDate)
        return {};
    Parts parts;
    const QByteArray clean = withIsoSeparated(withoutComments(text));
    for (const QByteArray &word : clean.split(' ')) {
        if (!word.isEmpty())
            readWord(word, parts);
    }
    if (!parts.year || !parts.month || !parts.day)
        return {};
    const QDate date(*parts.year, *parts.month, *parts.day);
    QTime time = parts.time.value_or(QTime(0, 0));
    if (parts.afternoon && *parts.afternoon != (time.hour() >= 12) && (*parts.afternoon || time.hour() == 12))
        time = QTime((time.hour() + 12) % 24, time.minute(), time.second());
    if (!date.isValid())
        return {};
    const int offset = parts.offset.value_or(0);
    return QDateTime(date, time, offset == 0 ? QTimeZone(QTimeZone::UTC) : QTimeZone::fromSecondsAheadOfUtc(offset));
}

QByteArray formatDate(const QDateTime &date)
{
    const int minutes = date.offsetFromUtc() / 60;
    const QString stamp = QLocale::c().toString(date.date(), QStringLiteral("ddd, d MMM yyyy "))
        + date.time().toString(QStringLiteral("HH:mm:ss"));
    const int amount = qAbs(minutes) / 60 * 100 + qAbs(minutes) % 60;
    return stamp.toLatin1() + (minutes < 0 ? " -" : " +") + QByteArray::number(amount).rightJustified(4, '0');
}

} // namespace mime
