// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"

#include <QDialog>

namespace ui
{

/** One certificate, all that is known of it, to be read and copied. */
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CertificateDialog(const core::CertificateInfo &certificate, QWidget *parent = nullptr);
};

} // namespace ui
