// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "arbitrary.h"
#include "link/framing.h"
#include "link/messagefields.h"

#include <QtEndian>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using ipc::FrameReader;

namespace
{
QByteArray framed(const QByteArray &body)
{
    QByteArray head(4, Qt::Uninitialized);
    qToBigEndian(quint32(body.size()), head.data());
    return head + body;
}

FrameReader greetedReader()
{
    FrameReader reader;
    reader.feed(ipc::frame(ipc::Hello{}));
    if (!reader.next())
        qFatal("no greeting");
    return reader;
}

/** Each alternative of a variant several times, filled at random. */
template <class Variant>
QList<Variant> samplesOf(QRandomGenerator &random, int each)
{
    QList<Variant> samples;
    [&]<size_t... I>(std::index_sequence<I...>) {
        for (int n = 0; n < each; ++n)
            ((samples.append(Variant{}), test::fill(samples.last().template emplace<I>(), random)), ...);
    }(std::make_index_sequence<std::variant_size_v<Variant>>());
    return samples;
}

QList<ipc::Message> everyMessage(quint32 seed, int each)
{
    QRandomGenerator random(seed);
    QList<ipc::Message> messages;
    quint64 number = 0;
    for (auto &request : samplesOf<ipc::Request>(random, each))
        messages.append(ipc::NumberedRequest{++number, std::move(request)});
    for (auto &reply : samplesOf<ipc::Reply>(random, each))
        messages.append(ipc::NumberedReply{~number, std::move(reply)});
    for (auto &event : samplesOf<ipc::Event>(random, each))
        messages.append(std::move(event));
    return messages;
}

template <class Variant>
void checkFields()
{
    [&]<size_t... I>(std::index_sequence<I...>) {
        const auto check = []<class T>(std::type_identity<T>) {
            if constexpr (core::cbor::detail::Described<T>)
                QVERIFY2(test::fieldCount<T>() == test::describedFieldCount<T>(), typeid(T).name());
        };
        (check(std::type_identity<std::variant_alternative_t<I, Variant>>()), ...);
    }(std::make_index_sequence<std::variant_size_v<Variant>>());
}
} // namespace

class FramingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageSurvivesInPiecesOfAnySize()
    {
        QRandomGenerator random(7);
        const auto messages = everyMessage(1, 25);
        FrameReader reader = greetedReader();
        QByteArray stream;
        for (const auto &message : messages)
            stream += ipc::frame(message);
        qsizetype at = 0, seen = 0;
        while (at < stream.size()) {
            const qsizetype piece = std::min<qsizetype>(1 + random.bounded(9000), stream.size() - at);
            reader.feed(stream.mid(at, piece));
            at += piece;
            for (;;) {
                auto message = reader.next();
                QVERIFY(message);
                if (!*message)
                    break;
                QCOMPARE(ipc::frame(**message), ipc::frame(messages.at(seen)));
                QCOMPARE((*message)->index(), messages.at(seen).index());
                ++seen;
            }
        }
        QCOMPARE(seen, messages.size());
    }

    void valuesComeBackEqual()
    {
        core::Draft draft;
        QRandomGenerator random(3);
        for (int i = 0; i < 200; ++i) {
            test::fill(draft, random);
            FrameReader reader = greetedReader();
            reader.feed(ipc::frame(ipc::NumberedRequest{5, ipc::Submit{draft}}));
            const auto message = reader.next();
            QVERIFY(message && *message);
            const auto &request = std::get<ipc::NumberedRequest>(**message);
            QCOMPARE(request.number, 5U);
            QCOMPARE(std::get<ipc::Submit>(request.request).draft, draft);
        }
    }

    void noFieldStaysBehind()
    {
        checkFields<ipc::Request>();
        checkFields<ipc::Reply>();
        checkFields<ipc::Event>();
        QCOMPARE(test::fieldCount<ipc::AddAccount>(), 7U); // the counting itself
        QCOMPARE(test::fieldCount<ipc::Discover>(), 10U);
    }

    void aFrameCutAnywhereIsNoMessageAndNoError()
    {
        const QByteArray bytes = ipc::frame(ipc::NumberedRequest{1, ipc::FetchPart{{}, u"1.2"_s}});
        for (qsizetype length = 0; length < bytes.size(); ++length) {
            FrameReader reader = greetedReader();
            reader.feed(bytes.first(length));
            const auto message = reader.next();
            QVERIFY(message);
            QVERIFY(!*message);
        }
    }

    void oversizedFramesAreRefusedByTheirHead()
    {
        FrameReader stranger;
        stranger.feed("\x00\x00\x01\x01"_ba.append("x")); // 257 before a greeting
        QCOMPARE(stranger.next().error().code, Errc::ProtocolViolation);

        FrameReader reader = greetedReader();
        QByteArray head(4, Qt::Uninitialized);
        qToBigEndian(FrameReader::kLimit + 1, head.data());
        reader.feed(head);
        QCOMPARE(reader.next().error().code, Errc::ProtocolViolation);
    }

    void theGreetingComesFirstAndOnce()
    {
        FrameReader early;
        early.feed(ipc::frame(ipc::NumberedRequest{1, ipc::GoOnline{}}));
        QCOMPARE(early.next().error().code, Errc::ProtocolViolation);
        FrameReader twice = greetedReader();
        twice.feed(ipc::frame(ipc::Hello{}));
        QCOMPARE(twice.next().error().code, Errc::ProtocolViolation);
    }

    void garbageIsAnErrorNeverACrash()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 20'000; ++i) {
            QByteArray body(random.bounded(200), Qt::Uninitialized);
            std::generate(body.begin(), body.end(), [&] { return char(random.bounded(256)); });
            FrameReader reader = greetedReader();
            reader.feed(framed(body));
            const auto message = reader.next();
            QVERIFY(message ? message->has_value() : message.error().code == Errc::ProtocolViolation);
        }
    }

    void flippedBitsAreAnErrorOrAnotherMessage()
    {
        QRandomGenerator random(13);
        for (const auto &message : everyMessage(2, 2)) {
            const QByteArray bytes = ipc::frame(message);
            if (bytes.size() > 20'000)
                continue;
            for (int i = 0; i < 60; ++i) {
                QByteArray damaged = bytes;
                const qsizetype at = 4 + random.bounded(int(damaged.size() - 4));
                damaged[at] = char(damaged[at] ^ (1 << random.bounded(8)));
                FrameReader reader = greetedReader();
                reader.feed(damaged);
                (void)reader.next();
            }
        }
    }

    void wrongTypesAreRefused_data()
    {
        QTest::addColumn<QCborValue>("value");
        const auto request = [](qint64 alternative, const QCborValue &body) {
            const QCborMap numbered{{u"number"_s, 1}, {u"request"_s, QCborArray{alternative, body}}};
            return QCborValue(QCborArray{1, numbered});
        };
        QTest::newRow("no variant") << QCborValue(u"hello"_s);
        QTest::newRow("unknown alternative") << request(1000, QCborMap());
        QTest::newRow("negative alternative") << request(-1, QCborMap());
        QTest::newRow("string for a number") << request(7, QCborMap{{u"question"_s, u"1"_s}, {u"answer"_s, 0}});
        QTest::newRow("enumerator out of range") << request(6, QCborMap{{u"answer"_s, 3}});
        QTest::newRow("text for bytes") << request(23, QCborMap{{u"eml"_s, u"text"_s}});
        QTest::newRow("port out of range") << request(26, QCborMap{{u"host"_s, u"h"_s}, {u"port"_s, 65536}});
        QTest::newRow("list of other things") << request(16, QCborMap{{u"texts"_s, QCborArray{1, 2}}});
    }
    void wrongTypesAreRefused()
    {
        QFETCH(QCborValue, value);
        FrameReader reader = greetedReader();
        reader.feed(framed(value.toCbor()));
        QCOMPARE(reader.next().error().code, Errc::ProtocolViolation);
    }

    void aFrameOfTooManyItemsIsRefusedCheaply()
    {
        core::StoreChanges changes;
        changes.mailboxes.append({.inserted = QList<core::MessageId>(FrameReader::kItemLimit, core::MessageId{1})});
        FrameReader reader = greetedReader();
        reader.feed(ipc::frame(ipc::Event(changes)));
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(reader.next().error().code, Errc::ProtocolViolation);
        QVERIFY(clock.elapsed() < 500);
    }
};

QTEST_GUILESS_MAIN(FramingTest)
#include "tst_framing.moc"
