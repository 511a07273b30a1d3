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
    qsizetype open = -1; // the innermost bracket that waits for its end
    bool hasBrackets = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '<') {
            open = i;
            hasBrackets = true;
        } else if (text[i] == '>' && open >= 0) {
            append(ids, QByteArrayView(text).sliced(open + 1, i - open - 1));
            open = -1;
        }
    }
    if (open >= 0 && ids.isEmpty())
        append(ids, QByteArrayView(text).sliced(open + 1));
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
