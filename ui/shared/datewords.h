// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

namespace ui
{

/** For a list: "14:05" today, "Yesterday", the weekday within a week, "3 Nov" this year, else the whole date. */
QString shortDate(const QDateTime &date, const QDateTime &now);
/** For a message's header: weekday, date and time, in the language of the program. */
QString longDate(const QDateTime &date);
/** "Today", "Yesterday", "Last 7 days", "November 2026": the heading of a group of rows. */
QString groupTitle(const QDate &date, const QDate &today);
/** "1.2 MB". */
QString sizeWords(qint64 bytes);

} // namespace ui
