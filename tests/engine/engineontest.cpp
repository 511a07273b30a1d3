// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontest.h"

#include "imap/initialize.h"
#include "net/connectto.h"
#include "net/tlsroots.h"

using namespace Qt::StringLiterals;

namespace test
{

namespace
{
void reachTheStack()
{
    static bool done = false;
    if (std::exchange(done, true))
        return;
    MailStack *stack = MailStack::shared();
    if (!stack->isRunning())
        qFatal("%s", qPrintable(stack->errorText()));
    imap::initialize();
    if (!net::TlsRoots::addFromFile(stack->caFile()))
        qFatal("the CA of the stack");
    for (const QString &rule : stack->connectTo()) {
        if (!net::ConnectTo::add(rule))
            qFatal("%s", qPrintable(rule));
    }
}
} // namespace

EngineOnTest::EngineOnTest(const QString &user, const QString &imapHost)
    : m_paths{m_folder.filePath(u"profile"_s)}
{
    reachTheStack();
    const QString address = user + u"@example.test"_s;
    m_account.name = user;
    m_account.address = address;
    m_account.receive = {imapHost, 993, core::Security::Tls, u"auto"_s, address};
    m_account.send = {u"smtp.example.test"_s, 587, core::Security::StartTls, u"auto"_s, address};
    restart();
    const core::Secret password(MailStack::shared()->password(user));
    const auto added = waitFor(m_engine->addAccount(m_account, {password, {}, {}, {}}, false));
    if (!added)
        qFatal("addAccount: %s", qPrintable(core::errcName(added.error().code)));
    m_account.id = *added;
}

void EngineOnTest::restart(Password password)
{
    m_engine.reset();
    auto opened = engine::Engine::open(m_paths);
    auto reader = opened ? store::Reader::open(m_paths) : std::unexpected(opened.error());
    if (!reader)
        qFatal("open: %s", reader.error().serverText.constData());
    m_engine = std::move(*opened);
    m_reader = std::move(*reader);
    if (!m_account.id.isValid() || password == Password::None)
        return;
    const core::Secret secret(password == Password::Right ? MailStack::shared()->password(m_account.name) : u"wrong"_s);
    if (!waitFor(m_engine->providePassword(m_account.id, {}, secret, false)))
        qFatal("providePassword");
}

void EngineOnTest::whileStopped(const std::function<core::Result<>(store::Transaction &)> &work)
{
    stop();
    auto database = store::Database::open(m_paths);
    if (!database)
        qFatal("open: %s", database.error().serverText.constData());
    store::Transaction transaction(**database);
    if (!work(transaction) || !transaction.commit())
        qFatal("the stores refuse the change");
}

core::Result<> EngineOnTest::sync()
{
    return waitFor(m_engine->sync(m_account.id, {}, engine::Bodies::None), 60000);
}

core::Mailbox EngineOnTest::mailbox(const QByteArray &rawName)
{
    for (const core::Mailbox &mailbox : m_reader->mailboxes(m_account.id)) {
        if (mailbox.rawName == rawName)
            return mailbox;
    }
    return {};
}

core::MessageTarget EngineOnTest::target(const QString &messageId, const QByteArray &rawName)
{
    for (const core::MessageId id : m_reader->messageOrder(mailbox(rawName).id)) {
        const auto found = m_reader->target(id);
        if (found && found->messageId == messageId)
            return *found;
    }
    qFatal("no message %s in %s", qPrintable(messageId), rawName.constData());
}

core::SubmissionState EngineOnTest::state(core::SubmissionId id)
{
    const auto submission = m_reader->submission(id);
    if (!submission)
        qFatal("no submission %lld", id.value());
    return submission->state;
}

QByteArray letterWithId(const QByteArray &messageId, const QByteArray &subject)
{
    return "From: bob@example.test\nTo: taro@example.test\nSubject: " + subject + "\nMessage-ID: <" + messageId
        + ">\nDate: Tue, 24 Nov 2026 09:30:00 +0900\n\ntext\n";
}

} // namespace test
