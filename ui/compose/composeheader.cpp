// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "composeheader.h"

#include "addressedit.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui
{

ComposeHeader::ComposeHeader(const QList<core::Account> &accounts, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_flaw(plainLabel({}, Tone::Danger))
    , m_subject(new QLineEdit)
{
    m_grid->setContentsMargins(space::huge, 0, space::huge, 0);
    m_grid->setHorizontalSpacing(space::medium);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(1, 1);
    if (accounts.size() > 1)
        makeFrom(accounts);
    m_flaw->setObjectName(u"recipientFlaw"_s);
    m_flaw->setContentsMargins(0, 0, 0, space::small);
    m_flaw->hide();
    const int row = m_grid->rowCount();
    m_to = makeRecipients(tr("To"), u"to"_s, m_flaw);
    m_grid->addWidget(makeMore(), row, 2, Qt::AlignTop);
    m_cc = makeRecipients(tr("Cc"), u"cc"_s);
    m_bcc = makeRecipients(tr("Bcc"), u"bcc"_s);
    makeSubject();
    setShown(m_cc, m_ccButton, false);
    setShown(m_bcc, m_bccButton, false);
    m_bcc.edit->setToolTip(tr("The others do not see these recipients"));
}

QLabel *ComposeHeader::addCaption(const QString &text, int row)
{
    auto *caption = plainLabel(text, Tone::Secondary);
    caption->setWordWrap(false);
    caption->setContentsMargins(0, 9, 0, 0);
    m_grid->addWidget(caption, row, 0, Qt::AlignTop | Qt::AlignLeft);
    return caption;
}

QWidget *ComposeHeader::addLine()
{
    auto *line = new QFrame;
    line->setProperty("line", true);
    m_grid->addWidget(line, m_grid->rowCount(), 0, 1, 3);
    return line;
}

void ComposeHeader::makeFrom(const QList<core::Account> &accounts)
{
    const int row = m_grid->rowCount();
    m_from = new QComboBox;
    m_from->setObjectName(u"from"_s);
    m_from->setAccessibleName(tr("From"));
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const core::Account &account : accounts)
        m_from->addItem(models::addressText(core::Address{account.fullName, account.address}),
            QVariant::fromValue(account.id.value()));
    addCaption(tr("From"), row);
    m_grid->addWidget(m_from, row, 1, 1, 2, Qt::AlignLeft);
    m_grid->setRowMinimumHeight(row, 38);
    addLine();
    connect(m_from, &QComboBox::activated, this,
        [this] { Q_EMIT accountChosen(core::AccountId(m_from->currentData().toLongLong())); });
}

ComposeHeader::Row ComposeHeader::makeRecipients(const QString &caption, const QString &objectName, QWidget *below)
{
    const int row = m_grid->rowCount();
    Row made;
    made.label = addCaption(caption, row);
    made.edit = new AddressEdit;
    made.edit->setObjectName(objectName);
    made.edit->setContentsMargins(0, 6, 0, 6);
    made.edit->input()->setAccessibleName(caption);
    made.edit->input()->setObjectName(objectName + u"Input"_s);
    made.edit->input()->setAcceptDrops(false);
    made.label->setBuddy(made.edit->input());
    m_grid->addWidget(made.edit, row, 1);
    if (below)
        m_grid->addWidget(below, m_grid->rowCount(), 1, 1, 2);
    made.line = addLine();
    connect(made.edit, &AddressEdit::changed, this, &ComposeHeader::recipientsChanged);
    return made;
}

QWidget *ComposeHeader::makeMore()
{
    auto *more = new QWidget;
    auto *row = new QHBoxLayout(more);
    row->setContentsMargins(0, 2, 0, 0);
    row->setSpacing(2);
    const auto make = [&](const QString &text, const QString &tip, const QString &objectName) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setObjectName(objectName);
        button->setAutoRaise(true);
        button->setProperty("quiet", true);
        row->addWidget(button);
        return button;
    };
    m_ccButton = make(tr("Cc"), tr("Add recipients of a copy"), u"showCc"_s);
    m_bccButton = make(tr("Bcc"), tr("Add recipients the others do not see"), u"showBcc"_s);
    connect(m_ccButton, &QToolButton::clicked, this, [this] {
        setShown(m_cc, m_ccButton, true);
        m_cc.edit->setFocus();
    });
    connect(m_bccButton, &QToolButton::clicked, this, [this] {
        setShown(m_bcc, m_bccButton, true);
        m_bcc.edit->setFocus();
    });
    return more;
}

void ComposeHeader::makeSubject()
{
    const int row = m_grid->rowCount();
    auto *caption = addCaption(tr("Subject"), row);
    m_subject->setObjectName(u"subject"_s);
    m_subject->setAccessibleName(tr("Subject"));
    m_subject->setProperty("frameless", true);
    m_subject->setFrame(false);
    m_subject->setAcceptDrops(false); // files go to the window
    m_subject->setFont(uiFont(1, QFont::DemiBold));
    m_subject->setMinimumHeight(38);
    caption->setContentsMargins(0, 10, 0, 0);
    caption->setBuddy(m_subject);
    m_grid->addWidget(m_subject, row, 1, 1, 2);
    addLine();
    connect(m_subject, &QLineEdit::textEdited, this, &ComposeHeader::subjectEdited);
}

void ComposeHeader::setShown(const Row &row, QToolButton *button, bool shown)
{
    row.label->setVisible(shown);
    row.edit->setVisible(shown);
    row.line->setVisible(shown);
    button->setVisible(!shown);
}

void ComposeHeader::setDraft(const core::Draft &draft)
{
    m_to.edit->setAddresses(draft.to);
    m_cc.edit->setAddresses(draft.cc);
    m_bcc.edit->setAddresses(draft.bcc);
    m_subject->setText(draft.subject);
    m_subject->setCursorPosition(0);
    if (!draft.cc.isEmpty())
        setShown(m_cc, m_ccButton, true);
    if (!draft.bcc.isEmpty())
        setShown(m_bcc, m_bccButton, true);
    if (m_from)
        m_from->setCurrentIndex(m_from->findData(QVariant::fromValue(draft.account.value())));
}

void ComposeHeader::commitAddresses()
{
    for (AddressEdit *edit : {m_to.edit, m_cc.edit, m_bcc.edit})
        edit->commit();
}

void ComposeHeader::setRecipientFlaw(const QString &flaw)
{
    m_flaw->setText(flaw);
    m_flaw->setVisible(!flaw.isEmpty());
    m_to.edit->input()->setAccessibleDescription(flaw);
}

} // namespace ui
