// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QStandardPaths>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QWidget>

using namespace Qt::StringLiterals;

static void loadResources()
{
    Q_INIT_RESOURCE(ui); // a static library's resources are linked in only when asked for
}

namespace ui
{

namespace
{

Theme lightTheme()
{
    return {.isDark = false,
        .window = 0xf4f3f0,
        .base = 0xffffff,
        .raised = 0xffffff,
        .text = 0x1f1e1c,
        .secondary = 0x6a6761,
        .hairline = 0xe1ded8,
        .accent = 0x2a5f9e,
        .onAccent = 0xffffff,
        .accentSoft = 0xdde8f5,
        .hover = 0xebe9e4,
        .star = 0xd99a00,
        .good = 0x1f7a4d,
        .warning = 0x8a5a00,
        .danger = 0xb3261e,
        .warningSoft = 0xfdf2d8,
        .dangerSoft = 0xfbe6e4,
        .link = 0x1d5aa6,
        .quote = {QColor(0x2a5f9e), QColor(0x1f7a4d), QColor(0x8a4a7d)}};
}

Theme darkTheme()
{
    return {.isDark = true,
        .window = 0x1f2023,
        .base = 0x27282c,
        .raised = 0x303136,
        .text = 0xe9e7e3,
        .secondary = 0xa5a29c,
        .hairline = 0x3a3b41,
        .accent = 0x4178bd, // white on it: 4.5 to 1
        .onAccent = 0xffffff,
        .accentSoft = 0x2f4664,
        .hover = 0x35363b,
        .star = 0xf2bd3d,
        .good = 0x64c08c,
        .warning = 0xe5b45a,
        .danger = 0xf0837a,
        .warningSoft = 0x41371f,
        .dangerSoft = 0x472a29,
        .link = 0x86b4ea,
        .quote = {QColor(0x86b4ea), QColor(0x64c08c), QColor(0xd29ac6)}};
}

Theme g_theme = lightTheme(); ///< GUI thread only

QPalette paletteOf(const Theme &t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.base);
    palette.setColor(QPalette::AlternateBase, t.window);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.secondary);
    palette.setColor(QPalette::Button, t.raised);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::Link, t.link);
    palette.setColor(QPalette::LinkVisited, t.link);
    palette.setColor(QPalette::ToolTipBase, t.raised);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Accent, t.accent);
    palette.setColor(QPalette::Mid, t.hairline);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.secondary);
    return palette;
}

/** A mixture: `part` (0 … 1) of `other` in `one`. */
QColor mixed(const QColor &one, const QColor &other, float part)
{
    return QColor::fromRgbF(one.redF() * (1 - part) + other.redF() * part,
        one.greenF() * (1 - part) + other.greenF() * part, one.blueF() * (1 - part) + other.blueF() * part);
}

/** Style sheets take pictures from files only; these two are written for the running program, sharp up to 300 %. */
QString coloredIconFile(const QString &name, const QColor &color)
{
    constexpr int size = 16;
    static const QTemporaryDir folder;
    QFile source(u":/hikyaku/icons/%1.svg"_s.arg(name));
    if (!folder.isValid() || !source.open(QIODevice::ReadOnly))
        return {};
    const QString base = folder.filePath(u"%1-%2"_s.arg(name, color.name().mid(1)));
    QSvgRenderer renderer(source.readAll().replace("currentColor", color.name().toLatin1()).replace("1.6\"", "2.4\""));
    for (const auto &[scale, suffix] : {std::pair{1, u".png"_s}, {2, u"@2x.png"_s}, {3, u"@3x.png"_s}}) {
        QImage image(size * scale, size * scale, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        image.save(base + suffix);
    }
    return base + u".png"_s;
}

QString styleSheetOf(const Theme &t)
{
    QFile file(u":/hikyaku/style.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    const QColor frame = mixed(t.hairline, t.text, t.isDark ? 0.12F : 0.10F);
    const std::pair<QLatin1StringView, QColor> colors[] = {{"window"_L1, t.window}, {"base"_L1, t.base},
        {"raised"_L1, t.raised}, {"text"_L1, t.text}, {"secondary"_L1, t.secondary}, {"hairline"_L1, t.hairline},
        {"frame"_L1, frame}, {"accent"_L1, t.accent}, {"accentText"_L1, t.link}, {"onAccent"_L1, t.onAccent},
        {"accentHover"_L1, mixed(t.accent, t.isDark ? Qt::white : Qt::black, 0.12F)},
        {"accentRing"_L1, mixed(t.accent, t.isDark ? Qt::white : Qt::black, 0.45F)}, {"hover"_L1, t.hover},
        {"pressed"_L1, mixed(t.hover, t.text, 0.08F)}, {"disabled"_L1, mixed(t.secondary, t.window, 0.35F)},
        {"good"_L1, t.good}, {"warning"_L1, t.warning}, {"danger"_L1, t.danger}, {"dangerSoft"_L1, t.dangerSoft},
        {"thumb"_L1, mixed(t.hairline, t.text, 0.18F)}, {"thumbHover"_L1, mixed(t.hairline, t.text, 0.40F)}};
    for (const auto &[name, color] : colors)
        text.replace(u"@%1@"_s.arg(name), color.name());
    text.replace(u"@chevron@"_s, coloredIconFile(u"chevron-down"_s, t.secondary));
    text.replace(u"@tick@"_s, coloredIconFile(u"check"_s, t.onAccent));
    return text;
}

/** Latin by the desktop's font, Japanese by a font with Japanese (not Chinese) glyphs, whichever is installed. */
QFont baseFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    QStringList families = font.families();
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : {u"Noto Sans"_s, u"Noto Sans CJK JP"_s, u"Noto Sans JP"_s, u"IPAexGothic"_s,
             u"Hiragino Sans"_s, u"Yu Gothic UI"_s, u"Meiryo UI"_s}) {
        if (installed.contains(family) && !families.contains(family))
            families.append(family);
    }
    // A bare X server offers "Sans Serif" or a bitmap font; then ours come first.
    if (!installed.contains(families.value(0)))
        families.removeFirst();
    font.setFamilies(families);
    if (font.pointSizeF() < 10)
        font.setPointSizeF(10);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

} // namespace

const Theme &Theme::current()
{
    return g_theme;
}

void applyTheme(QApplication &application, ColorScheme scheme)
{
    loadResources();
    const bool isDark = scheme == ColorScheme::System
        ? QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark
        : scheme == ColorScheme::Dark;
    g_theme = isDark ? darkTheme() : lightTheme();
    if (application.style()->name() != "fusion"_L1)
        QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(baseFont());
    QApplication::setPalette(paletteOf(g_theme));
    application.setStyleSheet(styleSheetOf(g_theme));
}

QFont uiFont(int steps, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() + steps);
    font.setWeight(weight);
    return font;
}

void setLook(QWidget *button, ButtonLook look)
{
    static constexpr const char *names[] = {"normal", "primary", "plain", "danger"};
    button->setProperty("look", QString::fromLatin1(names[int(look)]));
    button->style()->unpolish(button);
    button->style()->polish(button);
}

} // namespace ui
