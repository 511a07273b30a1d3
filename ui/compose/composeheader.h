// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/draft.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace ui
{

class AddressEdit;

/** From, To, Cc, Bcc, Subject of a message being written. Cc and Bcc come by a button, or when they hold something. */
class ComposeHeader : public QWidget
{
    Q_OBJECT

public:
    explicit ComposeHeader(const QList<core::Account> &accounts, QWidget *parent = nullptr);

    void setDraft(const core::Draft &draft);
    AddressEdit *to() const { return m_to.edit; }
    AddressEdit *cc() const { return m_cc.edit; }
    AddressEdit *bcc() const { return m_bcc.edit; }
    QLineEdit *subject() const { return m_subject; }
    void commitAddresses();
    /** What is wrong with the recipients, beneath To; empty: nothing. */
    void setRecipientFlaw(const QString &flaw);

Q_SIGNALS:
    void accountChosen(core::AccountId account);
    void recipientsChanged();
    void subjectEdited(const QString &subject);

private:
    struct Row {
        QLabel *label = nullptr;
        AddressEdit *edit = nullptr;
        QWidget *line = nullptr;
    };
    void makeFrom(const QList<core::Account> &accounts);
    Row makeRecipients(const QString &caption, const QString &objectName, QWidget *below = nullptr);
    QWidget *makeMore();
    void makeSubject();
    QLabel *addCaption(const QString &text, int row);
    QWidget *addLine();
    void setShown(const Row &row, QToolButton *button, bool shown);

    QGridLayout *m_grid;
    QComboBox *m_from = nullptr;
    Row m_to, m_cc, m_bcc;
    QToolButton *m_ccButton, *m_bccButton;
    QLabel *m_flaw;
    QLineEdit *m_subject;
};

} // namespace ui
