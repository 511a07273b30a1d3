// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QStringList>

namespace mime
{

constexpr qsizetype kReferencesLimit = 100;

/** The msg-ids of a raw value (RFC 5322 3.6.4) without brackets, in order; at most the last kReferencesLimit. Bare
 * words with an @ count where there is no bracket at all. */
QStringList parseMessageIds(QByteArrayView value);

} // namespace mime
