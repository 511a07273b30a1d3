// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "engine/engine.h"
#include "providers/signinmeans.h"
#include "tests/support/authorization.h"
#include "tests/support/coroutine.h"

#include <QtTest>

/** An engine over a fresh profile that knows the stack's issuer. */
class SignedIn
{
public:
    /** `server`: of the stack; outlives this. */
    SignedIn(const test::Authorization &server, const QString &user)
        : m_server(server)
        , m_address(user + QStringLiteral("@example.test"))
        , m_paths{m_folder.filePath(QStringLiteral("profile"))}
    {
        QDir().mkpath(m_paths.directory);
        QFile file(providers::SignInMeans::personsFile(m_paths.directory));
        if (!file.open(QIODevice::WriteOnly) || file.write(server.signInFile()) < 0)
            qFatal("sign-in.json");
        file.close();
        restart();
    }
    ~SignedIn()
    {
        if (id.isValid() && m_engine) // the keyring outlives the test
            (void)test::waitFor(m_engine->removeAccount(id, true));
    }

    void restart()
    {
        m_engine.reset();
        auto opened = engine::Engine::open(m_paths);
        if (!opened)
            qFatal("open: %s", opened.error().serverText.constData());
        m_engine = std::move(*opened);
    }
    engine::Engine &engine() { return *m_engine; }

    /** The person at the browser. */
    qint64 browse(core::AccountId owner = {}, bool keep = false)
    {
        const auto begun = test::waitFor(m_engine->signIns().begin(QStringLiteral("test"), m_address, {}));
        if (!begun)
            qFatal("begin: %s", qPrintable(begun.error().context));
        async::TaskScope scope;
        const auto finished = async::spawn(scope, whole(m_engine->signIns().finish(begun->id, owner, keep)));
        m_server.signIn(QUrl(begun->url));
        if (!QTest::qWaitFor([&] { return finished.isSet(); }, 20000))
            qFatal("the browser's answer was not heard");
        return begun->id;
    }
    static async::Task<int> whole(async::Task<> task)
    {
        co_await std::move(task);
        co_return 1;
    }

    /** The wizard's way: browser, search, account. */
    void setUp(bool keep = false)
    {
        const qint64 signIn = browse();
        core::Account manual{.name = m_address, .address = m_address};
        manual.receive
            = {QStringLiteral("imap.example.test"), 993, core::Security::Tls, QStringLiteral("auto"), m_address};
        manual.send
            = {QStringLiteral("smtp.example.test"), 587, core::Security::StartTls, QStringLiteral("auto"), m_address};
        const auto found = test::waitFor(m_engine->discover(
            {.fullName = {}, .address = m_address, .password = {}, .manual = manual, .signIn = signIn}));
        if (!found || !found->receiveFound || !found->sendFound)
            qFatal("not found: %s", found ? found->receiveError.value_or(core::Error{}).serverText.constData() : "");
        account = found->account;
        const auto added = test::waitFor(m_engine->addAccount(found->account, {}, keep, signIn));
        if (!added)
            qFatal("addAccount");
        id = *added;
    }
    core::Result<> sync() { return test::waitFor(m_engine->sync(id, {}, engine::Bodies::None), 60000); }
    core::SignInHealth health() { return *test::waitFor(m_engine->signInHealth(id)); }
    const store::ProfilePaths &paths() const { return m_paths; }

    core::AccountId id;
    core::Account account;

private:
    const test::Authorization &m_server;
    QTemporaryDir m_folder;
    QString m_address;
    store::ProfilePaths m_paths;
    std::unique_ptr<engine::Engine> m_engine;
};
