// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"
#include "ui/trust/certificatedialog.h"
#include "ui/trust/trustdialog.h"
#include "ui/trust/trustwords.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using core::CertificateProblem;
using core::TrustAnswer;

class TestTrustPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enterDoesNotConnect();
    void enterOnAnotherButtonIsThatAnswer();
    void escapeIsNoAnswer();
    void oneAnswerOnly();
    void noAlwaysForWhatItsIssuerTookBack();
    void saysWhatDoesNotFit();
    void everyProblemHasWords_data();
    void everyProblemHasWords();
    void nothingIsRichText();
    void changedKeySideBySide();
    void chainOpensEachCertificate();
    void whoIsBetweenIsNamed();
};

namespace
{
QList<TrustAnswer> answersOf(const QSignalSpy &spy)
{
    QList<TrustAnswer> list;
    for (const auto &call : spy)
        list.append(call.first().value<TrustAnswer>());
    return list;
}
} // namespace

void TestTrustPrompt::enterDoesNotConnect()
{
    ui::TrustDialog dialog(made::trustQuestion());
    QSignalSpy answered(&dialog, &ui::TrustDialog::answered);
    QVERIFY(made::activate(dialog));
    auto *safe = dialog.findChild<QPushButton *>(u"doNotConnect"_s);
    QVERIFY(safe->isDefault());
    QVERIFY(safe->hasFocus());
    made::press(dialog, Qt::Key_Return);
    QCOMPARE(answersOf(answered), QList{TrustAnswer::DoNotConnect});
}

void TestTrustPrompt::enterOnAnotherButtonIsThatAnswer()
{
    ui::TrustDialog dialog(made::trustQuestion());
    QSignalSpy answered(&dialog, &ui::TrustDialog::answered);
    QVERIFY(made::activate(dialog));
    // The safe answer first, then once, then always: each one Tab further away.
    made::press(dialog, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"trustOnce"_s);
    made::press(dialog, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"trustAlways"_s);
    QVERIFY2(dialog.findChild<QPushButton *>(u"doNotConnect"_s)->isDefault(), "the default must not wander");
    made::press(dialog, Qt::Key_Space);
    QCOMPARE(answersOf(answered), QList{TrustAnswer::Always});
}

