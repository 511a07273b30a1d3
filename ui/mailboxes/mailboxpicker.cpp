// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailboxpicker.h"

#include "mailboxdelegate.h"
#include "models/mailboxtreemodel.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using Tree = models::MailboxTreeModel;

namespace ui
{

namespace
{
constexpr int kMailboxRole = Qt::UserRole;
constexpr int kSearchedRole = Qt::UserRole + 1;

/** Half width and full width, upper and lower case are the same to who searches. */
QString loose(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}
} // namespace

MailboxPicker::MailboxPicker(
    const QString &title, const Tree &mailboxes, core::AccountId account, core::MailboxId excluded, QWidget *parent)
    : QDialog(parent)
    , m_excluded(excluded)
    , m_field(new QLineEdit)
    , m_list(new QListWidget)
{
    setObjectName(u"mailboxPicker"_s);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    m_field->setObjectName(u"mailboxFilter"_s);
    m_field->setPlaceholderText(tr("Search folders"));
    m_field->setAccessibleName(tr("Search folders"));
    m_field->addAction(icon("search", Theme::current().secondary), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setObjectName(u"mailboxChoices"_s);
    m_list->setAccessibleName(title);
    m_list->setProperty("framed", true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setIconSize({16, 16});
    m_list->setUniformItemSizes(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(headingLabel(title));
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    for (int row = 0; row < mailboxes.rowCount(); ++row) {
        const QModelIndex heading = mailboxes.index(row, 0);
        if (heading.data(Tree::AccountIdRole).value<core::AccountId>() == account)
            add(mailboxes, heading, {});
    }
    connect(m_field, &QLineEdit::textChanged, this, &MailboxPicker::filter);
    connect(m_list, &QListWidget::itemClicked, this, &MailboxPicker::choose);
    filter();
    resize(360, 420);
    m_field->setFocus();
}

void MailboxPicker::add(const Tree &mailboxes, const QModelIndex &parent, const QString &path)
{
    for (int row = 0; row < mailboxes.rowCount(parent); ++row) {
        const QModelIndex index = mailboxes.index(row, 0, parent);
        const QString name = index.data(Tree::NameRole).toString();
        const QString full = path.isEmpty() ? name : u"%1 › %2"_s.arg(path, name);
        const auto mailbox = index.data(Tree::MailboxIdRole).value<core::MailboxId>();
        if (mailbox.isValid()) {
            auto *item = new QListWidgetItem(icon(mailboxIcon(index)), full, m_list);
            item->setData(kMailboxRole, QVariant::fromValue(mailbox));
            // What the server calls it, too: "Archive" is found in every language.
            item->setData(
                kSearchedRole, loose(full + u'\n' + QString::fromLatin1(index.data(Tree::RawNameRole).toByteArray())));
            item->setToolTip(full);
            if (mailbox == m_excluded)
                item->setFlags(Qt::NoItemFlags);
        }
        add(mailboxes, index, full);
    }
}

void MailboxPicker::filter()
{
    const QStringList words = loose(m_field->text()).split(u' ', Qt::SkipEmptyParts);
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const QString searched = item->data(kSearchedRole).toString();
        const bool fits = std::ranges::all_of(words, [&](const QString &word) { return searched.contains(word); });
        item->setHidden(!fits);
        if (fits && !first && item->flags().testFlag(Qt::ItemIsEnabled))
            first = item;
    }
    m_list->setCurrentItem(first);
}

void MailboxPicker::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || item->isHidden())
        return;
    const auto mailbox = item->data(kMailboxRole).value<core::MailboxId>();
    if (!mailbox.isValid() || mailbox == m_excluded)
        return;
    accept();
    Q_EMIT chosen(mailbox);
}

bool MailboxPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    default:
        return false;
    }
}

} // namespace ui
