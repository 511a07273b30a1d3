// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/taskscope.h"
#include "net/connectto.h"
#include "net/tlsroots.h"
#include "oauth/signin.h"
#include "tests/support/authorization.h"
#include "tests/support/coroutine.h"

#include <QJsonArray>
#include <QtTest>

inline const core::SignInWords kWords{QStringLiteral("ja"), QStringLiteral("飛脚 <b>"), QStringLiteral("済みました。"),
    QStringLiteral("断られました。"), QStringLiteral("無関係です。")};

/** A sign-in that waits for its browser. */
struct Waiting {
    explicit Waiting(const oauth::Party &party, std::chrono::milliseconds patience = std::chrono::seconds(20))
        : signIn(party, kWords)
    {
        const auto begun = signIn.begin(QStringLiteral("taro+mail@example.test"));
        if (!begun)
            qFatal("begin");
        page = *begun;
        outcome = async::spawn(scope, signIn.finished(patience));
    }
    core::Result<oauth::Tokens> end() { return test::waitFor(unwrapped(outcome)); }
    bool isOver() const { return outcome.isSet(); }
    static async::Task<oauth::Tokens> unwrapped(async::Completion<oauth::Tokens> one) { co_return co_await one.wait(); }

    /** Where the browser is sent back to, with what. */
    QUrl back(const test::Authorization &server) const { return server.get(page).location; }

    oauth::BrowserSignIn signIn;
    QUrl page;
    async::Completion<oauth::Tokens> outcome;
    async::TaskScope scope;
};

/** A real authorization server, and the test client it knows. */
struct IssuerAtWork {
    std::unique_ptr<test::MailStack> stack;
    std::unique_ptr<test::Authorization> server;
    oauth::Party party;

    void start()
    {
        using namespace Qt::StringLiterals;
        stack = std::make_unique<test::MailStack>(u"maildir"_s, QStringList{u"--authorization"_s});
        QVERIFY2(stack->isRunning(), qPrintable(stack->errorText()));
        QVERIFY(net::TlsRoots::addFromFile(stack->caFile()));
        for (const QString &rule : stack->connectTo())
            QVERIFY(net::ConnectTo::add(rule));
        server = std::make_unique<test::Authorization>(*stack);
        providers::SignInMeans means = providers::SignInMeans::of(stack->folder());
        QVERIFY(means.add(server->signInFile()));
        party = {*means.find(u"test"_s), *means.client(u"test"_s)};
    }
    /** Grants everything, as at first. */
    void forgetWishes()
    {
        using namespace Qt::StringLiterals;
        server->control({{u"expires"_s, 3600}, {u"rotate"_s, false}, {u"fail"_s, 0}, {u"secret"_s, u""_s},
            {u"deny"_s, u""_s}, {u"body"_s, QJsonValue()}});
    }
};
