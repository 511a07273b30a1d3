// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "mailactions.h"

namespace models
{

/**
 * What a person does to mailboxes, and whether it can be done; all of it can be undone, see MailActions. Inbox and
 * mailboxes with a role stay what they are. GUI thread.
 */
class MailboxActions
{
public:
    /** What keeps a name from being used. */
    enum class NameFlaw { None, Empty, HasDelimiter, HasControl, Taken };

    MailboxActions(const store::Reader &reader, MailActions &mail);

    std::optional<core::Mailbox> mailbox(core::MailboxId id) const { return m_reader.mailbox(id); }

    /** `parent` invalid: at the top level. `renamed`: the mailbox whose own name does not count as taken. */
    NameFlaw flawOf(
        const QString &name, core::AccountId account, core::MailboxId parent, core::MailboxId renamed = {}) const;
    bool canHoldMailboxes(core::MailboxId mailbox) const; ///< its server has a delimiter
    bool canChange(core::MailboxId mailbox) const; ///< rename, delete, hide: it has no role
    /** True where remove() moves it beneath the trash, so that nothing is lost. */
    bool goesToTrash(core::MailboxId mailbox) const;
    core::MailboxId parentOf(core::MailboxId mailbox) const; ///< invalid: top level, or a parent that is none itself
    /** Where the person's own folders lie: the Inbox where a server keeps everything beneath it, else invalid. */
    core::MailboxId rootOf(core::AccountId account) const;

    /** All do nothing when the mailbox is gone, or must not be changed. */
    void create(const QString &name, core::AccountId account, core::MailboxId parent);
    void rename(core::MailboxId mailbox, const QString &name);
    void remove(core::MailboxId mailbox); ///< with everything beneath it
    void setShown(core::MailboxId mailbox, bool shown); ///< subscribes
    void empty(core::MailboxId mailbox) { m_mail.empty(mailbox); }
    bool hasMessages(core::MailboxId mailbox) const { return m_reader.messageCount(mailbox) > 0; }

private:
    QList<core::Mailbox> beneath(const core::Mailbox &mailbox) const; ///< deepest first
    std::optional<core::Mailbox> trashFor(const core::Mailbox &mailbox) const;
    QString freeName(const core::Mailbox &mailbox, core::MailboxId parent) const;

    const store::Reader &m_reader;
    MailActions &m_mail;
};

} // namespace models
