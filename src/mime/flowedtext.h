// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mime
{

/** Undoes format=flowed (RFC 3676) in LF text: one line a paragraph, quotes with "> " for each level. `delSp`: the
 * blank at a soft line end was added and goes (languages without blanks between words). */
QString unwrapFlowed(const QString &text, bool delSp);

} // namespace mime
