// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/cbor.h"
#include "messages.h"

namespace core
{

template <>
inline constexpr int kEnumerators<ipc::Bodies> = 3;
template <>
inline constexpr int kEnumerators<ipc::ReplyKind> = 3;

#define F(name) f(#name##_L1, v.name)

HIKYAKU_FIELDS(ipc::Discover, F(fullName), F(address), F(password), F(manual), F(sendPassword), F(network),
    F(proxyPassword), F(passphrase), F(signIn), F(userName));
HIKYAKU_FIELDS(ipc::CancelDiscovery, (void)f, (void)v);
HIKYAKU_FIELDS(ipc::AddAccount, F(account), F(receivePassword), F(sendPassword), F(keepPassword), F(proxyPassword),
    F(passphrase), F(signIn));
HIKYAKU_FIELDS(ipc::UpdateAccount, F(account));
HIKYAKU_FIELDS(ipc::RemoveAccount, F(account), F(erase));
HIKYAKU_FIELDS(ipc::ProvidePassword, F(account), F(password), F(keep), F(purpose));
HIKYAKU_FIELDS(ipc::AnswerTrust, F(question), F(answer));
HIKYAKU_FIELDS(ipc::AnswerPassword, F(question), F(password), F(keep));
HIKYAKU_FIELDS(ipc::PendingQuestions, (void)f, (void)v);
HIKYAKU_FIELDS(ipc::GoOnline, (void)f, (void)v);
HIKYAKU_FIELDS(ipc::Act, F(action));
HIKYAKU_FIELDS(ipc::OpenMailbox, F(mailbox));
HIKYAKU_FIELDS(ipc::FetchDocument, F(key));
HIKYAKU_FIELDS(ipc::FetchRaw, F(key));
HIKYAKU_FIELDS(ipc::FetchPart, F(key), F(part));
HIKYAKU_FIELDS(ipc::Sync, F(account), F(mailboxes), F(bodies));
HIKYAKU_FIELDS(ipc::BuildReply, F(key), F(kind), F(texts));
HIKYAKU_FIELDS(ipc::SaveDraft, F(draft));
HIKYAKU_FIELDS(ipc::DiscardDraft, F(draft));
HIKYAKU_FIELDS(ipc::Submit, F(draft), F(holdSeconds));
HIKYAKU_FIELDS(ipc::SubmitEml, F(account), F(eml));
HIKYAKU_FIELDS(ipc::RetrySubmission, F(submission));
HIKYAKU_FIELDS(ipc::DiscardSubmission, F(submission));
HIKYAKU_FIELDS(ipc::Inspect, F(eml));
HIKYAKU_FIELDS(ipc::InspectTrust, F(host), F(port), F(security), F(account));
HIKYAKU_FIELDS(ipc::AcceptTrust, F(question), F(answer));
HIKYAKU_FIELDS(ipc::ForgetTrust, F(host), F(port));
HIKYAKU_FIELDS(ipc::UseNetwork, F(caFiles), F(connectTo));
HIKYAKU_FIELDS(ipc::TakeBack, F(submission));
HIKYAKU_FIELDS(ipc::ConfirmSent, F(submission));
HIKYAKU_FIELDS(ipc::Undo, F(actions));
HIKYAKU_FIELDS(ipc::CheckSending, F(account));
HIKYAKU_FIELDS(ipc::SearchDirectory, F(text), F(limit), F(language), F(account), F(mayAsk));
HIKYAKU_FIELDS(ipc::CertificatesFound, F(authorities), F(own));
HIKYAKU_FIELDS(ipc::ReadCertificates, F(file), F(passphrase));
HIKYAKU_FIELDS(ipc::SecretStoreState, F(keyringError), F(hasFile));
HIKYAKU_FIELDS(ipc::AskSecretStore, (void)f, (void)v);
HIKYAKU_FIELDS(ipc::MakePasswordFile, F(passphrase));
HIKYAKU_FIELDS(ipc::RemovePasswordFile, (void)f, (void)v);
HIKYAKU_FIELDS(ipc::BeginSignIn, F(issuer), F(user), F(words), F(account), F(network), F(proxyPassword));
HIKYAKU_FIELDS(ipc::FindIssuer, F(address), F(network), F(proxyPassword));
HIKYAKU_FIELDS(ipc::FinishSignIn, F(signIn), F(account), F(keep));
HIKYAKU_FIELDS(ipc::CancelSignIn, F(signIn));
HIKYAKU_FIELDS(ipc::DeclineSignIn, F(question));
HIKYAKU_FIELDS(ipc::AskSignInHealth, F(account));
HIKYAKU_FIELDS(ipc::ForgetSignIn, F(account));
HIKYAKU_FIELDS(ipc::SetSignInClient, F(issuer), F(clientId), F(secret));
HIKYAKU_FIELDS(ipc::QuestionGone, F(id));

#undef F

} // namespace core
