// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/awaiters.h"
#include "async/task.h"
#include "core/flags.h"
#include "dialogue.h"
#include "kimapsession.h"
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
    CopiedUids copied;
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
    /** By LSUB: also names that stand for no mailbox any more (RFC 3501 6.3.9). */
    async::Task<QList<ListEntry>> subscriptions();
    async::Task<StatusData> status(QByteArray rawName);
    /** An already existing mailbox is no error. */
    async::Task<> create(QByteArray rawName);
    async::Task<> subscribe(QByteArray rawName);
    async::Task<> unsubscribe(QByteArray rawName);
    /** With everything below it (RFC 3501 6.3.5). One that is renamed already is no error. */
    async::Task<> rename(QByteArray rawName, QByteArray newName);
    /** With its messages (RFC 3501 6.3.4). One that is not there is no error. */
    async::Task<> remove(QByteArray rawName);
    /** UidValidityChanged, before anything was changed, when the mailbox has another UIDVALIDITY than given. */
    async::Task<> storeFlags(QByteArray rawName, core::UidValidity uidValidity, UidSet uids, core::SystemFlags add,
        core::SystemFlags remove);
    async::Task<MoveOutcome> move(
        QByteArray rawName, core::UidValidity uidValidity, UidSet uids, QByteArray destination);
    async::Task<CopiedUids> copy(
        QByteArray rawName, core::UidValidity uidValidity, UidSet uids, QByteArray destination);
    /** The UID of the new message where the server tells it (RFC 4315). Invalid `internalDate`: the server's clock. */
    async::Task<std::optional<core::Uid>> append(
        QByteArray rawName, core::SystemFlags flags, QDateTime internalDate, QByteArray bytes);

    bool isOpen() const;
    /** `name` in upper case. */
    bool hasCapability(const QByteArray &name) const;

Q_SIGNALS:
    /** Something unasked-for about the selected mailbox; for the reading connections to look at. */
    void hint(const imap::MailboxHint &hint);
    void alert(const QString &words); ///< as Dialogue::alert
    void closed();

private:
    explicit CommandConnection(Dialogue::Owner dialogue);
    async::Task<QList<ListEntry>> listOnce(Permit::Verb verb);
    async::Task<> select(QByteArray rawName, core::UidValidity uidValidity, UidSet uids); ///< sees these messages
    async::Task<CopiedUids> copyOrMove(Permit::Verb verb, QByteArray rawName, UidSet uids, QByteArray destination);
    async::Task<> store(QByteArray rawName, UidSet uids, core::SystemFlags flags, bool add);
    async::Task<StatusData> statusOnce(QByteArray rawName);
    async::Task<> nameCommand(Permit::Verb verb, QByteArray rawName, QByteArray newName = {});
    std::function<bool()> stillSelected(quint64 epoch) const;
    void take(const Response &response);
    void takeCopied(QByteArrayView code);
    void emitHint();

    Dialogue::Owner m_dialogue;
    std::unique_ptr<KimapSession> m_kimap; ///< dies before the Dialogue
    QByteArray m_mailbox; ///< selected; empty: none
    core::UidValidity m_uidValidity;
    core::Uid m_uidNext; ///< when it was selected; invalid when the server did not tell
    quint64 m_epoch = 0; ///< grows with every selection and whenever the server changes what is selected
    quint32 m_exists = 0;
    CopiedUids m_copied; ///< by the running COPY or MOVE, as far as the server has told
    QByteArray m_listing; ///< the verb of the running LIST or LSUB
    QList<ListEntry> m_withheldRows; ///< of the running LIST: names that KIMAP would not keep
    MailboxHint m_hint;
    bool m_hintScheduled = false;
    async::Lock m_verbs;
};

} // namespace imap
