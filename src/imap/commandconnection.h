// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/task.h"
#include "core/flags.h"
#include "login.h"
#include "uidset.h"
#include "values.h"

#include <QObject>

#include <memory>
#include <optional>

namespace imap
{

/** What is left to do after CommandConnection::move. */
struct MoveOutcome {
    bool needsExpunge
        = false; ///< no MOVE (RFC 6851): copied and marked \Deleted; ReadingConnection::uidExpunge follows
};

/**
 * A connection that changes things: KIMAP jobs behind the Gate. Verbs run one after the other in the order they were
 * called. Any error but a refusal by the server means that the connection is closed. One thread, which need not be the
 * main thread; initialize() must have been called. May be destroyed at any time.
 *
 * A mailbox whose raw name KIMAP would not send back byte for byte gives InvalidInput.
 */
class CommandConnection : public QObject
{
    Q_OBJECT

public:
    static async::Task<std::unique_ptr<CommandConnection>> open(Login login);
    ~CommandConnection() override;

    /** All mailboxes with roles: by SPECIAL-USE attributes, else by well-known names. INBOX first. */
    async::Task<QList<ListEntry>> list();
    async::Task<StatusData> status(QByteArray rawName);
    /** An already existing mailbox is no error. */
    async::Task<> create(QByteArray rawName);
    async::Task<> subscribe(QByteArray rawName);
    /** UidValidityChanged, before anything was changed, when the mailbox has another UIDVALIDITY than given. */
    async::Task<> storeFlags(QByteArray rawName, core::UidValidity uidValidity, UidSet uids, core::SystemFlags add,
        core::SystemFlags remove);
    async::Task<MoveOutcome> move(
        QByteArray rawName, core::UidValidity uidValidity, UidSet uids, QByteArray destination);
    async::Task<> copy(QByteArray rawName, core::UidValidity uidValidity, UidSet uids, QByteArray destination);
    /** The UID of the new message where the server tells it (RFC 4315). Invalid `internalDate`: the server's clock. */
    async::Task<std::optional<core::Uid>> append(
        QByteArray rawName, core::SystemFlags flags, QDateTime internalDate, QByteArray bytes);

    bool isOpen() const;
    /** `name` in upper case. */
    bool hasCapability(const QByteArray &name) const;

Q_SIGNALS:
    /** Something unasked-for about the selected mailbox; for the reading connections to look at. */
    void hint(const imap::MailboxHint &hint);
    void closed();

private:
    class Private;
    explicit CommandConnection(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace imap
