// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messageids.h"

#include "headerscan.h"
#include "plaintext.h"

namespace mime
{

namespace
{

constexpr qsizetype kLongestId = 998; ///< RFC 5322 2.1.1: a line

void append(QStringList &ids, QByteArrayView text)
{
    QByteArray clean = text.toByteArray();
    clean.removeIf([](char c) { return uchar(c) <= ' ' || c == 0x7F; });
    if (clean.isEmpty() || clean.size() > kLongestId)
        return;
    ids.append(oneLine(QString::fromUtf8(clean)));
}

} // namespace

QStringList parseMessageIds(QByteArrayView value)
{
    QStringList ids;
    const QByteArray text = unfolded(value);
    qsizetype at = text.indexOf('<');
    const bool hasBrackets = at >= 0;
    while (at >= 0) {
        const qsizetype end = text.indexOf('>', at);
        const qsizetype again = text.indexOf('<', at + 1);
        if (end < 0 || (again >= 0 && again < end)) {
            if (end < 0 && again < 0)
                append(ids, QByteArrayView(text).sliced(at + 1));
        } else {
            append(ids, QByteArrayView(text).sliced(at + 1, end - at - 1));
        }
        at = again;
    }
    if (!hasBrackets) {
        for (const QByteArray &word : text.simplified().split(' ')) {
            if (word.contains('@'))
                append(ids, word);
        }
    }
    if (ids.size() > kReferencesLimit)
        ids.remove(0, ids.size() - kReferencesLimit);
    return ids;
}

} // namespace mime
