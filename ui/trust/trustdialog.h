// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "trustprompt.h"

#include <QDialog>

namespace ui
{

/** The trust prompt for a question from work in the background. Closing it is no answer: the question stays open. */
class TrustDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TrustDialog(const core::TrustQuestion &question, const std::optional<core::TrustException> &previous = {},
        QWidget *parent = nullptr);

Q_SIGNALS:
    void answered(core::TrustAnswer answer);
};

} // namespace ui
