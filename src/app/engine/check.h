// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QCoreApplication;

namespace app
{

/**
 * `--check`: prints as one JSON object what this program needs and has ("sqlite", "tls", "qca", "sasl": true when all
 * is there), its "version", and in "keyring" why the keyring cannot be used, empty when it can. For hikyakuctl doctor.
 */
int checkInstallation(QCoreApplication &application);

} // namespace app
