// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secret.h"

#include <QLineEdit>

class QToolButton;

namespace ui
{

/** A field for a password, with an eye to show it. */
class PasswordEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit PasswordEdit(QWidget *parent = nullptr);
    core::Secret secret() const { return core::Secret(text()); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setShown(bool shown);

    QToolButton *m_eye;
};

} // namespace ui
