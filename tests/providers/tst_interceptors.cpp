// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providers/interceptors.h"

#include <QDate>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::CertificateProblem;
using providers::InterceptorWatch;

namespace
{
core::TrustQuestion question(const QString &host, const QString &issuer, const QByteArray &key = {},
    CertificateProblem problem = CertificateProblem::UnknownIssuer)
{
    core::TrustQuestion one{.host = host, .port = 993, .problems = {problem}};
    one.chain.append({.subject = host, .issuer = issuer});
    if (!key.isEmpty())
        one.chain.append({.subject = issuer, .spkiSha256 = key});
    return one;
}
} // namespace

class InterceptorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowHasItsSource()
    {
        QVERIFY(!providers::knownInterceptors().isEmpty());
        for (const auto &one : providers::knownInterceptors()) {
            QVERIFY2(one.source.contains(u'.'), qPrintable(one.name));
            QVERIFY2(QDate::fromString(one.date, Qt::ISODate).isValid(), qPrintable(one.name));
            for (const QString &word : one.words)
                QCOMPARE(word, word.toLower());
        }
    }

    void aKnownNameIsRecognised_data()
    {
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<QString>("name");
        QTest::newRow("Avast") << u"avast! Web/Mail Shield Root"_s << u"Avast / AVG"_s;
        QTest::newRow("AVG") << u"AVG Web/Mail Shield Root"_s << u"Avast / AVG"_s;
        QTest::newRow("ESET") << u"ESET SSL Filter CA"_s << u"ESET"_s;
        QTest::newRow("Kaspersky") << u"Kaspersky Anti-Virus Personal Root Certificate"_s << u"Kaspersky"_s;
        QTest::newRow("Fortinet") << u"Fortinet_CA_SSL"_s << u"Fortinet"_s;
        QTest::newRow("only part of a word") << u"Reset Mail CA"_s << QString();
        QTest::newRow("somebody's own") << u"Tsubame Internal CA"_s << QString();
    }
    void aKnownNameIsRecognised()
    {
        QFETCH(QString, issuer);
        QFETCH(QString, name);
        InterceptorWatch watch;
        QCOMPARE(watch.look(question(u"imap.example.test"_s, issuer)), name);
    }

    /** Its authority was installed: nothing is wrong with the chain, and the name alone tells. */
    void whoseAuthorityIsInstalledIsRecognised()
    {
        InterceptorWatch watch;
        core::TrustQuestion verified{.host = u"imap.example.test"_s, .port = 993};
        verified.chain = {{.subject = verified.host, .issuer = u"Web proxy 7"_s},
            {.subject = u"Web proxy 7"_s, .issuer = u"Zscaler Root CA"_s}};
        QCOMPARE(watch.look(verified), u"Zscaler"_s);
        verified.chain.removeLast();
        QVERIFY(watch.look(verified).isEmpty());
        verified.host = u"imap.hana.example"_s; // an authority vouches for strangers: that is what it is for
        QVERIFY(watch.look(verified).isEmpty());
        verified.chain.first().issuer = u"ESET SSL Filter CA"_s;
        QCOMPARE(watch.look(verified), u"ESET"_s);
    }

    void whoVouchesForStrangersIsBetween()
    {
        InterceptorWatch watch;
        QVERIFY(watch.look(question(u"imap.tsubame.co.jp"_s, u"Gate"_s, "key"_ba)).isEmpty());
        QVERIFY(watch.look(question(u"smtp.tsubame.co.jp"_s, u"Gate"_s, "key"_ba)).isEmpty()); // the same company
        QVERIFY(watch.look(question(u"imap.hana.example"_s, u"Gate"_s, "another key"_ba)).isEmpty()); // same name only
        QCOMPARE(watch.look(question(u"imap.hana.example"_s, u"Gate"_s, "key"_ba)), u"Gate"_s);
        QCOMPARE(watch.look(question(u"imap.tsubame.co.jp"_s, u"Gate"_s, "key"_ba)), u"Gate"_s);
        QVERIFY(watch.look(question(u"imap.sora.co.jp"_s, u"Sora"_s, "sora"_ba)).isEmpty());
        QCOMPARE(watch.look(question(u"imap.umi.co.jp"_s, u"Sora"_s, "sora"_ba)), u"Sora"_s); // co.jp is no company
    }

    void otherFaultsPointToNobody()
    {
        InterceptorWatch watch;
        QVERIFY(watch.look(question(u"a.example"_s, u"ESET"_s, {}, CertificateProblem::Expired)).isEmpty());
        QVERIFY(watch.look({.host = u"a.example"_s, .port = 993, .problems = {CertificateProblem::UnknownIssuer}})
                .isEmpty());
    }
};

QTEST_GUILESS_MAIN(InterceptorsTest)
#include "tst_interceptors.moc"
