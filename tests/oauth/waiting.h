// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "async/taskscope.h"
#include "oauth/signin.h"
#include "tests/support/authorization.h"
#include "tests/support/coroutine.h"

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
