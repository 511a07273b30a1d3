// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QDateTime>

namespace mime
{

/**
 * A Date field (RFC 5322 3.3 with obsolete forms; also ISO 8601, asctime, 2026/11/23, names of zones like JST) with its
 * own offset from UTC; an unknown or missing zone is UTC. Invalid when it is no date.
 */
QDateTime parseDate(QByteArrayView text);

/** RFC 5322 3.3 form, with the date's own offset. */
QByteArray formatDate(const QDateTime &date);

} // namespace mime
