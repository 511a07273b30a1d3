// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontoy.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Flag;
using test::EngineOnToy;
using test::ToyImap;
using test::toyLetter;
using test::toySummary;
using Fate = ToyImap::Fate;
using Link = ToyImap::Link;

/** Servers that lie about messages, mailboxes and flags: what is stored stays true, and nothing is lost. */
class LiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void uidLies_data();
    void uidLies();
    void bodyOfAnotherMessage();
    void bodyCutShortIsNeverKept_data();
    void bodyCutShortIsNeverKept();
    void requestedButMissing();
    void folderNames();
    void inboxTwice();
    void emptyAnswers_data();
    void emptyAnswers();
    void massExpungeKeepsTheBodies();
    void aFolderThatIsNotListedKeepsItsBodies();
    void uidValidityChangesWithAQueuedDelete();
    void uidValidityMissing();
    void flags_data();
    void flags();
};

namespace
{
void fill(EngineOnToy &on, int count)
{
    for (int i = 1; i <= count; ++i)
        on.imap.add("INBOX", toyLetter('m' + QByteArray::number(i)));
}

/** Answers the summaries of INBOX with these lines. */
ToyImap::Hook summariesAre(const QByteArray &lines)
{
    return [lines](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (!command.startsWith("UID FETCH") || !command.contains("RFC822.SIZE"))
            return Fate::Continue;
        link.say(lines);
        link.reply(tag, "OK done");
        return Fate::Handled;
    };
}
} // namespace

void LiesTest::uidLies_data()
{
    QTest::addColumn<QByteArray>("lines");
    const QByteArray one = toySummary("1", toyLetter("m1")), two = toySummary("2", toyLetter("m2"));
    QTest::newRow("duplicate: the first counts") << one + two + toySummary("1", toyLetter("again"));
    QTest::newRow("zero") << toySummary("0", toyLetter("nobody")) + one + two;
    QTest::newRow("beyond 32 bits") << toySummary("4294967297", toyLetter("nobody")) + one + two;
    QTest::newRow("descending") << two + one;
    QTest::newRow("foreign fetch") << toySummary("77", toyLetter("foreign")) + one + two;
    QTest::newRow("wrong size is a hint only")
        << toySummary("1", toyLetter("m1"), "1") + toySummary("2", toyLetter("m2"), "99999999999999999999");
    QTest::newRow("unasked bodies") << one + "* 9 FETCH (UID 2 BODY[] {5}\r\nwrong)\r\n" + two;
}

void LiesTest::uidLies()
{
    EngineOnToy on;
    fill(on, 2);
    QFETCH(QByteArray, lines);
    on.imap.before = summariesAre(lines);
    QVERIFY(on.sync());
    QCOMPARE(on.subjects(), (QStringList{u"m1"_s, u"m2"_s}));
    on.imap.before = {};
    for (const QString &subject : {u"m1"_s, u"m2"_s}) { // whatever was said of them, the bodies are theirs
        const auto raw = test::waitFor(on.engine().raw(on.target(subject).key));
        QVERIFY(raw);
        QCOMPARE(*raw, toyLetter(subject.toLatin1()));
    }
}

void LiesTest::bodyOfAnotherMessage()
{
    EngineOnToy on;
    fill(on, 2);
    QVERIFY(on.sync());
    const core::MessageKey key = on.target(u"m1"_s).key;
    int asked = 0;
    on.imap.before = [&](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (!command.startsWith("UID FETCH 1 (UID BODY.PEEK[]") || ++asked > 1)
            return Fate::Continue;
        const QByteArray other = toyLetter("m2");
        link.say("* 1 FETCH (UID 1 BODY[] {" + QByteArray::number(other.size()) + "}\r\n" + other + ")\r\n");
        link.reply(tag, "OK done");
        return Fate::Handled;
    };
    const auto raw = test::waitFor(on.engine().raw(key));
    QVERIFY(raw);
    QCOMPARE(asked, 2); // it bore another Message-ID than the list: asked once more
    QCOMPARE(*raw, toyLetter("m1"));
    QTRY_VERIFY(on.reader().hasBody(key));
    QCOMPARE(*on.reader().body(key), toyLetter("m1"));
}

void LiesTest::bodyCutShortIsNeverKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("end");
    const QByteArray size = QByteArray::number(toyLetter("m1").size());
    QTest::newRow("link lost in the literal") << "* 1 FETCH (UID 1 BODY[] {" + size + "}\r\nFrom: bo" << "CLOSE"_ba;
    QTest::newRow("link lost before the OK") << "* 1 FETCH (UID 1 BODY[] {" + size + "}\r\n" + toyLetter("m1") + ")\r\n"
                                             << "CLOSE"_ba;
    QTest::newRow("half the literal, well formed, then NO")
        << "* 1 FETCH (UID 1 BODY[] {8}\r\nFrom: bo)\r\n"_ba << "NO [SERVERBUG] cut short"_ba;
}

void LiesTest::bodyCutShortIsNeverKept()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, end);
    EngineOnToy on;
    fill(on, 1);
    QVERIFY(on.sync());
    const core::MessageKey key = on.target(u"m1"_s).key;
    on.imap.before = [&](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (!command.contains("BODY.PEEK[])"))
            return Fate::Continue;
        link.say(bytes);
        if (end == "CLOSE")
            return Fate::Close;
        link.reply(tag, end);
        return Fate::Handled;
    };
    QVERIFY(!test::waitFor(on.engine().raw(key)));
    QVERIFY(!on.reader().hasBody(key));
    on.imap.before = {};
    const auto raw = test::waitFor(on.engine().raw(key));
    QVERIFY(raw);
    QCOMPARE(*raw, toyLetter("m1"));
}

void LiesTest::requestedButMissing()
{
    EngineOnToy on;
    fill(on, 3);
    // UID 2 exists and is never delivered: nothing may be vouched for as complete.
    on.imap.before = summariesAre(toySummary("1", toyLetter("m1")) + toySummary("3", toyLetter("m3")));
    (void)on.sync();
    QCOMPARE(on.subjects(), (QStringList{u"m1"_s, u"m3"_s}));
    on.imap.before = {};
    QVERIFY(on.sync());
    QCOMPARE(on.subjects(), (QStringList{u"m1"_s, u"m2"_s, u"m3"_s}));
}

void LiesTest::folderNames()
{
    const QByteArrayList names{"../../x", "/etc/passwd", "bad&zzz", "&AAAAAAAA-", "a\r\nb", "caf\xe9", "NIL", "a\"b\\c",
        "%*", "a b", QByteArray(64 * 1024, 'k'), "C:\\x", "~root", "a/../../b"};
    EngineOnToy on;
    for (const QByteArray &name : names)
        on.imap.add(name, toyLetter("in"));
    const auto everything = [&on] {
        QStringList found;
        QDirIterator all(on.folder(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot | QDir::System,
            QDirIterator::Subdirectories);
        while (all.hasNext())
            found.append(all.next());
        found.sort();
        return found;
    };
    const QStringList before = everything();
    const auto synced = on.sync();
    QVERIFY2(synced, synced ? "" : qPrintable(core::errcName(synced.error().code) + synced.error().context.left(200)));
    // No name of a server is ever a path.
    QCOMPARE(everything(), before);
    for (const QByteArray &name : names) {
        QCOMPARE(on.mailbox(name).rawName, name);
        QVERIFY2(on.reader().messageCount(on.mailbox(name).id) == 1, name.left(100)); // selected by the same bytes
        const QString shown = on.mailbox(name).name;
        QVERIFY2(
            std::ranges::none_of(shown, [](QChar c) { return c.category() == QChar::Other_Control; }), name.left(100));
    }
}

void LiesTest::inboxTwice()
{
    EngineOnToy on;
    fill(on, 2);
    on.imap.after = [&](Link &link, const QByteArray &, const QByteArray &command) {
        if (command.startsWith("LIST"))
            link.say(
                "* LIST () \"/\" Inbox\r\n* LIST () \"/\" INBOX\r\n* LIST () \"/\" twin\r\n* LIST () \"/\" twin\r\n");
        return Fate::Continue;
    };
    on.imap.add("twin", toyLetter("t"));
    QVERIFY(on.sync());
    const QList<core::Mailbox> all = on.reader().mailboxes(on.account());
    QCOMPARE(all.size(), 2);
    QCOMPARE(std::ranges::count(all, core::MailboxRole::Inbox, &core::Mailbox::role), 1);
    QCOMPARE(on.subjects(), (QStringList{u"m1"_s, u"m2"_s}));
}

void LiesTest::emptyAnswers_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("answer"); ///< before the tag; empty: nothing
    QTest::addColumn<QByteArray>("tagged");
    QTest::newRow("LIST names nothing") << "LIST"_ba << ""_ba << "OK done"_ba;
    QTest::newRow("LIST refused") << "LIST"_ba << ""_ba << "NO later"_ba;
    QTest::newRow("SELECT refused") << "SELECT"_ba << ""_ba << "NO [SERVERBUG] later"_ba;
    QTest::newRow("SELECT says it does not exist") << "SELECT"_ba << ""_ba << "NO [NONEXISTENT] what?"_ba;
    QTest::newRow("SEARCH without an answer") << "UID SEARCH"_ba << ""_ba << "OK done"_ba;
}

