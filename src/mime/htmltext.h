// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mime
{

/** HTML as text, and what it would fetch. */
struct HtmlText {
    QString text; ///< LF line ends, no trailing blanks
    int remoteReferences = 0; ///< URLs the HTML would load from the network when shown (images, styles, frames, media)
};

/**
 * The readable text of an HTML document: blocks as lines, lists with marks, quotes with "> ", links with their target
 * behind them when it differs from their text, pictures as their alternative text. Scripts, styles and what is styled
 * away are left out. Markup nested beyond any sense, or larger than 2 MB, is read by its tags alone.
 */
HtmlText htmlToText(const QString &html);

} // namespace mime
