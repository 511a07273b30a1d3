// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"

namespace mime
{

struct EnvelopeFields;

/** Adds a warning once. */
void warn(core::Document &document, const QString &code, const QString &text);

/** "from-spoof" when the author is hidden, several or none, or the display name claims another address. Precise rather
 * than complete: list mail ("taro@example.jp via list") is no spoof. */
void warnAboutAuthor(core::Document &document, const EnvelopeFields &fields);

} // namespace mime
