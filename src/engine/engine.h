// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "accountservice.h"
#include "core/directory.h"
#include "core/document.h"
#include "discovery.h"

#include <QTimer>

#include <map>

namespace engine
{

/** What a new account brings along; empty where it has none. */
struct AccountSecrets {
    core::Secret receive;
    core::Secret send; ///< empty: as for receiving
    core::Secret proxy, passphrase;
};

/** Where passwords are kept. */
struct SecretsState {
    QString keyringError; ///< empty: the keyring takes and gives
    bool hasFile = false; ///< one of ours, under a passphrase
};

/**
 * Everything a face can ask for, as Tasks, and everything it is told, as signals. One per profile, on one thread. The
 * accounts lie in the journal; work starts with goOnline() or with the first request that needs a server.
 */
class Engine : public QObject
{
    Q_OBJECT

public:
    /** Opens the stores (blocking). StoreFailed when another engine has the profile; StoreCorrupt names the file. */
    static core::Result<std::unique_ptr<Engine>> open(const store::ProfilePaths &paths);
    ~Engine() override;

    void goOnline();
    /** No window is left: ends the work in the background; what is under way or due within a minute is finished. */
    void goOffline();
    bool isBusy() const; ///< after goOffline(): something is under way that nobody needs to wait for

    async::Task<core::DiscoveryResult> discover(DiscoveryRequest request);
    void cancelDiscovery() { m_discovery.cancel(); }

    /** `signIn`: see SignIns; 0: the passwords. */
    async::Task<core::AccountId> addAccount(
        core::Account account, AccountSecrets secrets, bool keep, qint64 signIn = 0);
    async::Task<> updateAccount(core::Account account);
    async::Task<> removeAccount(core::AccountId account, bool erase);
    /** Without a purpose: for receiving and sending. */
    async::Task<> providePassword(
        core::AccountId account, std::optional<core::PasswordPurpose> purpose, core::Secret password, bool keep);

    async::Task<SecretsState> secretsState();
    async::Task<> makePasswordFile(core::Secret passphrase);
    async::Task<> removePasswordFile();

    Questions &questions() { return m_questions; }
    SignIns &signIns() { return m_signIns; }
    /** See SignIns::begin; with an account on its way, behind its proxy, else on this one. */
    async::Task<core::SignInStart> beginSignIn(QString issuer, QString user, core::SignInWords words,
        core::AccountId account, core::NetworkSettings network = {}, core::Secret proxyPassword = {});
    async::Task<core::SignInHealth> signInHealth(core::AccountId account);
    async::Task<> forgetSignIn(core::AccountId account);
    async::Task<core::TrustQuestion> inspectTrust(core::ServerSettings server, core::AccountId account);
    async::Task<> acceptTrust(core::TrustQuestion question, core::TrustAnswer answer);
    async::Task<> forgetTrust(QString host, quint16 port);

    /** Journals the action and shows it; the server follows. One id an account, for undo(). */
    async::Task<QList<core::ActionId>> act(core::MailAction action);
    /** Takes back these, the last first, or the last that can be; NoSuchMessage when there is none. */
    async::Task<> undo(QList<core::ActionId> actions);
    void openMailbox(core::MailboxId mailbox);
    async::Task<core::Document> document(core::MessageKey key);
    async::Task<QByteArray> raw(core::MessageKey key);
    async::Task<QByteArray> part(core::MessageKey key, QString part);
    async::Task<core::Document> inspect(QByteArray eml);
    async::Task<> sync(core::AccountId account, QList<QByteArray> mailboxes, Bodies bodies);
    async::Task<> checkSending(core::AccountId account); ///< signs in to the sending server, and no more
    /** In the directory of this account, or of all; InvalidInput when there is none to ask. */
    async::Task<core::PeopleFound> people(
        core::AccountId account, QString text, int limit, QString language, bool mayAsk);

    enum class ReplyKind { Reply, ReplyAll, Forward };
    async::Task<core::Draft> buildReply(core::MessageKey key, ReplyKind kind, QStringList texts);
    async::Task<core::DraftId> saveDraft(core::Draft draft);
    async::Task<> discardDraft(core::DraftId draft);
    async::Task<core::SubmissionId> submit(core::Draft draft, int holdSeconds = 0);
    /** The draft again, while the submission has not set out. */
    async::Task<core::Draft> takeBack(core::SubmissionId submission);
    async::Task<> confirmSent(core::SubmissionId submission);
    async::Task<core::SubmissionId> submitEml(core::AccountId account, QByteArray eml);
    async::Task<> retrySubmission(core::SubmissionId submission);
    async::Task<> discardSubmission(core::SubmissionId submission);

Q_SIGNALS:
    void storeChanged(const core::StoreChanges &changes);
    void activityChanged(const core::Activity &activity);
    void attemptChanged(const core::DiscoveryAttempt &attempt);
    /** Somebody met damage in a store; who opens it next makes it good. */
    void storeDamaged();

private:
    Engine(
        const store::ProfilePaths &paths, std::unique_ptr<StoreWriter> writer, std::unique_ptr<store::Reader> reader);
    void startAccount(const core::Account &account);
    void catchUp(); ///< the index with the journal
    void tellNotices();
    void lookForDamage();
    /** Not to be kept over a `co_await`: the account may be removed meanwhile. */
    async::Task<AccountService *> serviceOf(core::AccountId account);
    void replaySoon(core::AccountId account);
    void deliverSoon(core::AccountId account);
    async::Task<core::SubmissionId> queue(
        core::Submission submission, QByteArray bytes, std::optional<core::Draft> draft);

    std::unique_ptr<StoreWriter> m_writer;
    std::unique_ptr<store::Reader> m_reader;
    Questions m_questions;
    SecretStore m_secrets;
    SignIns m_signIns;
    TrustBook m_trust;
    CrashRecord m_crashes;
    Discovery m_discovery;
    std::map<core::AccountId, std::unique_ptr<AccountService>> m_accounts;
    store::ProfilePaths m_paths;
    QTimer m_damageTimer, m_catchUpTimer;
    bool m_online = false;
    bool m_noticesTold = false;
    async::TaskScope m_tasks;
};

} // namespace engine
