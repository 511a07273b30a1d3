// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace app
{

/** Passwords are in our memory: a crash leaves no image of it on the disk. Call first in main(). */
void forbidDumps();

} // namespace app
