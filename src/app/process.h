// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace app
{

/** Passwords are in our memory: a crash leaves no image of it on the disk. Call first in main(). */
void forbidDumps();

/**
 * What threads have freed goes back to the system instead of waiting in an arena of each. The engine hands every batch
 * of summaries from one thread to the other, and holds a third less with this. Call before the first thread.
 */
void keepHeapSmall();

} // namespace app
