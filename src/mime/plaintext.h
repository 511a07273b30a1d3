// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mime
{

/**
 * Text of a stranger for a place of one line: control characters, bidirectional controls, invisible format characters
 * and unpaired surrogates are gone, line ends and tabs are blanks, no blanks at the ends. Joiners and variation
 * selectors stay, emoji and Indic scripts need them.
 */
QString oneLine(QStringView text);

/** True when oneLine() drops something that can make text look like other text. */
bool hasDeceptiveCharacters(QStringView text);

/** Text of a body: line ends are LF, no NUL and no other control character but tab and LF. */
QString bodyText(QString text);

/** At most `length` UTF-16 units, never half a surrogate pair. */
QString shortened(const QString &text, qsizetype length);

} // namespace mime
