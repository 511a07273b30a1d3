// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QDialog>

namespace ui
{

/** Why the program cannot start, in place of its window. */
class FatalNotice : public QDialog
{
    Q_OBJECT

public:
    explicit FatalNotice(const core::Error &error, QWidget *parent = nullptr);
};

} // namespace ui
