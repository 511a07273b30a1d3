// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "avatar.h"

#include "theme.h"

#include <QPainter>
#include <QStringList>
#include <QTextBoundaryFinder>

namespace ui
{

namespace
{

QString firstLetter(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? word.first(end) : QString();
}

bool isLetterLike(const QString &letter)
{
    return !letter.isEmpty() && (letter.at(0).isLetterOrNumber() || letter.at(0).isSurrogate());
}

bool isCjk(const QString &letter)
{
    switch (letter.isEmpty() ? QChar::Script_Unknown : letter.at(0).script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
        return true;
    default:
        return false;
    }
}

} // namespace

QString initials(const QString &name, const QString &address)
{
    QString wanted;
    const QStringList words
        = (name.isEmpty() ? address.section(QLatin1Char('@'), 0, 0) : name).simplified().split(QLatin1Char(' '));
    for (const QString &word : words) {
        const QString letter = firstLetter(word);
        if (!isLetterLike(letter))
            continue;
        if (isCjk(letter)) // 山田 太郎 is 山: two such characters would be too small
            return wanted.isEmpty() ? letter : wanted;
        wanted += letter.toUpper();
        if (wanted.size() >= 2)
            break;
    }
    return wanted;
}

void paintAvatar(QPainter &painter, const QRectF &rect, const QString &name, const QString &address)
{
    uint hash = 5381; // not qHash, whose seed changes with each start
    for (const QChar c : address.toLower())
        hash = hash * 33 + c.unicode();
    const bool isDark = Theme::current().isDark;
    const QColor ground = QColor::fromHsl(int(hash % 360), isDark ? 70 : 85, isDark ? 85 : 205);
    const QColor ink = QColor::fromHsl(int(hash % 360), isDark ? 120 : 110, isDark ? 205 : 75);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawEllipse(rect);
    const QString letters = initials(name, address);
    QFont font = uiFont(0, QFont::DemiBold);
    font.setPixelSize(int(rect.height() * (letters.size() > 1 ? 0.38 : 0.44)));
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter, letters.isEmpty() ? QStringLiteral("?") : letters);
    painter.restore();
}

} // namespace ui
