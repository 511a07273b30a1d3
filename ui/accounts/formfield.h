// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;

namespace ui
{

/**
 * A caption, a field beneath it, and beneath that what is wrong with it. The host says what is wrong, when the person
 * has left() the field; it goes as soon as something is typed.
 */
class FormField : public QWidget
{
    Q_OBJECT

public:
    FormField(const QString &caption, QWidget *field, QWidget *parent = nullptr);

    QWidget *field() const { return m_field; }
    void setCaption(const QString &caption);
    void setFlaw(const QString &flaw); ///< empty: none

Q_SIGNALS:
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_field;
    QLabel *m_caption, *m_flaw;
};

} // namespace ui
