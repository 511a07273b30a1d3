// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "providers/diagnosis.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace providers;
using core::AttemptState;
using core::CertificateProblem;
using core::DiscoveryAttempt;
using core::Errc;
using core::ServerPurpose;

namespace
{
const QByteArray kGood = R"([{"id":"one","means":"wrong-password","protocols":["imap"],"code":"NOPE",
"texts":["not the password"],"reply":"NO [NOPE] That is not the password, sorry","source":"its page","date":"2026-11-25"}])";

const ReplyRow *find(const QByteArray &serverText, const QStringList &names = {})
{
    return ReplyTable::builtIn().find(serverText, names);
}

DiscoveryAttempt attempt(ServerPurpose purpose, const QString &host, quint16 port, std::optional<Errc> code)
{
    DiscoveryAttempt made{.id = port,
        .purpose = purpose,
        .source = u"guess"_s,
        .server = {.host = host, .port = port},
        .error = {},
        .trust = {}};
    made.state = code ? AttemptState::Failed : AttemptState::Succeeded;
    if (code)
        made.error = core::Error{*code, u"%1:%2"_s.arg(host).arg(port), {}};
    return made;
}

DiscoveryAttempt untrusted(const QString &host, const QList<CertificateProblem> &problems)
{
    DiscoveryAttempt made = attempt(ServerPurpose::Receive, host, 993, Errc::CertificateUntrusted);
    made.trust = core::TrustQuestion{.host = host, .port = 993, .problems = problems, .chain = {}};
    return made;
}
} // namespace

class RepliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(u":/providers/replies.json"_s);
        (void)ProviderTable::builtIn(); // registers what comes with the program
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto parsed = ReplyTable::parse(file.readAll());
        QVERIFY2(parsed,
            parsed ? "" : qPrintable(parsed.error().context + u": "_s + QString::fromUtf8(parsed.error().serverText)));
    }

    /** Every quoted reply ends in its own row, no other hides it, and so does each text that the row knows. */
    void everyReplyEndsInItsMeaning_data()
    {
        QTest::addColumn<QByteArray>("serverText");
        QTest::addColumn<QString>("id");
        QVERIFY(ReplyTable::builtIn().rows().size() >= 60);
        for (const ReplyRow &row : ReplyTable::builtIn().rows()) {
            QTest::addRow("%s", qPrintable(row.id)) << ReplyTable::asServerText(row.reply) << row.id;
            const bool isSmtp = row.protocols.contains(ReplyRow::Protocol::Smtp);
            const QString start = isSmtp
                ? u"%1 %2 "_s.arg(row.status ? row.status : 535).arg(row.enhanced.isEmpty() ? u"5.7.8"_s : row.enhanced)
                : row.code.isEmpty() ? QString()
                                     : u'[' + row.code + u"] "_s;
            for (const QString &text : row.texts)
                QTest::addRow("%s: %s", qPrintable(row.id), qPrintable(text)) << (start + text).toUtf8() << row.id;
        }
    }
    void everyReplyEndsInItsMeaning()
    {
        QFETCH(QByteArray, serverText);
        const ReplyRow *row = find(serverText);
        QVERIFY2(row, serverText);
        QTEST(row->id, "id");
    }

    /** Enough languages and providers, and what nobody quotes is marked. */
    void theTableCoversWhatMatters()
    {
        int japanese = 0;
        QSet<Cause> causes;
        for (const ReplyRow &row : ReplyTable::builtIn().rows()) {
            japanese += row.id.endsWith("-ja"_L1) ? 1 : 0;
            causes.insert(row.cause);
        }
        QVERIFY(japanese >= 7);
        for (int cause = int(Cause::WrongPassword); cause <= int(Cause::MechanismMissing); ++cause)
            QVERIFY2(causes.contains(Cause(cause)), qPrintable(causeName(Cause(cause))));
    }

    void whatMustNotMatch_data()
    {
        QTest::addColumn<QByteArray>("serverText");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("nothing") << QByteArray() << QStringList();
        QTest::newRow("in the user name, known")
            << "NO app password required is not here"_ba << QStringList{u"app password required"_s};
        QTest::newRow("in an address") << "NO no mailbox for account.locked@example.test"_ba << QStringList();
        QTest::newRow("in quotes") << "NO no mailbox \"account locked\" here"_ba << QStringList();
        QTest::newRow("quotes without an end") << "NO no mailbox \"account locked"_ba << QStringList();
        QTest::newRow("in angle brackets")
            << "535 5.1.0x <user unknown>: what?"_ba.replace("535", "550") << QStringList();
        QTest::newRow("a part of a word") << "NO unaccount lockedness"_ba << QStringList();
        QTest::newRow("joined by a hyphen") << "NO pre-account locked-by"_ba << QStringList();
        QTest::newRow("control characters") << "NO account\x01locked, app\x1bpassword required"_ba << QStringList();
        QTest::newRow("a line end inside") << "NO account\r\nlocked"_ba << QStringList();
        QTest::newRow("too far away") << "NO "_ba + QByteArray(5000, 'x') + " account locked" << QStringList();
        QTest::newRow("a code in the words") << "NO see [EXPIRED] in the manual"_ba << QStringList();
        QTest::newRow("a number that is no status") << "5350 5.7.8 no"_ba << QStringList();
        QTest::newRow("another protocol's code") << "550 5.1.1 [AUTHENTICATIONFAILED] no"_ba << QStringList();
        QTest::newRow("another number") << "550 5.7.3 Authentication unsuccessful"_ba << QStringList();
        QTest::newRow("not text at all") << QByteArray("\xff\xfe\x00\x80", 4) << QStringList();
    }
    void whatMustNotMatch()
    {
        QFETCH(QByteArray, serverText);
        QFETCH(QStringList, names);
        if (serverText.startsWith("NO "))
            serverText = serverText.sliced(3);
        const ReplyRow *row = find(serverText, names);
        QVERIFY2(!row, row ? qPrintable(row->id) : "");
    }

    void aHostileReplyCostsNoTime()
    {
        QByteArray text = "[ALERT] ";
        while (text.size() < 4'000'000)
            text += "Application-specific password require Too many simultaneous connection ";
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!find(text, {u"a"_s, u"taro@example.test"_s}));
        QVERIFY2(clock.elapsed() < 200, QByteArray::number(clock.elapsed()));
    }

    void aBadRowIsNamed_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no source") << "\"its page\""_ba << "\"\""_ba << "source"_ba;
        QTest::newRow("no date") << "2026-11-25"_ba << "some day"_ba << "date"_ba;
        QTest::newRow("invented, but with a source") << "\"one\""_ba << "\"reconstructed-one\""_ba << "source"_ba;
        QTest::newRow("no such meaning") << "wrong-password"_ba << "bad-hair-day"_ba << "means"_ba;
        QTest::newRow("nothing") << "\"wrong-password\""_ba << "\"\""_ba << "means"_ba;
        QTest::newRow("what no reply says") << "wrong-password"_ba << "clock-wrong"_ba << "means"_ba;
        QTest::newRow("no protocol") << "[\"imap\"]"_ba << "[]"_ba << "protocols"_ba;
        QTest::newRow("another protocol") << "\"imap\""_ba << "\"nntp\""_ba << "protocols"_ba;
        QTest::newRow("a code in small letters") << "\"NOPE\""_ba << "\"nope\""_ba << "code"_ba;
        QTest::newRow("too short") << "not the password\"]"_ba << "not\"]"_ba << "texts"_ba;
        QTest::newRow("two blanks") << "not the password\"]"_ba << "not  the password\"]"_ba << "texts"_ba;
        QTest::newRow("its own reply does not fit")
            << "That is not the password"_ba << "That is the password"_ba << "reply"_ba;
        QTest::newRow("a slip in a key") << "\"texts\""_ba << "\"text\""_ba << "text"_ba;
        QTest::newRow("anywhere, but words") << "\"code\":\"NOPE\""_ba << "\"anywhere\":true"_ba << "anywhere"_ba;
    }
    void aBadRowIsNamed()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QVERIFY(ReplyTable::parse(kGood).has_value());
        QByteArray bad = kGood;
        QVERIFY(bad.contains(from));
        bad.replace(bad.indexOf(from), from.size(), to);
        const auto parsed = ReplyTable::parse(bad);
        QVERIFY(!parsed);
        QTEST(parsed.error().serverText, "word");
    }
    void aBadTableIsRefused()
    {
        QVERIFY(!ReplyTable::parse("{}"));
        QVERIFY(!ReplyTable::parse("[1]"));
        QVERIFY(!ReplyTable::parse(kGood.chopped(1) + ',' + kGood.sliced(1))); // the same id twice
    }

    /** From core::Error alone, as a background sign-in has it. */
    void fromAnErrorAlone()
    {
        const core::Error error{Errc::AuthenticationFailed, u"taro@gmail.com @ imap.gmail.com:993"_s,
            "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 "
            "(Failure)"};
        const Diagnosis found = diagnose(error);
        QCOMPARE(found.cause, Cause::AppPasswordWanted);
        QCOMPARE(found.host, u"imap.gmail.com"_s);
        QCOMPARE(found.ports, QList<quint16>{993});
        QVERIFY(found.provider);
        QCOMPARE(found.provider->id, u"gmail"_s);
        // Without a reply there is nothing to read, and other errors are never read as a refusal.
        QCOMPARE(diagnose({Errc::AuthenticationFailed, u"imap.gmail.com"_s, {}}).cause, Cause::Unknown);
        QCOMPARE(diagnose({Errc::RecipientRefused, u"x"_s, "550 5.1.1 user unknown"}).cause, Cause::Unknown);
    }

    void theFormOfTheUserName_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<QString>("wanted");
        const QByteArray refused = "[AUTHENTICATIONFAILED] no";
        QTest::newRow("local part wanted")
            << u"taro@yahoo.co.jp"_s << u"taro@yahoo.co.jp"_s << refused << Cause::WrongUserName << u"taro"_s;
        QTest::newRow("address wanted") << u"taro@ocn.ne.jp"_s << u"taro"_s << refused << Cause::WrongUserName
                                        << u"taro@ocn.ne.jp"_s;
        QTest::newRow("issued") << u"taro@docomo.ne.jp"_s << u"taro@docomo.ne.jp"_s << refused << Cause::WrongUserName
                                << QString();
        QTest::newRow("right") << u"taro@yahoo.co.jp"_s << u"Taro"_s << refused << Cause::WrongPassword << QString();
        QTest::newRow("the issued one") << u"taro@docomo.ne.jp"_s << u"d-account"_s << refused << Cause::WrongPassword
                                        << QString();
        QTest::newRow("not certain") << u"taro@gol.com"_s << u"taro"_s << refused << Cause::WrongPassword << QString();
        QTest::newRow("the server knows better") << u"taro@yahoo.co.jp"_s << u"taro@yahoo.co.jp"_s
                                                 << "account locked"_ba << Cause::AccountLocked << QString();
    }
    void theFormOfTheUserName()
    {
        QFETCH(QString, address);
        QFETCH(QString, user);
        QFETCH(QByteArray, reply);
        const core::Error error{Errc::AuthenticationFailed, user + u" @ imap.example.test:993"_s, reply};
        Circumstances around;
        around.address = address;
        const Diagnosis found = diagnose(error, around);
        QTEST(found.cause, "cause");
        QTEST(found.userName, "wanted");
    }

    void silenceIsToldApart()
    {
        const core::Error silent{Errc::Timeout, u"smtp.example.test:587"_s, {}};
        Circumstances around;
        QCOMPARE(diagnose(silent, around).cause, Cause::Unknown);
        around.attempts = {attempt(ServerPurpose::Receive, u"imap.example.test"_s, 993, std::nullopt),
            attempt(ServerPurpose::Send, u"smtp.example.test"_s, 587, Errc::Timeout)};
        QCOMPARE(diagnose(silent, around).cause, Cause::PortBlocked);
        const Diagnosis all = diagnose({Errc::Timeout, u"smtp.example.test:587, 465, 25"_s, {}}, around);
        QCOMPARE(all.cause, Cause::PortBlocked);
        QCOMPARE(all.ports, (QList<quint16>{587, 465, 25}));
        around.attempts[0] = attempt(ServerPurpose::Receive, u"imap.example.test"_s, 993, Errc::Timeout);
        QCOMPARE(diagnose(silent, around).cause, Cause::NoServerAnswers);
        around.attempts.removeFirst();
        QCOMPARE(diagnose(silent, around).cause, Cause::Unknown); // one slow server is no broken network
    }

    void aNameThatNobodyHasIsToldApart()
    {
        const core::Error error{Errc::HostNotFound, u"imap.example.test"_s, {}};
        Circumstances around;
        QCOMPARE(diagnose(error, around).cause, Cause::Unknown); // in the background: a name that worked once
        around.attempts = {attempt(ServerPurpose::Receive, u"imap.example.test"_s, 993, Errc::HostNotFound),
            attempt(ServerPurpose::Send, u"smtp.example.test"_s, 587, Errc::HostNotFound)};
        QCOMPARE(diagnose(error, around).cause, Cause::NoServerFound);
        around.attempts[0].source = u"provider"_s; // there it stands for certain
        QCOMPARE(diagnose(error, around).cause, Cause::NoServerAnswers);
        around.attempts[1] = attempt(ServerPurpose::Send, u"smtp.example.test"_s, 587, std::nullopt);
        QCOMPARE(diagnose(error, around).cause, Cause::NoServerFound);
        around.attempts[0].source = u"manual"_s; // the person's own typing
        QCOMPARE(diagnose(error, around).cause, Cause::Unknown);
    }

    void aUserNameThatNobodySaidIsToldApart()
    {
        const core::Error error{Errc::InvalidInput, u"imap.example.test:993"_s, {}};
        Circumstances around;
        around.attempts = {attempt(ServerPurpose::Receive, u"imap.example.test"_s, 993, Errc::InvalidInput)};
        QCOMPARE(diagnose(error, around).cause, Cause::UserNameMissing);
        around.attempts[0].server.user = u"taro"_s;
        QCOMPARE(diagnose(error, around).cause, Cause::Unknown);
        QCOMPARE(diagnose(error, {}).cause, Cause::Unknown);
    }

    void tlsIsToldApart()
    {
        const auto cause = [](const char *words) {
            return diagnose({Errc::TlsFailed, u"h.example:993"_s, words}).cause;
        };
        QCOMPARE(
            cause("Error during SSL handshake: error:0A000102:SSL routines::unsupported protocol"), Cause::TlsTooOld);
        QCOMPARE(cause("error:0A00042E:SSL routines::tlsv1 alert protocol version"), Cause::TlsTooOld);
        // Old ciphers, or in TLS 1.2 a certificate that was not shown: the server does not say which.
        QCOMPARE(cause("Error during SSL handshake: error:0A000410:SSL routines::ssl/tls alert handshake failure"),
            Cause::Unknown);
        QCOMPARE(cause("Error while reading: error:0A00045C:SSL routines::tlsv13 alert certificate required"),
            Cause::CertificateWanted);
        QCOMPARE(cause("error:0A00010B:SSL routines::wrong version number"), Cause::NotTls);
        QCOMPARE(cause("error:0A000126:SSL routines::unexpected eof while reading"), Cause::Unknown);
    }

    void theClockIsNotBlamedWithoutEvidence()
    {
        using enum CertificateProblem;
        const core::Error error{Errc::CertificateUntrusted, u"imap.example.test:993"_s, {}};
        Circumstances around;
        const auto cause = [&](const QList<DiscoveryAttempt> &attempts) {
            around.attempts = attempts;
            return diagnose(error, around).cause;
        };
        around.now = QDateTime({2030, 1, 1}, {}, QTimeZone::UTC);
        QCOMPARE(cause({untrusted(u"a"_s, {NotYetValid})}), Cause::ClockWrong);
        QCOMPARE(cause({untrusted(u"a"_s, {NotYetValid, WrongName})}), Cause::Unknown);
        QCOMPARE(cause({untrusted(u"a"_s, {Expired})}), Cause::Unknown);
        QCOMPARE(cause({untrusted(u"a"_s, {Expired}), untrusted(u"a"_s, {Expired})}), Cause::Unknown);
        QCOMPARE(cause({untrusted(u"a"_s, {Expired}), untrusted(u"b"_s, {Expired})}), Cause::ClockWrong);
        QCOMPARE(cause({untrusted(u"a"_s, {Expired}), untrusted(u"b"_s, {Expired}),
                     attempt(ServerPurpose::Send, u"c"_s, 465, std::nullopt)}),
            Cause::Unknown); // one that is good
        around.now = QDateTime({2001, 1, 1}, {}, QTimeZone::UTC); // before the program was made
        QCOMPARE(cause({untrusted(u"a"_s, {Expired})}), Cause::ClockWrong);
    }

    void whatAServerOffersInstead()
    {
        const Diagnosis browser = diagnose({Errc::NoCommonMechanism, u"h.example:993"_s, "XOAUTH2 OAUTHBEARER"});
        QCOMPARE(browser.cause, Cause::BrowserSignInOnly);
        const Diagnosis other = diagnose({Errc::NoCommonMechanism, u"h.example:993"_s, "X-SECRET SRP"});
        QCOMPARE(other.cause, Cause::MechanismMissing);
        QCOMPARE(other.offered, u"X-SECRET SRP"_s);
        QCOMPARE(diagnose({Errc::NoCommonMechanism, u"h.example:993"_s, {}}).cause, Cause::MechanismMissing);
    }

    void aProviderWithoutImap()
    {
        Circumstances around;
        around.address = u"taro@abc.iij4u.or.jp"_s;
        QCOMPARE(diagnose({Errc::HostNotFound, around.address, {}}, around).cause, Cause::OnlyPop3);
        around.address = u"taro@softbank.ne.jp"_s;
        QCOMPARE(diagnose({Errc::HostNotFound, around.address, {}}, around).cause, Cause::NotForMailPrograms);
        around.address = u"taro@gmail.com"_s;
        QCOMPARE(diagnose({Errc::HostNotFound, around.address, {}}, around).cause, Cause::Unknown);
    }

    void aFormTellsNoName()
    {
        const QString address = u"Taro.Yamada@example.test"_s;
        QCOMPARE(userNameForm(u"taro.yamada@example.test"_s, address), u"address"_s);
        QCOMPARE(userNameForm(u"taro.yamada"_s, address), u"local-part"_s);
        QCOMPARE(userNameForm(u"taro.yamada.example.test"_s, address), u"local.domain"_s);
        QCOMPARE(userNameForm(u"kir000000.info"_s, address), u"other"_s);
    }
};

QTEST_GUILESS_MAIN(RepliesTest)
#include "tst_replies.moc"
