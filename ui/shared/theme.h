// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>

#include <array>

class QApplication;

namespace ui
{

enum class ColorScheme { System, Light, Dark };

/** The program's colours. Widgets that paint ask for them at each painting; a change arrives as PaletteChange. */
struct Theme {
    bool isDark = false;
    QColor window; ///< behind toolbars, folders, dialogs
    QColor base; ///< behind the list and the text of a message, inside fields
    QColor raised; ///< cards, chips, tiles on window or base
    QColor text;
    QColor secondary; ///< dates, previews, captions
    QColor hairline; ///< lines between panes and rows
    QColor accent; ///< indigo: selection, default button, unread dot
    QColor onAccent;
    QColor accentSoft; ///< selection without focus, hover of accented things
    QColor hover;
    QColor star;
    QColor good, warning, danger;
    QColor warningSoft, dangerSoft; ///< behind bars that warn
    QColor link;
    std::array<QColor, 3> quote; ///< quoted text, by depth

    static const Theme &current();
};

/** Distances in device-independent pixels. */
namespace space
{
inline constexpr int hair = 1, tiny = 4, small = 8, medium = 12, large = 16, huge = 24;
inline constexpr int radius = 6; ///< of cards, bars, chips, fields
} // namespace space

/** Style, palette, style sheet and fonts of the whole program; call again to switch. System follows the desktop. */
void applyTheme(QApplication &application, ColorScheme scheme = ColorScheme::System);

/** The program's font, larger or smaller by `steps` points, bold if wanted. */
QFont uiFont(int steps = 0, QFont::Weight weight = QFont::Normal);

/** Gives a button its look: a filled one is the answer that Enter gives; a plain one has no frame; danger destroys. */
enum class ButtonLook { Normal, Primary, Plain, Danger };
void setLook(QWidget *button, ButtonLook look);

} // namespace ui
