// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/submission.h"
#include "ui/messageview/attachmentkind.h"
#include "ui/messageview/messagetext.h"
#include "ui/messageview/notices.h"
#include "ui/messageview/sourcewindow.h"
#include "ui/outbox/outboxwords.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using ui::Opening;

class MessageTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesAreTakenApartByDepth()
    {
        const auto passages
            = ui::passagesOf(u"Hi\n> one\n>> two\n> > too\n>three\n\nBye\n-- \nMe\n> not quoted by me"_s);
        QList<std::pair<int, QStringList>> found;
        for (const auto &passage : passages)
            found.append({passage.depth, passage.lines});
        QCOMPARE(found.size(), 7);
        QCOMPARE(found[0], std::pair(0, QStringList{u"Hi"_s}));
        QCOMPARE(found[1], std::pair(1, QStringList{u"one"_s}));
        QCOMPARE(found[2], std::pair(2, (QStringList{u"two"_s, u"too"_s})));
        QCOMPARE(found[3], std::pair(1, QStringList{u"three"_s}));
        QCOMPARE(found[4], std::pair(0, (QStringList{{}, u"Bye"_s})));
        QVERIFY(passages[5].isSignature);
        QCOMPARE(found[5], std::pair(0, (QStringList{u"-- "_s, u"Me"_s})));
        QCOMPARE(found[6].first, 1);
    }

    void onlyAQuoteThatClosesTheMessageStartsFolded()
    {
        const auto foldedIn = [](const QString &text) {
            QList<bool> folded;
            for (const auto &run : ui::quoteRuns(ui::passagesOf(text)))
                folded.append(run.startsFolded);
            return folded;
        };
        QCOMPARE(foldedIn(u"Yes.\n\nOn Monday:\n> a\n> b\n>> c\n\n-- \nMe"_s), QList{true});
        QCOMPARE(foldedIn(u"> a\n> b\n> c\nYes.\n> d\n> e\n> f"_s), (QList{false, true}));
        QCOMPARE(foldedIn(u"> a\n> b\n> c"_s), QList{false}); // nothing else to read
        QCOMPARE(foldedIn(u"Yes\n> a\n> b"_s), QList<bool>{}); // not worth a click
    }

    void linksEndWhereTheSentenceGoesOn_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("full stop") << u"See https://a.example/x. Then"_s << QStringList{u"https://a.example/x"_s};
        QTest::newRow("brackets") << u"(see http://a.example/b_(c)) and"_s << QStringList{u"http://a.example/b_(c)"_s};
        QTest::newRow("japanese") << u"詳細は「https://a.example/会議」、または www.b.example。"_s
                                  << QStringList{u"https://a.example/会議"_s, u"www.b.example"_s};
        QTest::newRow("mail") << u"<taro@example.jp>, mailto:b@c.example;"_s
                              << QStringList{u"taro@example.jp"_s, u"mailto:b@c.example"_s};
        QTest::newRow("others stay text") << u"file:///etc/passwd javascript:x data:text/html,x"_s << QStringList{};
        QTest::newRow("html stays text") << u"<a href=\"https://a.example/\">x</a>"_s
                                         << QStringList{u"https://a.example/"_s};
    }
    void linksEndWhereTheSentenceGoesOn()
    {
        QFETCH(const QString, line);
        QFETCH(const QStringList, texts);
        QStringList found;
        for (const auto &link : ui::linksIn(line)) {
            found.append(line.mid(link.start, link.length));
            QVERIFY((QStringList{u"http"_s, u"https"_s, u"mailto"_s}).contains(link.target.scheme()));
        }
        QCOMPARE(found, texts);
    }

    void aTargetTellsItsRealHost()
    {
        const QUrl lookalike(u"https://аpple.example/login"_s); // the first letter is Cyrillic
        QVERIFY(ui::targetWords(lookalike).contains(u"xn--"_s));
        QVERIFY(ui::isDoubtful(lookalike));
        QVERIFY(ui::isDoubtful(QUrl(u"https://www.bank.example@evil.example/"_s)));
        QVERIFY(ui::isDoubtful(QUrl(u"http://203.0.113.7/"_s)));
        QVERIFY(ui::isDoubtful(QUrl(u"http://[2001:db8::1]/"_s)));
        QVERIFY(!ui::isDoubtful(QUrl(u"https://www.example.jp/x"_s)));
        QCOMPARE(ui::targetWords(QUrl(u"mailto:taro@example.jp"_s)), u"taro@example.jp"_s);
    }

    void programsAreNeverOpenedAndTheUnknownAsks()
    {
        const auto opening = [](const QString &name) {
            return ui::openingOf({.fileName = name, .mimeType = u"application/pdf"_s});
        };
        for (const QString &name : {u"invoice.pdf.exe"_s, u"a.DESKTOP"_s, u"x.scr. "_s, u"run.sh"_s, u"a.lnk"_s})
            QCOMPARE(opening(name), Opening::Never);
        for (const QString &name : {u"見積書.pdf"_s, u"a.JPG"_s, u"notes.txt"_s})
            QCOMPARE(opening(name), Opening::Direct);
        for (const QString &name : {u"sheet.xlsm"_s, u"page.html"_s, u"README"_s, u"a.pdf.zip"_s})
            QCOMPARE(opening(name), Opening::Ask);
    }

    void savingBesideAFileOfTheSameNameTakesANumber()
    {
        const QTemporaryDir folder;
        QCOMPARE(ui::freeName(folder.path(), u"a.pdf"_s), folder.filePath(u"a.pdf"_s));
        QFile file(folder.filePath(u"a.pdf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(ui::freeName(folder.path(), u"a.pdf"_s), folder.filePath(u"a (2).pdf"_s));
    }

    void warningsBecomePlainWordsTheGravestFirst()
    {
        core::Document document;
        document.envelope.from = {{u"ceo@firm.example"_s, u"x@evil.example"_s}};
        document.warnings = {{u"broken-mime"_s, {}}, {u"from-spoof"_s, u"one"_s}, {u"from-spoof"_s, u"two"_s}};
        document.textFromHtml = true;
        const auto notices = ui::noticesFor(document);
        QCOMPARE(notices.size(), 3);
        QCOMPARE(notices[0].weight, ui::Notice::Weight::Danger);
        QVERIFY(notices[0].details.contains(u"x@evil.example"_s));
        QCOMPARE(notices[2].weight, ui::Notice::Weight::Quiet);
    }

    void theSourceShowsControlCharacters()
    {
        QCOMPARE(ui::SourceWindow::readable("a\r\n\x1b$B\x7f"), u"a\n\u241b$B\u2421"_s);
        QCOMPARE(ui::SourceWindow::readable("\xe9"), u"\u00e9"_s);
        QVERIFY(!ui::SourceWindow::readable("\xe2\x80\xae").contains(QChar(0x202e)));
    }

    void eachStateOfTheOutboxIsTold()
    {
        const QDateTime now = QDateTime::currentDateTime();
        core::Submission submission{.subject = u"x"_s, .notBefore = now.toUTC()};
        QVERIFY(ui::outboxWords(submission, now).state.contains(u"Waiting"_s));
        submission.attempts = 1;
        submission.notBefore = now.addSecs(600).toUTC();
        submission.lastError = core::Error{core::Errc::Timeout, u"smtp.example.jp"_s, {}};
        const QString next = QLocale().toString(now.addSecs(600).time(), QLocale::ShortFormat);
        QVERIFY(ui::outboxWords(submission, now).explanation.contains(next));
        QVERIFY(ui::outboxWords(submission, now).explanation.contains(u"smtp.example.jp"_s));

        submission.state = core::SubmissionState::Failed;
        submission.lastError = core::Error{core::Errc::RecipientRefused, {}, "550 5.1.1 no\x1b[31m such user"};
        submission.results = {{u"a@b.example"_s, true, "250 ok"}, {u"c@d.example"_s, false, "550 5.1.1 unknown"}};
        const auto failed = ui::outboxWords(submission, now);
        QVERIFY(failed.explanation.contains(u"c@d.example"_s));
        QVERIFY(!failed.explanation.contains(u"a@b.example"_s));
        QVERIFY(failed.story.last().contains(u"c@d.example"_s));
        QVERIFY(failed.story.last().contains(u"“550 5.1.1 unknown”"_s));
        QVERIFY(!failed.story.join(u'\n').contains(QChar(0x1b)));

        submission.state = core::SubmissionState::Unknown;
        QVERIFY(ui::outboxWords(submission, now).state.contains(u"may not"_s));
        QVERIFY(ui::outboxWords(submission, now).explanation.contains(u"twice"_s));
        submission.state = core::SubmissionState::Sending;
        QVERIFY(ui::outboxWords(submission, now).retry.isEmpty());
    }

    void theStoryIsToldInOrderWithTimes()
    {
        using core::SubmissionState;
        const QDateTime now(QDate(2026, 11, 25), QTime(15, 0));
        core::Submission submission{.state = SubmissionState::Unknown};
        submission.story = {{now.addDays(-1).toUTC(), SubmissionState::Queued, {}},
            {now.addSecs(-600).toUTC(), SubmissionState::Queued,
                core::Error{core::Errc::ServerBusy, u"smtp.example.jp"_s, "451 4.7.1 greylisted"}},
            {now.addSecs(-60).toUTC(), SubmissionState::Sending,
                core::Error{core::Errc::ConnectionLost, u"restart"_s, {}}},
            {now.addSecs(-59).toUTC(), SubmissionState::Sending, {}}, // the same for a person
            {now.addSecs(-59).toUTC(), SubmissionState::Unknown,
                core::Error{core::Errc::DeliveryUnknown, u"restart"_s, {}}}};
        const QStringList story = ui::outboxWords(submission, now).story;
        QCOMPARE(story.size(), 4);
        QVERIFY(story[0].contains(QLocale().toString(now.addDays(-1), QLocale::ShortFormat)));
        QVERIFY(story[1].startsWith(QLocale().toString(now.addSecs(-600).time(), QLocale::ShortFormat)));
        QVERIFY(story[1].contains(u"451 4.7.1 greylisted"_s));
        QVERIFY(story[3].contains(u"Hikyaku ended"_s));
    }
};

QTEST_MAIN(MessageTextTest)
#include "tst_messagetext.moc"
