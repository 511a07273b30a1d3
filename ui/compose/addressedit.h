// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/addressfield.h"
#include "models/peoplemodel.h"

#include <QLineEdit>
#include <QPointer>

namespace ui
{

class AddressChip;
class FlowLayout;

/** The place of an AddressEdit where one types. Line ends of what is pasted count as separators. */
class AddressInput : public QLineEdit
{
    Q_OBJECT

public:
    using QLineEdit::QLineEdit;
    QSize sizeHint() const override;
    bool isComposing() const { return m_isComposing; } ///< an input method is at work
    /** While it is open, Enter takes what it offers. */
    void setOffer(QWidget *popup) { m_offer = popup; }

Q_SIGNALS:
    void pasted(const QString &text);
    void commitRequested(); ///< Enter, Tab, leaving
    void conversionBegun(); ///< an input method has text that is not text yet
    void backRequested(bool edit); ///< Backspace or Left at the very beginning

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    bool paste();

    bool m_isComposing = false;
    QPointer<QWidget> m_offer;
};

/**
 * A To, Cc or Bcc field: each address becomes a chip at a separator (also a full-width one), Enter, Tab or when the
 * field is left. Backspace at the beginning takes the last chip apart to edit it. Text still being converted by an
 * input method is never taken.
 */
class AddressEdit : public QWidget
{
    Q_OBJECT

public:
    explicit AddressEdit(QWidget *parent = nullptr);
    ~AddressEdit() override;

    void setAddresses(const core::AddressList &addresses);
    /** Chips, and what is typed behind them. */
    core::AddressList addresses() const;
    bool isEmpty() const;
    AddressInput *input() const { return m_input; }
    void commit(); ///< what is typed becomes a chip
    /** Offers people while one types. `people` must outlive the field. */
    void completeFrom(models::PeopleModel *people);

Q_SIGNALS:
    void changed();

protected:
    void mousePressEvent(QMouseEvent *event) override;

private:
    void typed(const QString &text);
    void askAbout(const QString &text);
    void add(const QList<models::TypedAddress> &addresses);
    void insert(qsizetype index, const models::TypedAddress &address);
    void remove(AddressChip *chip);
    void edit(AddressChip *chip);
    void move(AddressChip *chip, int step);

    FlowLayout *m_flow;
    AddressInput *m_input;
    models::PeopleModel *m_people = nullptr;
    QList<AddressChip *> m_chips;
};

} // namespace ui