void TestTrustPrompt::escapeIsNoAnswer()
{
    ui::TrustDialog dialog(made::trustQuestion());
    QSignalSpy answered(&dialog, &ui::TrustDialog::answered);
    QVERIFY(made::activate(dialog));
    made::press(dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(answered.size(), 0);
}

void TestTrustPrompt::oneAnswerOnly()
{
    ui::TrustPrompt prompt(made::trustQuestion());
    QSignalSpy answered(&prompt, &ui::TrustPrompt::answered);
    prompt.findChild<QPushButton *>(u"trustOnce"_s)->click();
    prompt.findChild<QPushButton *>(u"trustAlways"_s)->click();
    QCOMPARE(answersOf(answered), QList{TrustAnswer::Once});
}

void TestTrustPrompt::noAlwaysForWhatItsIssuerTookBack()
{
    core::TrustQuestion question = made::trustQuestion();
    for (const bool isRevoked : {false, true}) {
        if (isRevoked)
            question.problems.append(CertificateProblem::Revoked);
        ui::TrustDialog dialog(question);
        QVERIFY(made::activate(dialog));
        QCOMPARE(dialog.findChild<QPushButton *>(u"trustAlways"_s)->isVisible(), !isRevoked);
        QCOMPARE(made::textOf(dialog).contains(u"“Always”"_s), !isRevoked);
        QVERIFY(dialog.findChild<QPushButton *>(u"trustOnce"_s)->isVisible());
    }
}

void TestTrustPrompt::saysWhatDoesNotFit()
{
    ui::TrustDialog dialog(made::trustQuestion());
    QVERIFY(made::activate(dialog));
    const QString text = made::textOf(dialog);
    for (const QString &part : {u"imap.example.test:993"_s, u"mail.other.example"_s, u"Other CA"_s,
             u"1111 1111 1111 1111 1111 1111 1111 1111\n1111"_s, u"What could happen"_s, u"A harmless reason"_s})
        QVERIFY2(text.contains(part), qPrintable(part + u" is not in: "_s + text));
}

void TestTrustPrompt::everyProblemHasWords_data()
{
    QTest::addColumn<CertificateProblem>("problem");
    QTest::addColumn<QString>("part");
    QTest::newRow("issuer") << CertificateProblem::UnknownIssuer << u"Other CA"_s;
    QTest::newRow("itself") << CertificateProblem::SelfSigned << u"only for itself"_s;
    QTest::newRow("name") << CertificateProblem::WrongName << u"mail.other.example"_s;
    QTest::newRow("expired") << CertificateProblem::Expired << u"2027"_s;
    QTest::newRow("early") << CertificateProblem::NotYetValid << u"2026"_s;
    QTest::newRow("changed") << CertificateProblem::KeyChanged << u"another key"_s;
    QTest::newRow("revoked") << CertificateProblem::Revoked << u"taken it back"_s;
    QTest::newRow("other") << CertificateProblem::Other << u"does not pass"_s;
}

void TestTrustPrompt::everyProblemHasWords()
{
    QFETCH(CertificateProblem, problem);
    QFETCH(QString, part);
    core::TrustQuestion question = made::trustQuestion();
    question.problems = {problem};
    const auto words = ui::trustWords(question, QDateTime(QDate(2026, 11, 25), QTime(9, 0), QTimeZone::UTC));
    QVERIFY2(words.problems.value(0).contains(part), qPrintable(words.problems.value(0)));
    QVERIFY(words.headline.contains(question.host));
    QVERIFY(!words.danger.isEmpty());
    QVERIFY(!words.reason.isEmpty());
    QCOMPARE(words.reason.contains(u"clock"_s), problem == CertificateProblem::NotYetValid);
}

void TestTrustPrompt::nothingIsRichText()
{
    core::TrustQuestion question = made::trustQuestion();
    question.chain[0].subject = question.chain[0].issuer = u"<img src='file:///etc/passwd'><b>Bank</b>"_s;
    question.chain[0].names = {question.chain[0].subject};
    ui::TrustDialog dialog(question);
    QVERIFY(made::activate(dialog));
    QCOMPARE(made::richLabels(dialog), QStringList());
    QVERIFY(made::textOf(dialog).contains(u"<b>Bank</b>"_s));
    ui::CertificateDialog certificate(question.chain.first());
    QCOMPARE(made::richLabels(certificate), QStringList());
}

void TestTrustPrompt::changedKeySideBySide()
{
    core::TrustQuestion question = made::trustQuestion();
    question.problems = {CertificateProblem::KeyChanged};
    const auto old = made::certificate(u"mail.other.example"_s, u"Old CA"_s, 0x55);
    question.previousSpkiSha256 = old.spkiSha256;
    ui::TrustDialog dialog(question, core::TrustException{.spkiSha256 = old.spkiSha256, .leaf = old});
    QVERIFY(made::activate(dialog));
    const QString text = made::textOf(dialog);
    QVERIFY(text.contains(u"Old CA"_s));
    QVERIFY(text.contains(u"5656 5656 5656 5656\n"_s)); // the key before
    QVERIFY(text.contains(u"1212 1212 1212 1212\n"_s)); // the key now
}

void TestTrustPrompt::whoIsBetweenIsNamed()
{
    core::CertificateInfo leaf = made::trustQuestion().chain.first();
    ui::CertificateDialog honest(leaf);
    QVERIFY(made::activate(honest));
    QVERIFY(made::textOf(honest).contains(leaf.issuer));
    QVERIFY(!made::textOf(honest).contains(u"can read"_s));
    leaf.issuer = u"ESET SSL Filter CA"_s;
    ui::CertificateDialog scanned(leaf);
    QVERIFY(made::activate(scanned));
    QVERIFY(made::textOf(scanned).contains(u"by ESET, which can read"_s));
    core::TrustQuestion question = made::trustQuestion();
    question.interceptor = u"<b>Scanner</b>"_s;
    ui::TrustDialog dialog(question);
    QVERIFY(made::activate(dialog));
    QVERIFY(made::textOf(dialog).contains(u"calls itself “<b>Scanner</b>”"_s));
    QVERIFY(made::richLabels(dialog).isEmpty());
}

void TestTrustPrompt::chainOpensEachCertificate()
{
    ui::TrustDialog dialog(made::trustQuestion());
    QVERIFY(made::activate(dialog));
    auto *tree = dialog.findChild<QTreeWidget *>(u"certificateChain"_s);
    QTreeWidgetItem *root = tree->topLevelItem(0);
    QCOMPARE(root->text(0), u"Other Root"_s);
    QCOMPARE(root->child(0)->child(0)->text(0), u"mail.other.example"_s);
    tree->setFocus();
    tree->setCurrentItem(root->child(0));
    made::press(dialog, Qt::Key_Return);
    auto *certificate = dialog.findChild<ui::CertificateDialog *>();
    QVERIFY2(certificate, "Enter on a certificate shows it, and answers nothing");
    QVERIFY(dialog.isVisible());
    QVERIFY(made::textOf(*certificate).contains(u"2323 2323"_s));
}

QTEST_MAIN(TestTrustPrompt)
#include "tst_trustprompt.moc"