void LiesTest::emptyAnswers()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, tagged);
    EngineOnToy on;
    fill(on, 4);
    on.imap.add("Work", toyLetter("w"));
    QVERIFY(on.sync());
    on.imap.mailboxes["INBOX"].messages.removeFirst(); // so that the next look has to compare
    on.imap.before = [&](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (!command.startsWith(verb))
            return Fate::Continue;
        link.say(answer);
        link.reply(tag, tagged);
        return Fate::Handled;
    };
    (void)on.sync();
    QVERIFY(on.subjects().size() >= 3); // an answer that says nothing orders nothing
    QVERIFY(on.subjects().contains(u"m4"_s));
    QCOMPARE(on.subjects("Work"), QStringList{u"w"_s});
    on.imap.before = {};
    QVERIFY(on.sync());
    QCOMPARE(on.subjects(), (QStringList{u"m2"_s, u"m3"_s, u"m4"_s}));
}

void LiesTest::massExpungeKeepsTheBodies()
{
    EngineOnToy on;
    fill(on, 5);
    QVERIFY(test::waitFor(on.engine().sync(on.account(), {}, engine::Bodies::All), 30000));
    QList<core::MessageKey> keys;
    for (int i = 1; i <= 5; ++i)
        keys.append(on.target(u'm' + QString::number(i)).key);
    const auto kept = on.imap.mailboxes["INBOX"].messages;
    on.imap.mailboxes["INBOX"].messages.clear(); // 0 EXISTS, and both lists agree
    QVERIFY(on.sync());
    QCOMPARE(on.subjects(), QStringList());
    for (const core::MessageKey &key : std::as_const(keys))
        QVERIFY2(on.reader().hasBody(key), "a body goes only on a person's order");
    const qsizetype fetched = on.imap.commandCount("UID FETCH 1 (UID BODY.PEEK[]");
    on.imap.mailboxes["INBOX"].messages = kept; // it was a lie
    QVERIFY(test::waitFor(on.engine().sync(on.account(), {}, engine::Bodies::All), 30000));
    QCOMPARE(on.subjects().size(), 5);
    QCOMPARE(on.imap.commandCount("UID FETCH 1 (UID BODY.PEEK[]"), fetched); // nothing had to come again
}

void LiesTest::aFolderThatIsNotListedKeepsItsBodies()
{
    EngineOnToy on;
    fill(on, 1);
    on.imap.add("Work", toyLetter("w"));
    QVERIFY(test::waitFor(on.engine().sync(on.account(), {}, engine::Bodies::All), 30000));
    const core::MessageKey key = on.target(u"w"_s, "Work").key;
    QVERIFY(on.reader().hasBody(key));
    const auto work = on.imap.mailboxes.take("Work");
    QVERIFY(on.sync());
    QVERIFY(!on.mailbox("Work").id.isValid());
    QVERIFY(on.reader().hasBody(key));
    on.imap.mailboxes["Work"] = work; // a slip of the server's
    const qsizetype fetched = on.imap.commandCount("UID FETCH 1 (UID BODY.PEEK[]");
    QVERIFY(test::waitFor(on.engine().sync(on.account(), {}, engine::Bodies::All), 30000));
    QCOMPARE(on.subjects("Work"), QStringList{u"w"_s});
    QCOMPARE(on.imap.commandCount("UID FETCH 1 (UID BODY.PEEK[]"), fetched);
}

