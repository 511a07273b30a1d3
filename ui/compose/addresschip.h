// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/addressfield.h"

#include <QWidget>

namespace ui
{

/** One address in a To, Cc or Bcc field. A bad one looks bad. Focusable: Delete removes it, Enter takes it apart. */
class AddressChip : public QWidget
{
    Q_OBJECT

public:
    explicit AddressChip(const models::TypedAddress &address, QWidget *parent = nullptr);

    const models::TypedAddress &address() const { return m_address; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

Q_SIGNALS:
    void removeRequested();
    void editRequested();
    void moveRequested(int step); ///< −1: to the left, +1: to the right

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QString label() const;
    QRect crossRect() const;

    models::TypedAddress m_address;
};

} // namespace ui
