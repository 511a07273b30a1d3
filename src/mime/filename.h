// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mime
{

/**
 * A name that is safe as a file name on every system we know: the last path component (of / and \), one line, no
 * control or bidirectional characters, none of <>:"|?*, no leading dots or trailing dots and blanks, at most 255 bytes
 * of UTF-8 with the extension kept. Empty when nothing is left.
 */
QString safeFileName(const QString &name);

} // namespace mime
