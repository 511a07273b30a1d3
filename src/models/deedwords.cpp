// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailactions.h"
#include "mailboxtreemodel.h"

#include <QCoreApplication>

namespace models
{

namespace
{

/** What was done, said once for all actions of one gesture: they are of one kind. */
class DeedText
{
    Q_DECLARE_TR_FUNCTIONS(models::Deed)

public:
    DeedText(const QList<core::MailAction> &actions, const store::Reader &reader)
        : m_actions(actions)
        , m_reader(reader)
    {
    }

    QString operator()(const core::SetFlags &flags) const;
    QString operator()(const core::MoveMessages &move) const;
    QString operator()(const core::CopyMessages &copy) const;
    QString operator()(const core::AppendSentCopy &) const { return {}; } // no person does that
    QString operator()(const core::DeleteMessages &deletion) const;
    QString operator()(const core::EmptyMailbox &emptying) const;
    QString operator()(const core::CreateMailbox &creation) const;
    QString operator()(const core::RenameMailbox &renaming) const;
    QString operator()(const core::DeleteMailbox &deletion) const;
    QString operator()(const core::SetSubscribed &change) const;

private:
    template <class T>
    int messages() const
    {
        qsizetype count = 0;
        for (const core::MailAction &action : m_actions) {
            if (const auto *one = std::get_if<T>(&action))
                count += one->messages.size();
        }
        return int(count);
    }
    core::Mailbox mailbox(core::AccountId account, const QByteArray &rawName) const;
    QString name(core::AccountId account, const QByteArray &rawName) const;

    const QList<core::MailAction> &m_actions;
    const store::Reader &m_reader;
};

core::Mailbox DeedText::mailbox(core::AccountId account, const QByteArray &rawName) const
{
    for (const core::Mailbox &mailbox : m_reader.mailboxes(account)) {
        if (mailbox.rawName == rawName)
            return mailbox;
    }
    return {.name = QString::fromUtf8(rawName)};
}

/** As the sidebar calls it. */
QString DeedText::name(core::AccountId account, const QByteArray &rawName) const
{
    const core::Mailbox found = mailbox(account, rawName);
    const QString title = MailboxTreeModel::roleTitle(found.role);
    return title.isEmpty() ? found.leafName() : title;
}

QString DeedText::operator()(const core::SetFlags &flags) const
{
    const int count = messages<core::SetFlags>();
    if (flags.add.testFlag(core::Flag::Seen))
        return tr("Marked %Ln message(s) as read.", nullptr, count);
    if (flags.remove.testFlag(core::Flag::Seen))
        return tr("Marked %Ln message(s) as unread.", nullptr, count);
    if (flags.add.testFlag(core::Flag::Flagged))
        return tr("Starred %Ln message(s).", nullptr, count);
    return tr("Removed the star from %Ln message(s).", nullptr, count);
}

QString DeedText::operator()(const core::MoveMessages &move) const
{
    const QString to = name(move.messages.value(0).key.account, move.destination);
    return tr("Moved %Ln message(s) to %1.", nullptr, messages<core::MoveMessages>()).arg(to);
}

QString DeedText::operator()(const core::CopyMessages &copy) const
{
    const QString to = name(copy.messages.value(0).key.account, copy.destination);
    return tr("Copied %Ln message(s) to %1.", nullptr, messages<core::CopyMessages>()).arg(to);
}

QString DeedText::operator()(const core::DeleteMessages &) const
{
    return tr("Permanently deleted %Ln message(s).", nullptr, messages<core::DeleteMessages>());
}

QString DeedText::operator()(const core::EmptyMailbox &emptying) const
{
    return tr("Emptied %1.").arg(name(emptying.account, emptying.mailbox));
}

QString DeedText::operator()(const core::CreateMailbox &creation) const
{
    return tr("Created the folder %1.").arg(creation.name);
}

QString DeedText::operator()(const core::RenameMailbox &renaming) const
{
    const core::Mailbox before = mailbox(renaming.account, renaming.mailbox);
    const QChar delimiter = before.delimiter;
    const qsizetype cut = delimiter.isNull() ? -1 : renaming.mailbox.lastIndexOf(char(delimiter.unicode()));
    if ((cut < 0 ? QByteArray() : renaming.mailbox.left(cut)) == renaming.parent)
        return tr("Renamed the folder %1 to %2.").arg(before.leafName(), renaming.name);
    return tr("Moved the folder %1 to %2.").arg(before.leafName(), name(renaming.account, renaming.parent));
}

QString DeedText::operator()(const core::DeleteMailbox &deletion) const
{
    return tr("Permanently deleted the folder %1.").arg(name(deletion.account, deletion.mailbox));
}

QString DeedText::operator()(const core::SetSubscribed &change) const
{
    const QString folder = name(change.account, change.mailbox);
    return change.subscribed ? tr("The folder %1 is shown again.").arg(folder)
                             : tr("The folder %1 is hidden.").arg(folder);
}

} // namespace

QString deedWords(const QList<core::MailAction> &actions, const store::Reader &reader)
{
    // Of several mailboxes, one in another, the outermost comes last; the rest is counted or one of a kind.
    return actions.isEmpty() ? QString() : std::visit(DeedText(actions, reader), actions.last());
}

bool isForGood(const core::MailAction &action)
{
    return std::holds_alternative<core::DeleteMessages>(action) || std::holds_alternative<core::EmptyMailbox>(action)
        || std::holds_alternative<core::DeleteMailbox>(action);
}

} // namespace models
