// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "compression.h"

#include <zstd.h>

namespace store
{

QByteArray compressed(const QByteArray &bytes)
{
    QByteArray out(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compress(out.data(), size_t(out.size()), bytes.constData(), size_t(bytes.size()), 3);
    Q_ASSERT(!ZSTD_isError(size)); // the buffer is as large as it can need
    out.truncate(qsizetype(size));
    out.squeeze();
    return out;
}

std::optional<QByteArray> decompressed(const QByteArray &bytes, qsizetype limit)
{
    const auto size = ZSTD_getFrameContentSize(bytes.constData(), size_t(bytes.size()));
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > quint64(limit))
        return std::nullopt;
    QByteArray out(qsizetype(size), Qt::Uninitialized);
    const size_t got = ZSTD_decompress(out.data(), size_t(out.size()), bytes.constData(), size_t(bytes.size()));
    if (ZSTD_isError(got) || got != size)
        return std::nullopt;
    return out;
}

} // namespace store
