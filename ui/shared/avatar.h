// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QPainter;
class QRectF;

namespace ui
{

/** Initials ("YT", 山) of a display name, or of an address when the name is empty. At most two characters. */
QString initials(const QString &name, const QString &address);
/** A disc with the initials, its colour fixed by the address. */
void paintAvatar(QPainter &painter, const QRectF &rect, const QString &name, const QString &address);

} // namespace ui
