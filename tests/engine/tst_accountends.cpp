// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/engine.h"
#include "net/initialize.h"
#include "tests/support/coroutine.h"

#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Errc;

/** Who waits for an account that is removed meanwhile gets an answer, and nothing goes on in its memory. */
class AccountEndsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void everyQuestionEndsWithItsAccount();
};

namespace
{
template <class T>
async::Task<> forgetting(async::Task<T> question)
{
    co_await std::move(question);
}
} // namespace

void AccountEndsTest::everyQuestionEndsWithItsAccount()
{
    QTemporaryDir folder;
    const auto engine = engine::Engine::open({folder.filePath(u"profile"_s)}).value();
    QTcpServer silent; // takes every connection and never says a word
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const core::ServerSettings server{u"127.0.0.1"_s, silent.serverPort(), core::Security::None, u"auto"_s, QString()};
    core::Account account{.name = u"Work"_s, .address = u"taro@example.test"_s};
    account.receive = account.send = account.directory.server = server;
    const auto id = test::waitFor(engine->addAccount(account, {core::Secret(u"secret"_s), {}}, false));
    QVERIFY(id);

    async::TaskScope scope;
    QList<Errc> ended;
    const auto note = [&ended](const core::Result<> &done) {
        ended.append(done ? Errc::Internal : done.error().code);
    };
    const core::MessageKey key{*id, "INBOX", core::UidValidity{1}, core::Uid{1}};
    scope.launch(forgetting(engine->people({}, u"yamada"_s, 5, u"ja"_s, false)), note);
    scope.launch(engine->sync(*id, {}, engine::Bodies::None), note);
    scope.launch(engine->checkSending(*id), note);
    scope.launch(forgetting(engine->document(key)), note);
    int connections = 0;
    connect(&silent, &QTcpServer::newConnection, &silent, [&] {
        while (silent.nextPendingConnection())
            ++connections;
    });
    QTRY_COMPARE(connections, 4);
    QVERIFY(ended.isEmpty());

    std::optional<core::Result<>> removed;
    scope.launch(engine->removeAccount(*id, true), [&](const core::Result<> &done) { removed = done; });
    QTRY_COMPARE(ended, QList<Errc>(4, Errc::Cancelled));
    QTRY_VERIFY_WITH_TIMEOUT(removed && *removed, 30'000);
}

QTEST_GUILESS_MAIN(AccountEndsTest)
#include "tst_accountends.moc"
