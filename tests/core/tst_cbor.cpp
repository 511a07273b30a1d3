// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/cbor.h"

#include <QtTest>

using namespace core;
using namespace Qt::StringLiterals;

class CborTest : public QObject
{
    Q_OBJECT

    static Submission sample()
    {
        return {.id = SubmissionId{7},
            .account = AccountId{1},
            .messageId = u"a@b"_s,
            .reversePath = u"taro@example.test"_s,
            .recipients = {u"x@example.test"_s},
            .subject = u"会議"_s,
            .queuedAt = QDateTime::fromMSecsSinceEpoch(1'764'000'000'000, QTimeZone::UTC),
            .notBefore = {},
            .state = SubmissionState::Failed,
            .attempts = 2,
            .lastError = Error{Errc::RecipientRefused, u"x"_s, "550 5.1.1 no"},
            .results = {{u"x@example.test"_s, false, "550"}},
            .answers = MessageKey{AccountId{1}, "INBOX", UidValidity{4'000'000'000U}, Uid{9}},
            .forwards = {}};
    }

private Q_SLOTS:
    void valuesRoundTrip()
    {
        QCOMPARE(cbor::fromBytes<Submission>(cbor::toBytes(sample())).value(), sample());
        const MailAction action = MoveMessages{{{*sample().answers, u"m@x"_s, 12}}, "Trash"};
        QCOMPARE(cbor::fromBytes<MailAction>(cbor::toBytes(action)).value(), action);
        const Envelope envelope{.subject = u"件名"_s,
            .date = QDateTime(QDate(2026, 11, 24), QTime(9, 30), QTimeZone::fromSecondsAheadOfUtc(32400)),
            .from = {{u"山田"_s, u"a@b"_s}},
            .references = {u"1"_s, u"2"_s}};
        const auto back = cbor::fromBytes<Envelope>(cbor::toBytes(envelope)).value();
        QCOMPARE(back, envelope);
        QCOMPARE(back.date.offsetFromUtc(), 32400);
        QCOMPARE(cbor::fromBytes<ModSeq>(cbor::toBytes(ModSeq{~0ULL})).value(), ModSeq{~0ULL});
    }

    void anAccountOfAnOlderProgramGoesTheSystemsWay()
    {
        Account account{.id = AccountId{3}, .name = u"Work"_s, .address = u"taro@example.test"_s};
        account.network.proxy = {ProxyKind::Socks5, u"proxy.test"_s, 1080, u"office"_s};
        account.network.authorities = {{.subject = u"CA"_s, .der = "der"}};
        account.network.certificate = ClientCertificate{{.subject = u"taro"_s}, "container"};
        account.network.oldTls = {u"imap.test:993"_s};
        QCOMPARE(cbor::fromBytes<Account>(cbor::toBytes(account)).value(), account);
        QCborMap old = cbor::write(account).toMap();
        old.remove(u"network"_s);
        account.network = {};
        QCOMPARE(cbor::fromBytes<Account>(old.toCborValue().toCbor()).value(), account);
        QCOMPARE(account.network.proxy.kind, ProxyKind::System);
    }

    void aFieldThatAnOlderProgramDidNotKnowKeepsItsDefault()
    {
        QCborMap map = cbor::write(sample()).toMap();
        map.remove(u"attempts"_s);
        map.insert(u"somethingNew"_s, 1);
        const auto read = cbor::fromBytes<Submission>(QCborValue(map).toCbor());
        QCOMPARE(read.value().attempts, 0);
        QCOMPARE(read.value().subject, u"会議"_s);
    }

    void wrongTypesAndRangesAreErrors()
    {
        QCborMap map = cbor::write(sample()).toMap();
        map[u"state"_s] = 5;
        QVERIFY(!cbor::fromBytes<Submission>(QCborValue(map).toCbor()));
        map = cbor::write(sample()).toMap();
        map[u"subject"_s] = 1;
        QVERIFY(!cbor::fromBytes<Submission>(QCborValue(map).toCbor()));
        map = cbor::write(sample()).toMap();
        QCborMap key = map[u"answers"_s].toArray().at(0).toMap();
        key[u"uid"_s] = qint64(1) << 32;
        map[u"answers"_s] = QCborArray{key};
        QVERIFY(!cbor::fromBytes<Submission>(QCborValue(map).toCbor()));
        QVERIFY(!cbor::fromBytes<MailAction>(QCborValue(QCborArray{10, QCborMap{}}).toCbor()));
    }

    void truncatedBytesAreAnError()
    {
        const QByteArray bytes = cbor::toBytes(sample());
        for (qsizetype n = 0; n < bytes.size(); ++n)
            QVERIFY2(!cbor::fromBytes<Submission>(bytes.first(n)), qPrintable(QString::number(n)));
        QVERIFY(!cbor::fromBytes<Submission>(bytes + "x"));
    }
};

QTEST_GUILESS_MAIN(CborTest)
#include "tst_cbor.moc"
