// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace net
{

/** Starts QCA. Call once from main() before the first connection; lasts until the program ends. */
void initialize();

/** QCA has the digests that signing in needs; false: its plug-ins are not installed. After initialize(). */
bool hasDigests();

} // namespace net
