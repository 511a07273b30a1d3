// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

class QFrame;

namespace ui
{

enum class Tone { Normal, Secondary, Good, Warning, Danger };

/** A label that takes everything literally, wraps, and has no width of its own to insist on. */
QLabel *plainLabel(const QString &text = {}, Tone tone = Tone::Normal, QWidget *parent = nullptr);
/** The same, to be marked and copied with mouse and keyboard. */
QLabel *selectableLabel(const QString &text = {}, Tone tone = Tone::Normal, QWidget *parent = nullptr);
void setTone(QLabel *label, Tone tone);

/** The title of a page, or with fewer steps of a dialog: so many points above the text. */
QLabel *titleLabel(const QString &text = {}, int steps = 7);
/** The heading of a group. */
QLabel *headingLabel(const QString &text = {}, QWidget *parent = nullptr);

/** A label that shows a line icon of resources/icons; hidden from screen readers. */
QLabel *iconLabel(const char *name, int size, QWidget *parent = nullptr);
void setIcon(QLabel *label, const char *name, int size, const QColor &color = {});

/** A raised rectangle with a hairline around it, to group what belongs together. */
QFrame *card(QWidget *parent = nullptr);

/** Marks a field (not) to be wrong: style, and for screen readers `flaw` as its description. */
void setFlawed(QWidget *field, const QString &flaw);

} // namespace ui
