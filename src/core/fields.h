// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "account.h"
#include "activity.h"
#include "directory.h"
#include "discovery.h"
#include "document.h"
#include "draft.h"
#include "error.h"
#include "mailaction.h"
#include "question.h"
#include "signin.h"
#include "storechanges.h"
#include "submission.h"

#include <QLatin1StringView>

namespace core
{

/**
 * The fields of a struct by name, for core/cbor.h. The names are on disk and on the link: never rename one. `of` calls
 * `f(name, field)` for each; `v` is const when writing.
 */
template <class T>
struct Fields;

/** How many enumerators an enumeration has, for bounds checks. */
template <class E>
inline constexpr int kEnumerators = 0;
template <>
inline constexpr int kEnumerators<Errc> = int(Errc::Internal) + 1;
template <>
inline constexpr int kEnumerators<Protocol> = 2;
template <>
inline constexpr int kEnumerators<Security> = 3;
template <>
inline constexpr int kEnumerators<SubmissionState> = 5;
template <>
inline constexpr int kEnumerators<CertificateProblem> = int(CertificateProblem::Revoked) + 1;
template <>
inline constexpr int kEnumerators<TrustAnswer> = 3;
template <>
inline constexpr int kEnumerators<TrustEvent::What> = 4;
template <>
inline constexpr int kEnumerators<PasswordPurpose> = int(PasswordPurpose::Directory) + 1;
template <>
inline constexpr int kEnumerators<ProxyKind> = int(ProxyKind::HttpConnect) + 1;
template <>
inline constexpr int kEnumerators<ServerPurpose> = 2;
template <>
inline constexpr int kEnumerators<AttemptState> = 5;
template <>
inline constexpr int kEnumerators<ActivityKind> = int(ActivityKind::ServerNotice) + 1;
template <>
inline constexpr int kEnumerators<MailboxRole> = int(MailboxRole::Flagged) + 1;

// NOLINTBEGIN: a table; other layers use HIKYAKU_FIELDS for their own structs
#define HIKYAKU_FIELDS(Type, ...)                                                                                      \
    template <>                                                                                                        \
    struct Fields<Type> {                                                                                              \
        static void of(auto &&f, auto &v)                                                                              \
        {                                                                                                              \
            using namespace Qt::StringLiterals;                                                                        \
            __VA_ARGS__;                                                                                               \
        }                                                                                                              \
    }
#define F(name) f(#name##_L1, v.name)

HIKYAKU_FIELDS(Error, F(code), F(context), F(serverText));
HIKYAKU_FIELDS(Address, F(name), F(address));
HIKYAKU_FIELDS(Flags, F(system), F(keywords));
HIKYAKU_FIELDS(Envelope, F(subject), F(date), F(from), F(sender), F(replyTo), F(to), F(cc), F(bcc), F(messageId),
    F(inReplyTo), F(references));
HIKYAKU_FIELDS(MessageKey, F(account), F(mailbox), F(uidValidity), F(uid));
HIKYAKU_FIELDS(ServerSettings, F(host), F(port), F(security), F(auth), F(user));
HIKYAKU_FIELDS(Account, F(id), F(name), F(address), F(fullName), F(protocol), F(receive), F(send), F(network),
    F(directory), F(issuer));
HIKYAKU_FIELDS(DirectorySettings, F(server), F(base));
HIKYAKU_FIELDS(ProxySettings, F(kind), F(host), F(port), F(user));
HIKYAKU_FIELDS(ClientCertificate, F(certificate), F(pkcs12));
HIKYAKU_FIELDS(NetworkSettings, F(proxy), F(authorities), F(certificate), F(oldTls));
HIKYAKU_FIELDS(DraftAttachment, F(fileName), F(mimeType), F(bytes));
HIKYAKU_FIELDS(Draft, F(id), F(account), F(from), F(to), F(cc), F(bcc), F(subject), F(text), F(attachments),
    F(inReplyTo), F(references), F(answers), F(forwards), F(token));
HIKYAKU_FIELDS(RecipientResult, F(address), F(accepted), F(serverText));
HIKYAKU_FIELDS(SubmissionStep, F(at), F(state), F(error));
HIKYAKU_FIELDS(Submission, F(id), F(account), F(messageId), F(reversePath), F(recipients), F(subject), F(queuedAt),
    F(notBefore), F(state), F(attempts), F(lastError), F(results), F(ownCopyHeader), F(answers), F(forwards),
    F(draftToken), F(story));
HIKYAKU_FIELDS(MessageTarget, F(key), F(messageId), F(size));
HIKYAKU_FIELDS(SetFlags, F(messages), F(add), F(remove));
HIKYAKU_FIELDS(MoveMessages, F(messages), F(destination));
HIKYAKU_FIELDS(AppendSentCopy, F(account), F(submission), F(messageId));
HIKYAKU_FIELDS(CopyMessages, F(messages), F(destination));
HIKYAKU_FIELDS(DeleteMessages, F(messages));
HIKYAKU_FIELDS(EmptyMailbox, F(account), F(mailbox), F(uidValidity), F(upTo));
HIKYAKU_FIELDS(CreateMailbox, F(account), F(parent), F(name), F(rawName));
HIKYAKU_FIELDS(RenameMailbox, F(account), F(mailbox), F(parent), F(name), F(rawName));
HIKYAKU_FIELDS(DeleteMailbox, F(account), F(mailbox), F(onlyEmpty));
HIKYAKU_FIELDS(SetSubscribed, F(account), F(mailbox), F(subscribed));
HIKYAKU_FIELDS(
    QueuedAction, F(id), F(account), F(action), F(queuedAt), F(notBefore), F(inverse), F(attempts), F(stage));
HIKYAKU_FIELDS(Attachment, F(part), F(fileName), F(mimeType), F(size), F(isInline), F(contentId), F(sha256));
HIKYAKU_FIELDS(Warning, F(code), F(text));
HIKYAKU_FIELDS(Document, F(key), F(accountName), F(flags), F(size), F(envelope), F(text), F(html), F(textFromHtml),
    F(attachments), F(remoteReferences), F(warnings));
HIKYAKU_FIELDS(CertificateInfo, F(subject), F(issuer), F(organization), F(names), F(notBefore), F(notAfter), F(sha256),
    F(spkiSha256), F(der));
HIKYAKU_FIELDS(TrustQuestion, F(host), F(port), F(problems), F(chain), F(previousSpkiSha256), F(interceptor));
HIKYAKU_FIELDS(Person, F(address), F(organization));
HIKYAKU_FIELDS(PeopleFound, F(people), F(more), F(error));
HIKYAKU_FIELDS(TrustException, F(host), F(port), F(spkiSha256), F(problems), F(leaf), F(acceptedAt));
HIKYAKU_FIELDS(TrustEvent, F(at), F(host), F(port), F(what), F(spkiSha256), F(sha256), F(problems));
HIKYAKU_FIELDS(
    PasswordQuestion, F(account), F(accountName), F(user), F(host), F(purpose), F(wasRefused), F(serverText));
HIKYAKU_FIELDS(SignInQuestion, F(account), F(accountName), F(user), F(issuer), F(wasRefused), F(serverText));
HIKYAKU_FIELDS(SignInWords, F(language), F(title), F(done), F(refused), F(foreign));
HIKYAKU_FIELDS(SignInStart, F(id), F(url));
HIKYAKU_FIELDS(SignInHealth, F(issuer), F(isSignedIn), F(signedInAt), F(renewedAt), F(expiresAt), F(againBy),
    F(letInAt), F(sentAt), F(refusedAt), F(refusal));
HIKYAKU_FIELDS(Question, F(id), F(account), F(body));
HIKYAKU_FIELDS(DiscoveryAttempt, F(id), F(purpose), F(source), F(server), F(state), F(milliseconds), F(error), F(trust),
    F(protocol));
HIKYAKU_FIELDS(DiscoveryResult, F(account), F(receiveFound), F(sendFound), F(receiveError), F(sendError));
HIKYAKU_FIELDS(StoreChanges::InMailbox, F(mailbox), F(inserted), F(updated), F(removed), F(many));
HIKYAKU_FIELDS(StoreChanges, F(mailboxes), F(mailboxList), F(accounts), F(outbox), F(trust), F(actions));
HIKYAKU_FIELDS(Activity, F(account), F(kind), F(subject), F(done), F(total), F(error), F(retryInSeconds));

#undef F
// NOLINTEND

} // namespace core
