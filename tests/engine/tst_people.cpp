// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/engine.h"
#include "net/initialize.h"
#include "tests/support/coroutine.h"

#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Errc;

/** What the engine makes of directories; what a real one answers is tried in ctl.directory. */
class PeopleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void anAccountThatGoesTakesItsSearchAlong()
    {
        QTemporaryDir folder;
        const auto engine = engine::Engine::open({folder.filePath(u"profile"_s)}).value();
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        core::Account account{.name = u"Work"_s, .address = u"taro@example.test"_s};
        account.receive.host = account.send.host = u"127.0.0.1"_s;
        account.directory.server = {u"127.0.0.1"_s, silent.serverPort(), core::Security::None, u"auto"_s, QString()};
        const auto id = test::waitFor(engine->addAccount(account, {}, false));
        QVERIFY(id);
        async::TaskScope scope;
        const auto found = async::spawn(scope, engine->people({}, u"yamada"_s, 5, u"ja"_s, false));
        QTRY_VERIFY(silent.hasPendingConnections());
        QVERIFY(!found.isSet());
        std::optional<core::Result<>> removed;
        scope.launch(engine->removeAccount(*id, true), [&](const core::Result<> &done) { removed = done; });
        QTRY_VERIFY(found.isSet());
        QTRY_VERIFY_WITH_TIMEOUT(removed && *removed, 30'000);
    }
};

QTEST_GUILESS_MAIN(PeopleTest)
#include "tst_people.moc"
