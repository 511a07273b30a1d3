// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a server or proxy asks before one gets in: the trust prompt with each fault, and the password dialog.

#include "screenstage.h"
#include "ui/accounts/passworddialog.h"
#include "ui/questions/questionbar.h"
#include "ui/trust/certificatedialog.h"
#include "ui/trust/trustdialog.h"

namespace demo
{

namespace
{
using core::CertificateProblem;
using core::PasswordPurpose;
using core::TrustQuestion;

/** A server's certificate as it should be; the faults are put into it. */
TrustQuestion sound()
{
    TrustQuestion question{.host = u"imap.tsubame.example"_s,
        .port = 993,
        .problems = {},
        .chain = {certificate(u"imap.tsubame.example"_s, u"Tsubame Internal CA"_s, 'a'),
            certificate(u"Tsubame Internal CA"_s, u"Tsubame Internal CA"_s, 'b')},
        .previousSpkiSha256 = {},
        .interceptor = {}};
    question.chain.first().names = {u"imap.tsubame.example"_s, u"smtp.tsubame.example"_s};
    return question;
}

TrustQuestion selfSigned()
{
    TrustQuestion question = sound();
    question.problems = {CertificateProblem::SelfSigned};
    question.chain = {certificate(u"imap.tsubame.example"_s, u"imap.tsubame.example"_s, 's')};
    question.chain.first().names = {u"imap.tsubame.example"_s};
    return question;
}

TrustQuestion with(const QList<CertificateProblem> &problems)
{
    TrustQuestion question = sound();
    question.problems = problems;
    return question;
}

TrustQuestion wrongName()
{
    TrustQuestion question = with({CertificateProblem::WrongName});
    question.chain = {certificate(u"sv42.hosting.example"_s, u"Public CA R3"_s, 'w'),
        certificate(u"Public CA R3"_s, u"Public Root X1"_s, 'x'),
        certificate(u"Public Root X1"_s, u"Public Root X1"_s, 'y')};
    question.chain.first().names = {u"*.hosting.example"_s, u"hosting.example"_s};
    return question;
}

TrustQuestion expired(int days)
{
    TrustQuestion question = wrongName();
    question.problems = {CertificateProblem::Expired};
    question.chain.first().subject = u"imap.tsubame.example"_s;
    question.chain.first().names = {u"imap.tsubame.example"_s};
    question.chain.first().notAfter = QDateTime::currentDateTimeUtc().addDays(-days);
    question.chain.first().notBefore = question.chain.first().notAfter.addDays(-90);
    return question;
}

TrustQuestion notYetValid()
{
    TrustQuestion question = expired(-95);
    question.problems = {CertificateProblem::NotYetValid};
    return question;
}

TrustQuestion several()
{
    TrustQuestion question = wrongName();
    question.problems = {CertificateProblem::UnknownIssuer, CertificateProblem::WrongName, CertificateProblem::Expired};
    question.chain.first().issuer = u"Tsubame Internal CA"_s;
    question.chain = {question.chain.first(), sound().chain.at(1)};
    question.chain.first().notAfter = QDateTime::currentDateTimeUtc().addDays(-412);
    question.chain.first().notBefore = question.chain.first().notAfter.addDays(-730);
    return question;
}

TrustQuestion intercepted()
{
    TrustQuestion question = with({CertificateProblem::UnknownIssuer});
    question.interceptor = u"Kaspersky"_s;
    question.chain.first().issuer = question.chain.last().subject = question.chain.last().issuer
        = u"Kaspersky Anti-Virus Personal Root Certificate"_s;
    return question;
}

auto asked(const TrustQuestion &question)
{
    return [question](Stage &) -> QWidget * {
        return new ui::TrustDialog(question);
    };
}

QWidget *changedKey(Stage &)
{
    TrustQuestion question = selfSigned();
    question.problems = {CertificateProblem::KeyChanged, CertificateProblem::SelfSigned};
    const auto old = certificate(u"imap.tsubame.example"_s, u"imap.tsubame.example"_s, 'o');
    question.previousSpkiSha256 = old.spkiSha256;
    return new ui::TrustDialog(question,
        core::TrustException{.host = question.host, .port = question.port, .spkiSha256 = old.spkiSha256, .leaf = old});
}

QWidget *inTheWizard(Stage &stage)
{
    auto *wizard = stage.wizard();
    const auto search = stage.searching(wizard);
    core::DiscoveryAttempt attempt{.id = 1,
        .purpose = core::ServerPurpose::Receive,
        .source = u"guess"_s,
        .server = {.host = u"imap.tsubame.example"_s, .port = 993, .user = u"taro@tsubame.example"_s},
        .state = core::AttemptState::Failed,
        .milliseconds = 62,
        .error = core::Error{core::Errc::CertificateUntrusted, u"imap.tsubame.example:993"_s, {}},
        .trust = selfSigned()};
    stage.engine.tell(attempt);
    search.succeed({.account = account(), .sendFound = true, .receiveError = attempt.error});
    return wizard;
}

/** What the person sees of it when it was the work in the background that met it: one bar, no dialog. */
auto inTheBackground(const std::variant<TrustQuestion, core::PasswordQuestion, core::SignInQuestion> &body)
{
    return [body](Stage &stage) -> QWidget * {
        const core::AccountId account = stage.addAccounts(1);
        stage.profile.addMailbox(account, u"INBOX"_s, core::MailboxRole::Inbox);
        auto *window = stage.mainWindow();
        window->addNotice(new ui::QuestionBar(*stage.workspace));
        window->resize(1024, 640);
        stage.engine.tell(core::Question{1, account, body});
        return window;
    };
}

core::PasswordQuestion question(PasswordPurpose purpose, bool wasRefused, const QByteArray &words = {})
{
    return {.account = {},
        .accountName = u"taro@tsubame.example"_s,
        .user = u"taro@tsubame.example"_s,
        .host = purpose == PasswordPurpose::Send ? u"smtp.tsubame.example"_s : u"imap.tsubame.example"_s,
        .purpose = purpose,
        .wasRefused = wasRefused,
        .serverText = words};
}

core::PasswordQuestion proxyQuestion(bool wasRefused)
{
    core::PasswordQuestion asked = question(
        PasswordPurpose::Proxy, wasRefused, wasRefused ? "HTTP/1.1 407 Proxy Authentication Required" : QByteArray());
    asked.user = u"yamada"_s;
    asked.host = u"proxy.tsubame.example"_s;
    return asked;
}

core::PasswordQuestion appPassword()
{
    core::PasswordQuestion asked
        = question(PasswordPurpose::Receive, true, "[ALERT] Application-specific password required (Failure)");
    asked.accountName = asked.user = u"taro@gmail.com"_s;
    asked.host = u"imap.gmail.com"_s;
    return asked;
}

core::PasswordQuestion passphrase(PasswordPurpose purpose, bool wasRefused)
{
    core::PasswordQuestion asked = question(purpose, wasRefused);
    asked.user = purpose == PasswordPurpose::Certificate ? u"山田 太郎"_s : QString();
    asked.host.clear();
    return asked;
}

auto asked(const core::PasswordQuestion &question)
{
    return [question](Stage &) -> QWidget * {
        return new ui::PasswordDialog(question);
    };
}
} // namespace

Screens questionScreens()
{
    using enum PasswordPurpose;
    return {{u"trust-01-self-signed"_s, asked(selfSigned())},
        {u"trust-02-unknown-issuer"_s, asked(with({CertificateProblem::UnknownIssuer}))},
        {u"trust-03-wrong-name"_s, asked(wrongName())}, {u"trust-04-expired"_s, asked(expired(3))},
        {u"trust-05-not-yet-valid"_s, asked(notYetValid())}, {u"trust-06-several"_s, asked(several())},
        {u"trust-07-revoked"_s, asked(with({CertificateProblem::Revoked}))}, {u"trust-08-changed"_s, changedKey},
        {u"trust-09-between"_s, asked(intercepted())}, {u"trust-10-weak"_s, asked(with({CertificateProblem::Other}))},
        {u"trust-11-wizard"_s, inTheWizard}, {u"trust-12-bar"_s, inTheBackground(selfSigned())},
        {u"trust-13-certificate"_s,
            [](Stage &) {
                return new ui::CertificateDialog(unknownIssuer().chain.first());
            }},
        {u"password-1-refused"_s, asked(question(Receive, true, "[AUTHENTICATIONFAILED] Authentication failed."))},
        {u"password-2-none"_s, asked(question(Receive, false))}, {u"password-3-app-password"_s, asked(appPassword())},
        {u"password-4-sending"_s, asked(question(Send, true, "535 5.7.8 Authentication credentials invalid"))},
        {u"password-5-proxy"_s, asked(proxyQuestion(true))},
        {u"password-6-certificate"_s, asked(passphrase(Certificate, false))},
        {u"password-7-passwords"_s, asked(passphrase(Secrets, true))},
        {u"password-8-bar"_s,
            inTheBackground(question(Receive, true, "[AUTHENTICATIONFAILED] Authentication failed."))}};
}

} // namespace demo
