// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>

class QPainter;

namespace ui
{

/**
 * A line icon of resources/icons by its file name, drawn in the text colour of the theme at painting time (disabled:
 * secondary; selected: on accent), sharp at every scale. An unknown name is a bug and asserts.
 */
QIcon icon(const char *name);
/** The same in a fixed colour. */
QIcon icon(const char *name, const QColor &color);
/** Draws it; cheap enough for each row of a list. */
void paintIcon(QPainter &painter, const QRect &rect, const char *name, const QColor &color);

/** The program's own picture: window icon, about, wizard. */
QIcon appIcon();

} // namespace ui
