// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/trustbook.h"
#include "store/reader.h"
#include "tests/support/coroutine.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::CertificateProblem;
using What = core::TrustEvent::What;

/** The record of what was ever trusted, and what a renewed or changed key does to it. */
class TrustBookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renewedWithTheSameKeyIsNotedAndNotAsked();
    void anotherKeyIsAskedAboutAndNoted();
    void coversNoMoreThanIsWrongToday();
    void endsWhenTheChainIsValid();
    void whatItsIssuerTookBackIsNeverTrustedForGood();
    void forgottenStaysInTheRecord();
    void whoIsBetweenIsNamedInTheQuestion();
};

namespace
{
struct Fixture {
    QTemporaryDir folder;
    store::ProfilePaths paths{folder.path() + u"/profile"_s};
    std::unique_ptr<engine::StoreWriter> writer = engine::StoreWriter::open(paths).value();
    std::unique_ptr<store::Reader> reader = store::Reader::open(paths).value();
    engine::Questions questions;
    engine::TrustBook book{*writer, questions, {}};

    QList<What> record() const
    {
        QList<What> whats;
        for (const core::TrustEvent &event : reader->trustEvents())
            whats.append(event.what);
        return whats;
    }
};

core::TrustQuestion question(const QByteArray &key, const QByteArray &certificate)
{
    core::CertificateInfo leaf;
    leaf.spkiSha256 = key;
    leaf.sha256 = certificate;
    return {.host = u"mail.example.test"_s, .port = 993, .problems = {CertificateProblem::SelfSigned}, .chain = {leaf}};
}
} // namespace

void TrustBookTest::renewedWithTheSameKeyIsNotedAndNotAsked()
{
    Fixture f;
    QVERIFY(test::waitFor(f.book.accept(question("key", "first"), core::TrustAnswer::Always)));
    const net::TlsPolicy policy = f.book.policy();
    QVERIFY(policy.accepts(question("key", "second")));
    policy.onAccepted(question("key", "first")); // the one that is known: nothing to note
    policy.onAccepted(question("key", "second"));
    policy.onAccepted(question("key", "second"));
    QTRY_COMPARE(f.record(), (QList{What::Accepted, What::Renewed}));
    QCOMPARE(f.reader->trust().first().leaf.sha256, "second"_ba);
    QCOMPARE(f.reader->trustEvents().last().sha256, "second"_ba);
}

void TrustBookTest::anotherKeyIsAskedAboutAndNoted()
{
    Fixture f;
    QVERIFY(test::waitFor(f.book.accept(question("key", "first"), core::TrustAnswer::Always)));
    core::TrustQuestion changed = question("other", "third");
    QCOMPARE(f.book.policy().changedKey(changed), "key"_ba);
    QVERIFY(!f.book.policy().accepts(changed));
    changed.previousSpkiSha256 = "key";
    connect(
        &f.questions, &engine::Questions::asked, this,
        [&](const core::Question &asked) {
            QVERIFY(f.questions.answerTrust(asked.id, core::TrustAnswer::DoNotConnect));
        },
        Qt::QueuedConnection);
    const auto refused = test::waitFor(f.book.resolve(core::AccountId{1}, changed));
    QCOMPARE(refused.error().code, core::Errc::CertificateUntrusted);
    QTRY_COMPARE(f.record(), (QList{What::Accepted, What::KeyChanged}));
    QCOMPARE(f.reader->trust().first().spkiSha256, "key"_ba); // the old one still counts
}

void TrustBookTest::coversNoMoreThanIsWrongToday()
{
    Fixture f;
    core::TrustQuestion both = question("key", "first");
    both.problems.append(CertificateProblem::Expired);
    QVERIFY(test::waitFor(f.book.accept(both, core::TrustAnswer::Always)));
    f.book.policy().onAccepted(both);
    QVERIFY(f.book.policy().accepts(both));
    f.book.policy().onAccepted(question("key", "second")); // renewed: no longer expired
    QTRY_COMPARE(f.record(), (QList{What::Accepted, What::Renewed}));
    QCOMPARE(f.reader->trust().first().problems, QList{CertificateProblem::SelfSigned});
    QVERIFY(f.book.policy().accepts(question("key", "second")));
    QVERIFY(!f.book.policy().accepts(both));
}

void TrustBookTest::endsWhenTheChainIsValid()
{
    Fixture f;
    core::TrustQuestion valid = question("other", "second");
    valid.problems.clear();
    f.book.policy().onAccepted(valid); // nothing was accepted yet
    QVERIFY(test::waitFor(f.book.accept(question("key", "first"), core::TrustAnswer::Always)));
    core::NetworkSettings own;
    own.authorities = {core::CertificateInfo{}};
    f.book.policy(own).onAccepted(valid);
    QCOMPARE(f.reader->trust().size(), 1);
    f.book.policy().onAccepted(valid);
    QTRY_COMPARE(f.record(), (QList{What::Accepted, What::Forgotten}));
    QVERIFY(f.reader->trust().isEmpty());
    QCOMPARE(f.reader->trustEvents().last().spkiSha256, "key"_ba);
}

void TrustBookTest::whatItsIssuerTookBackIsNeverTrustedForGood()
{
    Fixture f;
    core::TrustQuestion revoked = question("key", "first");
    revoked.problems.append(CertificateProblem::Revoked);
    QVERIFY(test::waitFor(f.book.accept(revoked, core::TrustAnswer::Always)));
    QVERIFY(f.book.policy().accepts(revoked)); // this time
    QVERIFY(f.reader->trust().isEmpty());
    QVERIFY(f.record().isEmpty());
}

void TrustBookTest::forgottenStaysInTheRecord()
{
    Fixture f;
    QVERIFY(test::waitFor(f.book.accept(question("key", "first"), core::TrustAnswer::Always)));
    QVERIFY(test::waitFor(f.book.forget(u"mail.example.test"_s, 993)));
    QVERIFY(f.reader->trust().isEmpty());
    QCOMPARE(f.record(), (QList{What::Accepted, What::Forgotten}));
    QCOMPARE(f.reader->trustEvents().last().spkiSha256, "key"_ba);
}

void TrustBookTest::whoIsBetweenIsNamedInTheQuestion()
{
    Fixture f;
    core::TrustQuestion scanned = question("key", "first");
    scanned.problems = {CertificateProblem::UnknownIssuer};
    scanned.chain.first().issuer = u"ESET SSL Filter CA"_s;
    QString named;
    connect(
        &f.questions, &engine::Questions::asked, this,
        [&](const core::Question &asked) {
            named = std::get<core::TrustQuestion>(asked.body).interceptor;
            QVERIFY(f.questions.answerTrust(asked.id, core::TrustAnswer::DoNotConnect));
        },
        Qt::QueuedConnection);
    QVERIFY(!test::waitFor(f.book.resolve(core::AccountId{1}, scanned)));
    QCOMPARE(named, u"ESET"_s);
}

QTEST_GUILESS_MAIN(TrustBookTest)
#include "tst_trustbook.moc"