void LiesTest::uidValidityChangesWithAQueuedDelete()
{
    EngineOnToy on;
    fill(on, 3);
    on.imap.add("Trash", toyLetter("old"));
    on.imap.mailboxes["Trash"].attributes = "\\Trash";
    QVERIFY(on.sync());
    on.imap.before = [](Link &, const QByteArray &, const QByteArray &command) {
        return command == "CONNECT" ? Fate::Close : Fate::Continue;
    };
    on.restart(); // no link is left over
    QVERIFY(test::waitFor(on.engine().act(core::MoveMessages{{on.target(u"m2"_s)}, "Trash"})));
    // The mailbox is another one now, and UID 2 in it is another message.
    ToyImap::Mailbox &inbox = on.imap.mailboxes["INBOX"];
    inbox.uidValidity = 8;
    std::swap(inbox.messages[0].bytes, inbox.messages[1].bytes);
    on.imap.before = {};
    QVERIFY(on.sync());
    QVERIFY(on.nothingQueued());
    QCOMPARE(on.imap.count("Trash", "<m2@example.test>"), 1);
    QCOMPARE(on.imap.count("INBOX", "<m2@example.test>"), 0);
    QCOMPARE(on.imap.mailboxes["INBOX"].messages.size(), 2);
    QVERIFY(on.sync());
    QCOMPARE(on.subjects(), (QStringList{u"m1"_s, u"m3"_s}));
}

void LiesTest::uidValidityMissing()
{
    EngineOnToy on;
    fill(on, 2);
    QVERIFY(on.sync());
    on.imap.before = [](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (!command.startsWith("SELECT"))
            return Fate::Continue;
        link.say("* 0 EXISTS\r\n");
        link.reply(tag, "OK [READ-WRITE] in");
        return Fate::Handled;
    };
    (void)on.sync();
    QCOMPARE(on.subjects().size(), 2);
    QVERIFY(test::waitFor(on.engine().act(core::SetFlags{{on.target(u"m1"_s)}, Flag::Seen, {}})));
    (void)on.sync();
    QCOMPARE(on.imap.commandCount("UID STORE"), 0);
}

void LiesTest::flags_data()
{
    QTest::addColumn<QByteArray>("selected"); ///< said behind the usual; tagged
    QTest::addColumn<QByteArray>("stored"); ///< the tagged answer to STORE
    QTest::newRow("STORE ignored") << "OK [READ-WRITE] in"_ba << "OK done"_ba;
    QTest::newRow("PERMANENTFLAGS empty") << "OK [READ-WRITE] in"_ba << "NO [CANNOT] no flags here"_ba;
    QTest::newRow("READ-ONLY mailbox") << "OK [READ-ONLY] in"_ba << "NO read-only"_ba;
}

void LiesTest::flags()
{
    QFETCH(QByteArray, selected);
    QFETCH(QByteArray, stored);
    EngineOnToy on;
    fill(on, 2);
    QVERIFY(on.sync());
    on.imap.before = [&](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (command.startsWith("UID STORE")) {
            QTimer::singleShot(300, &link, [&link, tag, stored] { link.reply(tag, stored); });
            return Fate::Handled;
        }
        if (!command.startsWith("SELECT"))
            return Fate::Continue;
        link.say("* 2 EXISTS\r\n* OK [PERMANENTFLAGS ()] x\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 3] x\r\n");
        return Fate::Continue;
    };
    on.imap.after = [&](Link &link, const QByteArray &tag, const QByteArray &command) {
        if (!command.startsWith("SELECT"))
            return Fate::Continue;
        link.reply(tag, selected);
        return Fate::Handled;
    };
    QVERIFY(test::waitFor(on.engine().act(core::SetFlags{{on.target(u"m1"_s)}, Flag::Flagged, {}})));
    QVERIFY(on.reader().find(on.target(u"m1"_s).key)->flags.has(Flag::Flagged)); // shown at once
    QVERIFY(on.sync());
    QVERIFY(on.nothingQueued()); // neither tried for ever
    QCOMPARE(on.imap.commandCount("UID STORE"), 1);
    QVERIFY(on.sync());
    QVERIFY2(!on.reader().find(on.target(u"m1"_s).key)->flags.has(Flag::Flagged), "the server's truth comes back");
}

QTEST_GUILESS_MAIN(LiesTest)
#include "tst_lies.moc"
