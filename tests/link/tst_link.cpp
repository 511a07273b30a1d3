// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "link/client.h"
#include "link/server.h"

#include <QLocalSocket>
#include <QThread>
#include <QtEndian>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using ipc::Client;
using ipc::Server;

namespace
{
/** A server whose answers the test gives by hand, and one connected face. */
struct Pair {
    QTemporaryDir folder;
    QString path = folder.path() + u"/engine.socket"_s;
    QList<std::pair<ipc::Request, Server::Answer>> asked;
    std::unique_ptr<Server> server = std::make_unique<Server>(
        [this](ipc::Request request, Server::Answer answer) { asked.append({std::move(request), std::move(answer)}); });
    Client client;

    Pair()
    {
        if (const auto listening = server->listen(path); !listening)
            qFatal("%s", listening.error().serverText.constData());
        QSignalSpy ready(&client, &Client::ready);
        client.connectTo(path);
        if (!ready.wait(5000))
            qFatal("not ready");
        // The face's own greeting may still be on its way.
        if (!QTest::qWaitFor([&] { return isGreeted(); }))
            qFatal("not greeted");
    }
    bool isGreeted()
    {
        QSignalSpy told(&client, &Client::questionGone);
        server->broadcast(ipc::QuestionGone{0});
        return told.wait(50);
    }
};

/** Bytes to and from the server without our Client. */
struct RawFace {
    QLocalSocket socket;
    explicit RawFace(const QString &path)
    {
        socket.connectToServer(path);
        if (!socket.waitForConnected(5000))
            qFatal("raw face: no connection");
    }
    bool isDropped()
    {
        return QTest::qWaitFor([this] { return socket.state() == QLocalSocket::UnconnectedState; }, 5000);
    }
};
} // namespace

class LinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThousandCallsOfTwoFacesAreAnsweredInAnyOrder()
    {
        Pair pair;
        Client second;
        QSignalSpy ready(&second, &Client::ready);
        second.connectTo(pair.path);
        QVERIFY(ready.wait());
        QSet<qint64> answered;
        for (qint64 n = 1; n <= 1000; ++n) {
            auto &face = n % 3 == 0 ? second : pair.client;
            face.call(ipc::SaveDraft{{.id = core::DraftId{n}}}, this, [&, n](const core::Result<core::DraftId> &id) {
                QVERIFY(id);
                QCOMPARE(id->value(), n + 5000);
                answered.insert(n);
            });
        }
        QTRY_COMPARE(pair.asked.size(), 1000);
        std::shuffle(pair.asked.begin(), pair.asked.end(), *QRandomGenerator::global());
        for (auto &[request, answer] : pair.asked)
            answer(ipc::Reply(core::DraftId{std::get<ipc::SaveDraft>(request).draft.id.value() + 5000}));
        QTRY_COMPARE(answered.size(), 1000);
    }

    void errorsAndNothingArriveAsSuch()
    {
        Pair pair;
        std::optional<core::Result<ipc::Nothing>> refused, done;
        std::optional<core::Result<QByteArray>> wrongKind;
        pair.client.call(ipc::GoOnline{}, this, [&](const auto &outcome) { refused = outcome; });
        pair.client.call(ipc::GoOnline{}, this, [&](const auto &outcome) { done = outcome; });
        pair.client.call(ipc::FetchRaw{}, this, [&](const auto &outcome) { wrongKind = outcome; });
        QTRY_COMPARE(pair.asked.size(), 3);
        const core::Error error{Errc::ServerRefused, u"INBOX"_s, "NO \xff"};
        pair.asked[0].second(std::unexpected(error));
        pair.asked[1].second(ipc::Reply(ipc::Nothing{}));
        pair.asked[1].second(std::unexpected(error)); // a second answer is ignored
        pair.asked[2].second(ipc::Reply(core::DraftId{1}));
        QTRY_VERIFY(refused && done && wrongKind);
        QCOMPARE(refused->error(), error);
        QVERIFY(*done);
        QCOMPARE(wrongKind->error().code, Errc::ProtocolViolation);
    }

    void eventsReachEveryFace()
    {
        Pair pair;
        QSignalSpy changes(&pair.client, &Client::storeChanged);
        QSignalSpy activity(&pair.client, &Client::activityChanged);
        QSignalSpy question(&pair.client, &Client::questionAsked);
        QSignalSpy gone(&pair.client, &Client::questionGone);
        QSignalSpy attempt(&pair.client, &Client::attemptChanged);
        const core::StoreChanges some{.mailboxes = {{.mailbox = core::MailboxId{4}, .inserted = {core::MessageId{9}}}}};
        pair.server->broadcast(some);
        pair.server->broadcast(core::Activity{.kind = core::ActivityKind::Sending});
        pair.server->broadcast(core::Question{.id = 3, .body = core::TrustQuestion{.host = u"h"_s}});
        pair.server->broadcast(ipc::QuestionGone{3});
        pair.server->broadcast(core::DiscoveryAttempt{.id = 2});
        QTRY_COMPARE(attempt.size(), 1);
        QCOMPARE(changes.takeFirst().at(0).value<core::StoreChanges>(), some);
        QCOMPARE(activity.takeFirst().at(0).value<core::Activity>().kind, core::ActivityKind::Sending);
        QCOMPARE(question.takeFirst().at(0).value<core::Question>().id, 3);
        QCOMPARE(gone.takeLast().at(0).toLongLong(), 3);
        QCOMPARE(attempt.takeFirst().at(0).value<core::DiscoveryAttempt>().id, 2);
    }

    void aFaceThatDiesMidCallHurtsNobody()
    {
        Pair pair;
        {
            Client mortal;
            mortal.connectTo(pair.path);
            mortal.call(ipc::FetchRaw{}, this, [](const auto &) { QFAIL("the dead do not hear"); });
            QTRY_COMPARE(pair.asked.size(), 1);
        }
        QTRY_COMPARE(pair.server->faceCount(), 1);
        pair.asked[0].second(ipc::Reply(QByteArray(1 << 20, 'x')));
        bool answered = false;
        pair.client.call(ipc::GoOnline{}, this, [&](const auto &) { answered = true; });
        QTRY_COMPARE(pair.asked.size(), 2);
        pair.asked[1].second(ipc::Reply(ipc::Nothing{}));
        QTRY_VERIFY(answered);
    }

    void aBrokenLinkEndsEveryCallAndTheNextConnectionWorks()
    {
        Pair pair;
        QSignalSpy lost(&pair.client, &Client::lost);
        QList<Errc> codes;
        for (int n = 0; n < 10; ++n)
            pair.client.call(ipc::GoOnline{}, this, [&](const auto &outcome) { codes.append(outcome.error().code); });
        QTRY_COMPARE(pair.asked.size(), 10);
        pair.server.reset();
        QTRY_COMPARE(codes, QList<Errc>(10, Errc::ConnectionLost));
        QTRY_COMPARE(lost.size(), 1);
        QVERIFY(!pair.client.isReady());
        pair.asked[0].second(ipc::Reply(ipc::Nothing{})); // after the server's end: goes nowhere

        bool inside = true, late = false;
        pair.client.call(ipc::GoOnline{}, this, [&](const auto &outcome) {
            QVERIFY(!inside); // never from within call()
            QCOMPARE(outcome.error().code, Errc::ConnectionLost);
            late = true;
        });
        inside = false;
        QTRY_VERIFY(late);

        Server next([](const ipc::Request &, const Server::Answer &answer) { answer(ipc::Reply(ipc::Nothing{})); });
        QVERIFY(next.listen(pair.path));
        bool again = false;
        pair.client.connectTo(pair.path);
        pair.client.call(ipc::GoOnline{}, this, [&](const auto &outcome) { again = outcome.has_value(); });
        QTRY_VERIFY(again); // waited for the greeting
        QCOMPARE(lost.size(), 1);
    }

    void nobodyListensIsToldOnce()
    {
        QTemporaryDir folder;
        Client client;
        client.connectTo(folder.path() + u"/nobody"_s);
        QSignalSpy lost(&client, &Client::lost);
        Errc code{};
        client.call(ipc::GoOnline{}, this, [&](const auto &outcome) { code = outcome.error().code; });
        QTRY_COMPARE(code, Errc::ConnectionLost);
        QTest::qWait(50);
        QCOMPARE(lost.size(), 1);
    }

    void anAnswerForADeadContextIsDropped()
    {
        Pair pair;
        auto context = std::make_unique<QObject>();
        pair.client.call(ipc::GoOnline{}, context.get(), [](const auto &) { QFAIL("called"); });
        bool answered = false;
        pair.client.call(ipc::GoOnline{}, this, [&](const auto &) { answered = true; });
        QTRY_COMPARE(pair.asked.size(), 2);
        context.reset();
        for (auto &[request, answer] : pair.asked)
            answer(ipc::Reply(ipc::Nothing{}));
        QTRY_VERIFY(answered);
    }

    void aReceiverMayDeleteTheClient()
    {
        Pair pair;
        auto doomed = std::make_unique<Client>();
        doomed->connectTo(pair.path);
        bool answered = false;
        doomed->call(ipc::GoOnline{}, this, [&](const auto &) {
            doomed.reset();
            answered = true;
        });
        doomed->call(ipc::GoOnline{}, this, [](const auto &) { QFAIL("of a dead client"); });
        QTRY_COMPARE(pair.asked.size(), 2);
        for (auto &[request, answer] : pair.asked)
            answer(ipc::Reply(ipc::Nothing{}));
        QTRY_VERIFY(answered);
        QTest::qWait(20);
    }

    void whoSpeaksNonsenseIsDroppedAndOnlyHe_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray hello = ipc::frame(ipc::Hello{});
        QTest::newRow("other version") << ipc::frame(ipc::Hello{ipc::kProtocolVersion + 1});
        QTest::newRow("no greeting") << ipc::frame(ipc::NumberedRequest{1, ipc::GoOnline{}});
        QTest::newRow("http") << "GET / HTTP/1.1\r\n\r\n"_ba;
        QTest::newRow("garbage after the greeting") << hello + "\x00\x00\x00\x03\xff\xff\xff"_ba;
        QTest::newRow("huge") << hello + "\xff\xff\xff\xff"_ba;
        QTest::newRow("plays the engine") << hello + ipc::frame(ipc::Event(ipc::QuestionGone{1}));
    }
    void whoSpeaksNonsenseIsDroppedAndOnlyHe()
    {
        QFETCH(QByteArray, bytes);
        Pair pair;
        RawFace face(pair.path);
        face.socket.write(bytes);
        QVERIFY(face.isDropped());
        QVERIFY(pair.asked.isEmpty());
        QVERIFY(pair.isGreeted());
        QTRY_COMPARE(pair.server->faceCount(), 1);
    }

    void anEngineOfAnotherVersionOrTongueIsToldClearly_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray hello = ipc::frame(ipc::Hello{});
        QTest::newRow("version") << ipc::frame(ipc::Hello{ipc::kProtocolVersion + 1});
        QTest::newRow("garbage") << hello + "\x00\x00\x00\x01\xff"_ba;
        QTest::newRow("plays the face") << hello + ipc::frame(ipc::NumberedRequest{1, ipc::GoOnline{}});
    }
    void anEngineOfAnotherVersionOrTongueIsToldClearly()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        QLocalServer impostor;
        QVERIFY(impostor.listen(folder.path() + u"/x"_s));
        connect(&impostor, &QLocalServer::newConnection, this, [&] { impostor.nextPendingConnection()->write(bytes); });
        Client client;
        QSignalSpy lost(&client, &Client::lost);
        client.connectTo(impostor.fullServerName());
        QVERIFY(lost.wait());
        QCOMPARE(lost.at(0).at(0).value<core::Error>().code, Errc::ProtocolViolation);
        QVERIFY(!client.isReady());
    }

    void aFaceThatDoesNotReadIsDropped()
    {
        Pair pair;
        pair.server->setBacklogLimit(2 << 20);
        RawFace face(pair.path);
        face.socket.setReadBufferSize(1);
        face.socket.write(ipc::frame(ipc::Hello{}));
        QTRY_COMPARE(pair.server->faceCount(), 2);
        QTest::qWait(50);
        core::Activity big{.subject = QString(1 << 20, u'x')};
        QSignalSpy heard(&pair.client, &Client::activityChanged);
        for (int n = 0; n < 6; ++n) {
            pair.server->broadcast(big);
            QTRY_COMPARE(heard.size(), n + 1); // the one who reads stays
        }
        QTRY_COMPARE(pair.server->faceCount(), 1);
    }

    void onlyTheOwnerMayConnect()
    {
        const Pair pair;
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(pair.path) & others));
    }

    void aDeadEnginesSocketIsReplacedALivingOnesNot()
    {
        QTemporaryDir folder;
        const QString path = folder.path() + u"/engine.socket"_s;
        const auto handler = [](const ipc::Request &, const Server::Answer &) {
        };
        {
            QLocalServer dead;
            QVERIFY(dead.listen(path));
            QVERIFY(QFile::rename(path, path + u".kept"_s)); // its destructor would tidy up
        }
        QVERIFY(QFile::rename(path + u".kept"_s, path));
        Server first(handler), second(handler);
        QVERIFY(first.listen(path));
        QCOMPARE(second.listen(path).error().code, Errc::StoreFailed);
        Client client;
        QSignalSpy ready(&client, &Client::ready);
        client.connectTo(path);
        QVERIFY(ready.wait());
    }

    void worksAcrossThreads()
    {
        QTemporaryDir folder;
        const QString path = folder.path() + u"/engine.socket"_s;
        QThread thread;
        QObject context;
        context.moveToThread(&thread);
        thread.start();
        std::unique_ptr<Server> server;
        QMetaObject::invokeMethod(
            &context,
            [&] {
                server = std::make_unique<Server>([](const ipc::Request &request, const Server::Answer &answer) {
                    answer(ipc::Reply(std::get<ipc::Inspect>(request).eml.isEmpty()
                            ? core::Document{}
                            : core::Document{.size = std::get<ipc::Inspect>(request).eml.size()}));
                });
                QVERIFY(server->listen(path));
            },
            Qt::BlockingQueuedConnection);
        Client client;
        client.connectTo(path);
        qint64 size = 0;
        client.call(ipc::Inspect{QByteArray(20 << 20, '\0')}, this,
            [&](const core::Result<core::Document> &document) { size = document ? document->size : -1; });
        QTRY_COMPARE(size, 20 << 20);
        QMetaObject::invokeMethod(&context, [&] { server.reset(); }, Qt::BlockingQueuedConnection);
        thread.quit();
        thread.wait();
    }
};

QTEST_GUILESS_MAIN(LinkTest)
#include "tst_link.moc"
