// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace ui
{

/** A bar inside a pane: an icon, a sentence or two, up to three buttons, perhaps a cross to close it. */
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Tone { Info, Warning, Danger };

    explicit MessageBar(Tone tone, QWidget *parent = nullptr);

    void setTone(Tone tone);
    void setText(const QString &text); ///< plain text, wrapped
    void setDetails(const QString &details); ///< a second, quieter line; empty: none
    QPushButton *addButton(const QString &text);
    void setClosable(bool closable); ///< the cross hides the bar and emits closed()

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintTone();

    Tone m_tone;
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_details;
    QHBoxLayout *m_buttons;
    QPushButton *m_close;
};

} // namespace ui
