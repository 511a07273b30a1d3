// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace imap
{

/**
 * What KIMAP needs from a program before any thread uses it: SASL library, message catalogue domain, no quitting with
 * the last job, no log of mail contents. Call once from main() after the application object exists; more calls do
 * nothing.
 */
void initialize();

/** The SASL library has a mechanism that any server takes; false: its modules are not installed. After initialize(). */
bool hasMechanisms();

} // namespace imap
