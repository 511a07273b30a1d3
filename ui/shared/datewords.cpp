// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "datewords.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
/** Formats come from the translation, for the program's language need not be the system's. */
class DateText
{
    Q_DECLARE_TR_FUNCTIONS(ui::DateWords)

public:
    static QLocale locale()
    {
        //: The locale that writes dates in this language, e.g. ja_JP
        return QLocale(tr("en_GB"));
    }
    static QString yesterday() { return tr("Yesterday"); }
    static QString shortDate(const QDate &date, const QDate &today);
    static QString longDate(const QDateTime &date);
    static QString group(const QDate &date, const QDate &today);
};

QString DateText::shortDate(const QDate &date, const QDate &today)
{
    const qint64 days = date.daysTo(today);
    if (days == 1)
        return yesterday();
    if (days > 1 && days < 7)
        //: A Qt date format: a weekday of the last week, alone
        return locale().toString(date, tr("dddd"));
    if (date.year() == today.year())
        //: A Qt date format: day and month of this year
        return locale().toString(date, tr("d MMM"));
    //: A Qt date format: a day of another year, short
    return locale().toString(date, tr("d MMM yyyy"));
}

QString DateText::longDate(const QDateTime &date)
{
    if (!date.isValid())
        return tr("no date");
    //: A Qt date format: weekday, day and time, in full
    return locale().toString(date, tr("dddd, d MMMM yyyy, H:mm"));
}

QString DateText::group(const QDate &date, const QDate &today)
{
    const qint64 days = date.daysTo(today);
    if (days == 0)
        return tr("Today");
    if (days == 1)
        return yesterday();
    if (days > 1 && days < 7)
        return tr("Last 7 days");
    //: A Qt date format: a month of a year
    return locale().toString(date, tr("MMMM yyyy"));
}

} // namespace

QString shortDate(const QDateTime &date, const QDateTime &now)
{
    if (!date.isValid())
        return {};
    return date.date() == now.date() ? DateText::locale().toString(date.time(), u"H:mm"_s)
                                     : DateText::shortDate(date.date(), now.date());
}

QString longDate(const QDateTime &date)
{
    return DateText::longDate(date);
}

QString groupTitle(const QDate &date, const QDate &today)
{
    return DateText::group(date, today);
}

QString sizeWords(qint64 bytes)
{
    return DateText::locale().formattedDataSize(bytes, bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

} // namespace ui
