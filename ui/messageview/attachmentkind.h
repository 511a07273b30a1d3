// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"

#include <QString>

namespace ui
{

/** How an attachment may be opened. By its file name, which decides what the desktop does with it, and its type. */
enum class Opening {
    Direct, ///< pictures, plain text, PDF, sound: nothing in them runs
    Ask, ///< can carry macros or scripts, or nobody knows
    Never, ///< a program, a script, a shortcut: it can only be saved
};
Opening openingOf(const core::Attachment &attachment);

/** The icon of resources/icons for its kind. */
const char *attachmentIcon(const core::Attachment &attachment);

/** A file name that is not taken in `folder`: "a.pdf", "a (2).pdf". */
QString freeName(const QString &folder, const QString &fileName);

} // namespace ui
