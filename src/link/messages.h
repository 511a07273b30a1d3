// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "core/activity.h"
#include "core/directory.h"
#include "core/discovery.h"
#include "core/document.h"
#include "core/draft.h"
#include "core/mailaction.h"
#include "core/question.h"
#include "core/secret.h"
#include "core/signin.h"
#include "core/storechanges.h"

#include <variant>

/**
 * What faces ask of the engine and what it tells them. Each request names its Reply; Nothing when only success or
 * failure matters. The order of the variants is the protocol: add at the end and raise kProtocolVersion on any change.
 * The namespace is not the folder's name: POSIX has a function ::link.
 */
namespace ipc
{

constexpr quint32 kProtocolVersion = 13;

using Nothing = std::monostate;

enum class Bodies { None, Recent, All };
enum class ReplyKind { Reply, ReplyAll, Forward };

/** The wizard's search; DiscoveryAttempt events come meanwhile. */
struct Discover {
    using Reply = core::DiscoveryResult;
    QString fullName, address;
    core::Secret password;
    std::optional<core::Account> manual; ///< only these servers
    core::Secret sendPassword; ///< empty: the same
    core::NetworkSettings network; ///< the way of the search; with `manual` the account's own counts
    core::Secret proxyPassword, passphrase; ///< passphrase: of the account's own certificate
    qint64 signIn = 0; ///< a finished sign-in in the browser in place of a password
    QString userName = {}; ///< instead of what would be made of the address; empty: that
};
struct CancelDiscovery {
    using Reply = Nothing;
};
struct AddAccount {
    using Reply = core::AccountId;
    core::Account account;
    core::Secret receivePassword, sendPassword; ///< empty sendPassword: the same
    bool keepPassword = false; ///< in the system keyring
    core::Secret proxyPassword, passphrase; ///< passphrase: of the account's own certificate
    qint64 signIn = 0; ///< a finished sign-in in the browser; its tokens become the account's
};
struct UpdateAccount {
    using Reply = Nothing;
    core::Account account;
};
struct RemoveAccount {
    using Reply = Nothing;
    core::AccountId account;
    bool erase = false; ///< its mail on this computer too
};
/** A password at hand before anyone asks: `hikyakuctl --password-file`. */
struct ProvidePassword {
    using Reply = Nothing;
    core::AccountId account;
    core::Secret password;
    bool keep = false; ///< in the system keyring
    std::optional<core::PasswordPurpose> purpose; ///< none: for receiving and sending
};
struct AnswerTrust {
    using Reply = Nothing;
    qint64 question = 0;
    core::TrustAnswer answer = core::TrustAnswer::DoNotConnect;
};
struct AnswerPassword {
    using Reply = Nothing;
    qint64 question = 0;
    core::Secret password; ///< empty: declined
    bool keep = false;
};
struct PendingQuestions {
    using Reply = QList<core::Question>;
};
/** Works in the background for every account until the last face that said so has gone: a window is open. */
struct GoOnline {
    using Reply = Nothing;
};
/** Answers when it is in the journal and shown; the ids are for Undo, one an account. */
struct Act {
    using Reply = QList<core::ActionId>;
    core::MailAction action;
};
struct OpenMailbox {
    using Reply = Nothing;
    core::MailboxId mailbox;
};
struct FetchDocument {
    using Reply = core::Document;
    core::MessageKey key;
};
struct FetchRaw {
    using Reply = QByteArray;
    core::MessageKey key;
};
struct FetchPart {
    using Reply = QByteArray; ///< decoded
    core::MessageKey key;
    QString part;
};
/** Answers when both sides agree. */
struct Sync {
    using Reply = Nothing;
    core::AccountId account;
    QList<QByteArray> mailboxes; ///< raw names; empty: all
    Bodies bodies = Bodies::None;
};
struct BuildReply {
    using Reply = core::Draft;
    core::MessageKey key;
    ReplyKind kind = ReplyKind::Reply;
    QStringList texts; ///< Reply: the attribution line. Forward: heading, from, date, subject, to, cc, date in words
};
struct SaveDraft {
    using Reply = core::DraftId;
    core::Draft draft;
};
struct DiscardDraft {
    using Reply = Nothing;
    core::DraftId draft;
};
struct Submit {
    using Reply = core::SubmissionId;
    core::Draft draft;
    int holdSeconds = 0; ///< until it sets out; so long TakeBack gives the draft back
};
struct SubmitEml {
    using Reply = core::SubmissionId;
    core::AccountId account;
    QByteArray eml;
};
struct RetrySubmission {
    using Reply = Nothing;
    core::SubmissionId submission;
};
struct DiscardSubmission {
    using Reply = Nothing;
    core::SubmissionId submission;
};
/** Undo send: the draft again, saved, and nothing sent. NoSuchMessage when it has set out. */
struct TakeBack {
    using Reply = core::Draft;
    core::SubmissionId submission;
};
/** The person knows that an Unknown message has arrived: it counts as sent, and its copy is filed. */
struct ConfirmSent {
    using Reply = Nothing;
    core::SubmissionId submission;
};
/** Signs in to the account's own sending server, and offers it nothing. */
struct CheckSending {
    using Reply = Nothing;
    core::AccountId account;
};
/** Takes actions back, the last first; without ids the last one that can be. NoSuchMessage when there is none. */
struct Undo {
    using Reply = Nothing;
    QList<core::ActionId> actions;
};
struct Inspect {
    using Reply = core::Document;
    QByteArray eml;
};
/** Connects and tells the certificate and what does not verify; `problems` is empty when all is well. */
struct InspectTrust {
    using Reply = core::TrustQuestion;
    QString host;
    quint16 port = 0;
    core::Security security = core::Security::Tls;
    core::AccountId account; ///< its way there, and what vouches for its servers; invalid: the system's
};
struct AcceptTrust {
    using Reply = Nothing;
    core::TrustQuestion question;
    core::TrustAnswer answer = core::TrustAnswer::Always;
};
struct ForgetTrust {
    using Reply = Nothing;
    QString host;
    quint16 port = 0;
};
/**
 * What the command line of a face says about the network, for the engine's life: authorities to trust, too (paths of
 * PEM files), and rules of --connect-to; the last one for a host and port counts. InvalidInput, StoreFailed.
 */
struct UseNetwork {
    using Reply = Nothing;
    QStringList caFiles, connectTo;
};

/** What is in a file of certificates (PEM, DER, PKCS #12). */
struct CertificatesFound {
    QList<core::CertificateInfo> authorities; ///< those that can vouch for a server
    std::optional<core::ClientCertificate> own; ///< with a key: of PKCS #12
};
/** InvalidInput when nothing that can be used is in it; PassphraseNeeded when PKCS #12 does not open. */
struct ReadCertificates {
    using Reply = CertificatesFound;
    QByteArray file; ///< its bytes
    core::Secret passphrase;
};

/** Where passwords are kept: see SecretStoreState. Tries the keyring, with an entry of its own. */
struct SecretStoreState {
    QString keyringError; ///< empty: it works
    bool hasFile = false; ///< an encrypted file of ours stands in for it
};
struct AskSecretStore {
    using Reply = SecretStoreState;
};
/** For computers without a keyring; its passphrase is asked for once a start. AlreadyExists, StoreFailed, StoreFull. */
struct MakePasswordFile {
    using Reply = Nothing;
    core::Secret passphrase;
};
/** From then on passwords are asked for. */
struct RemovePasswordFile {
    using Reply = Nothing;
};
/**
 * Begins a sign-in in the browser: the face opens the page, the engine waits for what the browser brings, ten minutes
 * at most. InvalidInput when nobody has set a client id for the issuer.
 */
struct BeginSignIn {
    using Reply = core::SignInStart;
    QString issuer; ///< providers::Issuer::id
    QString user; ///< whom the page should expect; may be empty
    core::SignInWords words;
    core::AccountId account; ///< one that is there already: goes its way, behind its proxy
    core::NetworkSettings network; ///< the way, without an account
    core::Secret proxyPassword;
};
/**
 * Answers when the person has signed in. With an account its tokens are the account's from then on, and whoever waited
 * for them goes on; without one they wait for Discover and AddAccount.
 */
struct FinishSignIn {
    using Reply = Nothing;
    qint64 signIn = 0;
    core::AccountId account;
    bool keep = false; ///< in the system keyring
};
/** Whoever waits for it gets Cancelled; tokens that no account took are forgotten. */
struct CancelSignIn {
    using Reply = Nothing;
    qint64 signIn = 0;
};
/** Not now: the account stays offline. */
struct DeclineSignIn {
    using Reply = Nothing;
    qint64 question = 0;
};
struct AskSignInHealth {
    using Reply = core::SignInHealth;
    core::AccountId account;
};
/** The tokens of an account are forgotten here, and taken back at the issuer where it has a way to do so. */
struct ForgetSignIn {
    using Reply = Nothing;
    core::AccountId account;
};
/** The person's own client id; empty: none. The secret goes into the keyring. */
struct SetSignInClient {
    using Reply = Nothing;
    QString issuer, clientId;
    core::Secret secret;
};

/**
 * Who gives tokens for an address (providers::Issuer::id): by its domain, else by the servers that whoever may know
 * names for it, which asks them as Discover does. Empty: nobody.
 */
struct FindIssuer {
    using Reply = QString;
    QString address;
    core::NetworkSettings network; ///< the way
    core::Secret proxyPassword;
};

/** People in the accounts' directories. Only who says so is asked for passwords and trust. */
struct SearchDirectory {
    using Reply = core::PeopleFound;
    QString text;
    int limit = 20;
    QString language; ///< of names: "ja"
    core::AccountId account; ///< invalid: of all
    bool mayAsk = false;
};

using Request = std::variant<Discover, CancelDiscovery, AddAccount, UpdateAccount, RemoveAccount, ProvidePassword,
    AnswerTrust, AnswerPassword, PendingQuestions, GoOnline, Act, OpenMailbox, FetchDocument, FetchRaw, FetchPart, Sync,
    BuildReply, SaveDraft, DiscardDraft, Submit, SubmitEml, RetrySubmission, DiscardSubmission, Inspect, InspectTrust,
    AcceptTrust, ForgetTrust, UseNetwork, TakeBack, ConfirmSent, Undo, CheckSending, ReadCertificates, AskSecretStore,
    MakePasswordFile, RemovePasswordFile, SearchDirectory, BeginSignIn, FinishSignIn, CancelSignIn, DeclineSignIn,
    AskSignInHealth, ForgetSignIn, SetSignInClient, FindIssuer>;

using Reply = std::variant<Nothing, core::DiscoveryResult, core::AccountId, QList<core::Question>, core::Document,
    QByteArray, core::Draft, core::DraftId, core::SubmissionId, core::TrustQuestion, core::Error, QList<core::ActionId>,
    CertificatesFound, SecretStoreState, core::PeopleFound, core::SignInStart, core::SignInHealth, QString>;

/** A question was answered, by whichever face. */
struct QuestionGone {
    qint64 id = 0;
};

using Event = std::variant<core::StoreChanges, core::Activity, core::Question, QuestionGone, core::DiscoveryAttempt>;

} // namespace ipc
