// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/cbor.h"
#include "engine/engine.h"
#include "engine/passwordfile.h"
#include "net/initialize.h"
#include "tests/support/coroutine.h"

#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::PasswordPurpose;
using core::Secret;
using engine::PasswordFile;

namespace
{
const Secret kPassphrase(u"合言葉 は 長く"_s);
const Secret kCanary(u"CANARY-päss\"\\"_s);

/** Nobody keeps secrets on this computer: the tests' keyring must not be met. */
struct NoKeyring {
    NoKeyring() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }
    ~NoKeyring() { qputenv("DBUS_SESSION_BUS_ADDRESS", before); }
    QByteArray before = qgetenv("DBUS_SESSION_BUS_ADDRESS");
};

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s", qPrintable(path));
}
} // namespace

class PasswordFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { net::initialize(); }

    void keepsUnderItsPassphraseOnly()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"passwords"_s);
        {
            auto made = PasswordFile::make(path, kPassphrase);
            QVERIFY(made);
            QVERIFY(made->put(u"1/receive"_s, kCanary));
            QVERIFY(made->put(u"2/send"_s, Secret(u"other"_s)));
        }
        QCOMPARE(
            QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        const QByteArray bytes = bytesOf(path);
        for (const QByteArray &form : {kCanary.reveal(), kCanary.reveal().toBase64(), kCanary.reveal().toHex(),
                 "1/receive"_ba, kPassphrase.reveal()})
            QVERIFY2(!bytes.contains(form), form.constData());
        QCOMPARE(PasswordFile::open(path, Secret(u"合言葉"_s)).error().code, Errc::PassphraseNeeded);
        auto again = PasswordFile::open(path, kPassphrase);
        QVERIFY(again);
        QCOMPARE(again->find(u"1/receive"_s), kCanary);
        QVERIFY(!again->find(u"1/send"_s));
        QVERIFY(again->erase(u"1/receive"_s));
        const QByteArray after = bytesOf(path);
        QVERIFY(!PasswordFile::open(path, kPassphrase)->find(u"1/receive"_s));
        QCOMPARE(PasswordFile::open(path, kPassphrase)->find(u"2/send"_s), Secret(u"other"_s));
        QVERIFY(again->put(u"2/send"_s, Secret(u"other"_s))); // the same again does not look the same
        QVERIFY(bytesOf(path) != after);
        QCOMPARE(PasswordFile::make(path, {}).error().code, Errc::PassphraseNeeded);
    }

    void aDamagedFileIsNoWrongPassphrase()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"passwords"_s);
        QVERIFY(PasswordFile::make(path, kPassphrase)->put(u"1/receive"_s, kCanary));
        const QByteArray good = bytesOf(path);
        const auto codeOf = [&](const QByteArray &bytes) {
            overwrite(path, bytes);
            const auto opened = PasswordFile::open(path, kPassphrase);
            return opened ? Errc::Internal : opened.error().code;
        };
        QCOMPARE(codeOf(good), Errc::Internal);
        QCOMPARE(codeOf({}), Errc::StoreCorrupt);
        QCOMPARE(codeOf(good.chopped(3)), Errc::StoreCorrupt);
        const QCborMap map = QCborValue::fromCbor(good).toMap();
        const auto with = [&](const QString &key, const QCborValue &value) {
            QCborMap changed = map;
            changed[key] = value;
            return changed.toCborValue().toCbor();
        };
        QByteArray flipped = map[u"bytes"_s].toByteArray();
        flipped[flipped.size() / 2] = char(flipped[flipped.size() / 2] ^ 1);
        QCOMPARE(codeOf(with(u"bytes"_s, flipped)), Errc::StoreCorrupt);
        QCOMPARE(codeOf(with(u"version"_s, 2)), Errc::StoreFailed);
        QCOMPARE(codeOf(with(u"rounds"_s, qint64(1) << 40)), Errc::StoreCorrupt); // would take years
        QCOMPARE(codeOf(with(u"salt"_s, QByteArray(16, 'x'))), Errc::PassphraseNeeded);
    }

    void standsInForTheKeyring()
    {
        const NoKeyring none;
        QTemporaryDir folder;
        const store::ProfilePaths paths{folder.filePath(u"profile"_s)};
        core::Account account{.name = u"Work"_s, .address = u"taro@example.test"_s};
        account.receive = {u"127.0.0.1"_s, 1, core::Security::Tls, u"auto"_s, u"taro"_s};
        account.send = account.receive;
        core::AccountId id;
        {
            auto first = std::move(engine::Engine::open(paths).value());
            const auto added = test::waitFor(first->addAccount(account, {.receive = kCanary}, true));
            QVERIFY(added);
            id = *added;
            const auto state = test::waitFor(first->secretsState());
            QVERIFY(state);
            QVERIFY(!state->keyringError.isEmpty());
            QVERIFY(!state->hasFile);
            QVERIFY(test::waitFor(first->makePasswordFile(kPassphrase)));
            QVERIFY(test::waitFor(first->secretsState())->hasFile);
            QCOMPARE(test::waitFor(first->makePasswordFile(Secret(u"x"_s))).error().code, Errc::AlreadyExists);
        }
        auto second = std::move(engine::Engine::open(paths).value());
        // Nobody is there to ask: no question, and no password.
        const auto unasked = test::waitFor(second->sync(id, {}, engine::Bodies::None));
        QCOMPARE(unasked.error().code, Errc::AuthenticationFailed);
        QSignalSpy asked(&second->questions(), &engine::Questions::asked);
        second->goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 10000);
        const auto question = asked.first().first().value<core::Question>();
        const auto wanted = std::get<core::PasswordQuestion>(question.body);
        QCOMPARE(wanted.purpose, PasswordPurpose::Secrets);
        QVERIFY(!wanted.wasRefused);
        QVERIFY(second->questions().answerPassword(question.id, {Secret(u"wrong"_s), false}));
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 2, 20000);
        const auto again = asked.last().first().value<core::Question>();
        QVERIFY(std::get<core::PasswordQuestion>(again.body).wasRefused);
        QVERIFY(second->questions().answerPassword(again.id, {kPassphrase, false}));
        // The mail's password is known from then on: what fails now is the connection.
        QTRY_COMPARE_WITH_TIMEOUT(
            test::waitFor(second->sync(id, {}, engine::Bodies::None)).error().code, Errc::ConnectionRefused, 20000);
        QCOMPARE(asked.size(), 2);
    }

    void aNoIsTakenOncePerStart()
    {
        const NoKeyring none;
        QTemporaryDir folder;
        const store::ProfilePaths paths{folder.filePath(u"profile"_s)};
        auto engine = std::move(engine::Engine::open(paths).value());
        QVERIFY(PasswordFile::make(paths.passwords(), kPassphrase));
        QSignalSpy asked(&engine->questions(), &engine::Questions::asked);
        engine->goOnline();
        core::Account account{.name = u"Work"_s, .address = u"taro@example.test"_s};
        account.receive = {u"127.0.0.1"_s, 1, core::Security::Tls, u"auto"_s, u"taro"_s};
        account.send = account.receive;
        QVERIFY(test::waitFor(engine->addAccount(account, {}, false)));
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 10000);
        const auto question = asked.first().first().value<core::Question>();
        QVERIFY(engine->questions().answerPassword(question.id, {}));
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 2, 10000);
        const auto next = asked.last().first().value<core::Question>();
        QCOMPARE(std::get<core::PasswordQuestion>(next.body).purpose, PasswordPurpose::Receive);
    }
};

QTEST_GUILESS_MAIN(PasswordFileTest)
#include "tst_passwordfile.moc"
