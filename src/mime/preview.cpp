// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "document.h"
#include "plaintext.h"

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

constexpr qsizetype kLookAhead = 20000; ///< UTF-16 units of the text that a preview may come from

bool isQuote(QStringView line)
{
    return line.startsWith(u'>');
}

/** The line that introduces a quote ("On … wrote:", 「…さんは書きました：」), or an older client's separator. */
bool introducesQuote(QStringView line, QStringView next)
{
    return (line.endsWith(u':') || line.endsWith(u'：')) && isQuote(next);
}

bool isSeparator(QStringView line)
{
    return line.startsWith("-----Original Message"_L1) || line.startsWith(u"----- Original Message")
        || line.startsWith(u"-----元のメッセージ") || line == "________________________________"_L1;
}

} // namespace

QString previewText(const core::Document &document, int characters)
{
    const QString text = shortened(document.text, kLookAhead);
    const QList<QStringView> lines = QStringView(text).split(u'\n');
    QStringList words;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringView line = lines[i].trimmed();
        if (lines[i] == "-- "_L1 || lines[i] == "--"_L1 || isSeparator(line))
            break;
        qsizetype next = i + 1;
        while (next < lines.size() && next < i + 3 && lines[next].trimmed().isEmpty())
            ++next;
        const QStringView after = next < lines.size() ? lines[next] : QStringView();
        if (line.isEmpty() || isQuote(line) || introducesQuote(line, after))
            continue;
        words.append(line.toString());
        if (words.size() > characters)
            break;
    }
    const QString whole = words.isEmpty() ? text : words.join(u' ');
    return shortened(oneLine(whole).simplified(), characters);
}

} // namespace mime
