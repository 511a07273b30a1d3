// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>

namespace store
{

/** zstd, level 3. */
QByteArray compressed(const QByteArray &bytes);
/** Nothing when the bytes are damaged or would unpack to more than `limit`. */
std::optional<QByteArray> decompressed(const QByteArray &bytes, qsizetype limit = qsizetype(512) << 20);

} // namespace store
