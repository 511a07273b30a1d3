// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filename.h"

#include "plaintext.h"

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

constexpr qsizetype kLimit = 255; ///< bytes; of ext4, NTFS counts units and allows more
constexpr qsizetype kLongestExtension = 40; ///< bytes; what is longer is no extension

QString cutToBytes(QString text, qsizetype bytes)
{
    while (!text.isEmpty() && text.toUtf8().size() > bytes)
        text = shortened(text, text.size() - 1 - qMax(0, (text.toUtf8().size() - bytes) / 4 - 1));
    return text;
}

} // namespace

QString safeFileName(const QString &name)
{
    QString result = oneLine(shortened(name, 4 * kLimit + qMin<qsizetype>(name.size(), 4096)));
    const qsizetype slash = qMax(result.lastIndexOf(u'/'), result.lastIndexOf(u'\\'));
    result = result.mid(slash + 1);
    for (QChar &c : result) {
        if (u"<>:\"|?*"_s.contains(c))
            c = u'_';
    }
    while (result.startsWith(u'.') || result.startsWith(u' '))
        result.remove(0, 1);
    while (result.endsWith(u'.') || result.endsWith(u' '))
        result.chop(1);
    if (result.toUtf8().size() <= kLimit)
        return result;
    const qsizetype dot = result.lastIndexOf(u'.');
    QString extension = dot > 0 ? result.mid(dot) : QString();
    if (extension.toUtf8().size() > kLongestExtension)
        extension.clear();
    return cutToBytes(result.chopped(extension.size()), kLimit - extension.toUtf8().size()) + extension;
}

} // namespace mime
