// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "flowedtext.h"

using namespace Qt::StringLiterals;

namespace mime
{

QString unwrapFlowed(const QString &text, bool delSp)
{
    QString result;
    result.reserve(text.size());
    qsizetype openDepth = -1; // of the paragraph that goes on, -1: none
    for (QStringView line : QStringTokenizer(text, u'\n')) {
        qsizetype depth = 0;
        while (depth < line.size() && line[depth] == u'>')
            ++depth;
        line = line.sliced(depth);
        if (line.startsWith(u' '))
            line = line.sliced(1); // space-stuffing
        const bool isSignature = line == "-- "_L1;
        const bool goesOn = openDepth == depth && !isSignature;
        if (!goesOn) {
            if (openDepth >= 0)
                result += u'\n';
            for (qsizetype i = 0; i < depth; ++i)
                result += u'>';
            if (depth > 0)
                result += u' ';
        }
        const bool flows = line.endsWith(u' ') && !isSignature;
        result += flows && delSp ? line.chopped(1) : line;
        openDepth = flows ? depth : -1;
        if (!flows)
            result += u'\n';
    }
    if (!text.endsWith(u'\n') && result.endsWith(u'\n'))
        result.chop(1);
    else if (text.endsWith(u'\n') && result.endsWith("\n\n"_L1))
        result.chop(1); // the empty piece behind the last line end
    return result;
}

} // namespace mime
