// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "command.h"

#include <QSet>

namespace ctl
{

/** What changes of mail have in common: finding the messages, acting, waiting for the server. */
class ActionCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::ActionCommand)

public:
    using Command::Command;

protected:
    /** The mailboxes (raw names; none: all) that a change is about. */
    using Concerned = QMap<core::AccountId, QList<QByteArray>>;

    static Concerned concernedBy(const QList<core::MessageTarget> &targets, const QByteArray &destination = {});
    core::Result<QList<core::MessageTarget>> targets(const QStringList &ids); ///< at least one

    /** note(), then hear(). */
    async::Task<ExitCode> carryOut(core::MailAction action, Concerned concerned, qsizetype count);
    async::Task<> note(core::MailAction action, Concerned concerned); ///< journaled and shown
    /** Until the servers know, and tells. Queued when one cannot be reached; the code of what a server refused. */
    async::Task<ExitCode> hear(Concerned concerned, qsizetype count);
    void told(qsizetype count, bool isQueued, bool isRefused, const QString &words) const;

    void listen(); ///< from here on; before the engine is asked, it may be quick
    /** What the journal has had from here on is ours, too: what is undone becomes actions that nobody names. */
    void expectActionsAfter(core::ActionId last) { m_after = last; }
    core::ActionId lastAction();

private:
    QList<core::QueuedAction> refused();

    QObject m_listener;
    QMap<core::AccountId, core::Error> m_refusals; ///< the last one that was heard of
    QSet<core::ActionId> m_actions; ///< ours
    std::optional<core::ActionId> m_after;
};

} // namespace ctl
