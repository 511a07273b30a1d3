// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/normaliser.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using imap::Permit;
using Verb = Permit::Verb;

namespace
{
Permit permit(Verb verb, const QByteArray &mailbox = "INBOX", std::initializer_list<quint32> uids = {1, 2, 3})
{
    QList<core::Uid> list;
    for (const quint32 uid : uids)
        list.append(core::Uid{uid});
    return {.verb = verb, .mailbox = mailbox, .uids = imap::UidSet::fromList(list)};
}

std::optional<QByteArray> heard(const QByteArray &response, const Permit &may)
{
    const auto parsed = imap::parseResponse(response);
    return parsed ? imap::normalised(*parsed, may) : std::nullopt;
}
constexpr const char *kWithheld = nullptr;
} // namespace

/** What KIMAP may hear (kimap.md 7, security.md K1 to K16) and may say. */
class NormaliserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hears_data()
    {
        QTest::addColumn<Permit>("may");
        QTest::addColumn<QByteArray>("response");
        QTest::addColumn<QByteArray>("line"); // null: withheld
        const auto row = [](const char *tag, const Permit &may, const QByteArray &response, const char *line) {
            QTest::newRow(tag) << may << response << QByteArray(line);
        };
        const Permit list = permit(Verb::List, {});
        row("LIST", list, "* LIST (\\HasNoChildren \\Sent) \"/\" Sent",
            "* LIST (\\HasNoChildren \\Sent) \"/\" \"Sent\"");
        row("LIST, any case", list, "* list () \".\" x", "* LIST () \".\" \"x\"");
        row("LIST, flat name", list, "* LIST () NIL x", kWithheld);
        row("LIST, literal name", list, "* LIST () \"/\" {4}\r\na (b", "* LIST () \"/\" \"a (b\"");
        row("LIST, name with brackets and spaces", list, "* LIST () \"/\" \"&i3BOi5My-(2026) %\"",
            "* LIST () \"/\" \"&i3BOi5My-(2026) %\"");
        row("LIST, strange attributes", list, "* LIST (\\A] {x} \\B \"q\") \"/\" a", kWithheld);
        row("LIST, attribute with a bracket (K1)", list, "* LIST (\\A] \\Sent) \"/\" a", "* LIST (\\Sent) \"/\" \"a\"");
        row("LIST, backslashes (K13)", list, "* LIST () \"/\" \"a\\\\\\\\b\"", kWithheld);
        row("LIST, quote in the name", list, "* LIST () \"/\" \"a\\\"b\"", kWithheld);
        row("LIST, line end in the name", list, "* LIST () \"/\" {4}\r\na\r\nb", kWithheld);
        row("LIST, NUL in the name", list, "* LIST () \"/\" {3}\r\na\0b"_ba, kWithheld);
        row("LIST, bad modified UTF-7", list, "* LIST () \"/\" bad&zzz", kWithheld);
        row("LIST, 8-bit name", list, "* LIST () \"/\" \"caf\xe9\"", kWithheld);
        row("LIST, endless name", list, "* LIST () \"/\" " + QByteArray(70'000, 'a'), kWithheld);
        row("LIST, delimiter a quote", list, "* LIST () \"\\\"\" a", "* LIST () \"\\\"\" \"a\"");
        row("LIST, extended data", list, "* LIST () \"/\" a (\"CHILDINFO\" (\"SUBSCRIBED\"))", "* LIST () \"/\" \"a\"");
        row("LSUB during LIST", list, "* LSUB () \"/\" a", kWithheld);
        row("LSUB", permit(Verb::Lsub, {}), "* LSUB () \"/\" a", "* LSUB () \"/\" \"a\"");
        row("EXISTS during LIST", list, "* 3 EXISTS", kWithheld);
        row("FETCH during LIST", list, "* 1 FETCH (UID 1 FLAGS ())", kWithheld);
        row("ALERT", list, "* OK [ALERT] <b>hi</b>", kWithheld);
        row("bracket (K1)", list, "* OK (]", kWithheld);
        row("capabilities", list, "* CAPABILITY IMAP4rev1 UTF8=ACCEPT", kWithheld);
        row("garbage", list, "* )))]]]", kWithheld);

        const Permit status = permit(Verb::Status, "a b");
        row("STATUS", status, "* STATUS {3}\r\na b (UIDVALIDITY 5 MESSAGES 3 X (\"]\") UNSEEN 1 UIDNEXT 4)",
            "* STATUS \"a b\" (MESSAGES 3 UNSEEN 1 UIDNEXT 4 UIDVALIDITY 5)");
        row("STATUS, with MODSEQ", status, "* STATUS \"a b\" (HIGHESTMODSEQ 9)",
            "* STATUS \"a b\" (MESSAGES 0 UNSEEN 0 UIDNEXT 0 UIDVALIDITY 0 HIGHESTMODSEQ 9)");
        row("STATUS of another", status, "* STATUS other (MESSAGES 3)", kWithheld);
        row("STATUS, malformed", status, "* STATUS \"a b\" (MESSAGES", kWithheld);
        row("STATUS of INBOX in any case", permit(Verb::Status), "* STATUS inbox (MESSAGES 3)",
            "* STATUS \"INBOX\" (MESSAGES 3 UNSEEN 0 UIDNEXT 0 UIDVALIDITY 0)");

        const Permit select = permit(Verb::Select);
        row("EXISTS", select, "* 3 exists", "* 3 EXISTS");
        row("EXISTS beyond int", select, "* 3000000000 EXISTS", kWithheld);
        row("UIDVALIDITY", select, "* OK [UIDVALIDITY 4294967295] (]", "* OK [UIDVALIDITY 4294967295] ok");
        row("HIGHESTMODSEQ", select, "* OK [HIGHESTMODSEQ 12345678901] x", "* OK [HIGHESTMODSEQ 12345678901] ok");
        row("UIDNEXT nonsense", select, "* OK [UIDNEXT (]] x", kWithheld);
        row("FLAGS of the mailbox", select, "* FLAGS (\\Seen a] (])", kWithheld);
        row("PERMANENTFLAGS", select, "* OK [PERMANENTFLAGS (\\*)] x", kWithheld);

        const Permit store = permit(Verb::Store);
        row("FETCH", store, "* 2 FETCH (FLAGS (\\Seen work) UID 2 MODSEQ (5))",
            "* 2 FETCH (UID 2 FLAGS (\\Seen work))");
        row("FETCH of another", store, "* 9 FETCH (FLAGS () UID 9)", kWithheld);
        row("FETCH without UID", store, "* 2 FETCH (FLAGS (\\Seen))", kWithheld);
        row("FETCH without flags", store, "* 2 FETCH (UID 2)", kWithheld);
        row("FETCH that crashed it", store, "* 2 FETCH (]UID 2)", kWithheld);
        row("FETCH, unbalanced", store, "* 2 FETCH (UID", kWithheld);
        row("FETCH, literal flag", store, "* 2 FETCH (UID 2 FLAGS ({4}\r\na(\"b x))", "* 2 FETCH (UID 2 FLAGS (x))");
        row("FETCH with structure", store, "* 2 FETCH (UID 2 FLAGS () BODYSTRUCTURE (\"A\" {1}\r\n())",
            "* 2 FETCH (UID 2 FLAGS ())");
        row("FETCH, deep", store,
            "* 2 FETCH (UID 2 FLAGS () X " + QByteArray(100'000, '(') + QByteArray(100'000, ')') + ")", kWithheld);
        row("FETCH, a million flags", store, "* 2 FETCH (UID 2 FLAGS (" + QByteArray("a ").repeated(400'000) + "x))",
            "");
        row("FETCH, UID beyond int", permit(Verb::Store, "INBOX", {4'000'000'000}),
            "* 2 FETCH (FLAGS () UID 4000000000)", kWithheld);
        row("EXPUNGE during STORE", store, "* 2 EXPUNGE", kWithheld);
        row("everything during APPEND", permit(Verb::Append), "* 2 EXISTS", kWithheld);
        row("everything during MOVE", permit(Verb::Move), "* 2 EXPUNGE", kWithheld);
    }
    void hears()
    {
        QFETCH(Permit, may);
        QFETCH(QByteArray, response);
        QFETCH(QByteArray, line);
        const auto told = heard(response, may);
        if (response.size() > 700'000) { // only so many, and none of them long
            QVERIFY(told && told->size() < 64 * 1024);
            return;
        }
        QCOMPARE(told.has_value(), !line.isNull());
        if (told)
            QCOMPARE(*told, line);
    }

    void whatIsToldIsHarmless()
    {
        QRandomGenerator random(3);
        const QByteArrayList bricks{"LIST ", "STATUS ", "FETCH ", "1 ", "2 ", "INBOX ", "(", ")", "[", "]", "\"", "\\",
            "\\Seen ", "UID ", "FLAGS ", "{2}\r\n", "~{1}\r\n", "OK ", "UIDVALIDITY ", "\0"_ba, "\r", "\x80",
            "MESSAGES ", "NIL ", "/", "&", "-", "3"};
        const QList<Permit> permits{
            permit(Verb::List, {}), permit(Verb::Status), permit(Verb::Select), permit(Verb::Store)};
        int told = 0;
        for (int run = 0; run < 100'000; ++run) {
            QByteArray response = "* ";
            const int kind = random.bounded(4);
            response += kind == 0 ? "LIST () \"/\" "
                : kind == 1       ? "STATUS INBOX ("
                : kind == 2       ? "OK [UIDNEXT "
                                  : "2 FETCH (UID 2 FLAGS (";
            const int size = random.bounded(6);
            for (int i = 0; i < size; ++i)
                response += bricks[random.bounded(bricks.size())];
            response += kind == 1 ? ")" : kind == 2 ? "] x" : kind == 3 ? "))" : "";
            const auto line = heard(response, permits[kind]);
            if (!line)
                continue;
            ++told;
            QVERIFY(!line->contains('\r') && !line->contains('\n') && !line->contains('\0'));
            QCOMPARE(line->count('"') % 2, 0);
            int depth = 0;
            bool quoted = false;
            for (const char c : *line) {
                quoted = c == '"' ? !quoted : quoted;
                depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
                QVERIFY(depth >= 0 && depth <= 2 && (quoted || c != '{'));
            }
            QCOMPARE(depth, 0);
        }
        QVERIFY(told > 5000);
        qInfo("100000 responses, %d told", told);
    }

    void says_data()
    {
        QTest::addColumn<Permit>("may");
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const Permit &may, const char *command, bool allowed) {
            QTest::newRow(command) << may << QByteArray(command) << allowed;
        };
        row(permit(Verb::List, {}), "LIST \"\" *", true);
        row(permit(Verb::List, {}), "LSUB \"\" *", false);
        row(permit(Verb::Status), "STATUS \"INBOX\" (MESSAGES)", true);
        row(permit(Verb::Status), "STATUS \"INBOX \" (MESSAGES)", false);
        row(permit(Verb::Status), "STATUS INBOX2 (MESSAGES)", false);
        row(permit(Verb::Select), "SELECT \"INBOX\" (CONDSTORE)", true);
        row(permit(Verb::Select), "EXAMINE \"INBOX\"", false);
        row(permit(Verb::Store), "UID STORE 1:3 +FLAGS (\\Seen)", true);
        row(permit(Verb::Store), "UID STORE 3,2,1 +FLAGS (\\Seen)", true);
        row(permit(Verb::Store), "UID STORE 1:4 +FLAGS (\\Seen)", false);
        row(permit(Verb::Store), "UID STORE 1:* +FLAGS (\\Seen)", false);
        row(permit(Verb::Store), "STORE 1:3 +FLAGS (\\Seen)", false);
        row(permit(Verb::Move, "Trash"), "UID MOVE 1:3 \"Trash\"", true);
        row(permit(Verb::Move, "Trash"), "UID MOVE 1:3 \"Sent\"", false);
        row(permit(Verb::Copy, "Trash"), "uid move 1:3 \"Trash\"", false);
        row(permit(Verb::Append, "Sent"), "APPEND \"Sent\" (\\Seen) \"date\" {310}", true);
        row(permit(Verb::Append, "Sent"), "APPEND \"Drafts\" (\\Seen) {310}", false);
        row(permit(Verb::Create, "x"), "CREATE \"x\"", true);
        row(permit(Verb::Create, "x"), "DELETE \"x\"", false);
        row(permit(Verb::Create, "x"), "EXPUNGE", false);
        row(permit(Verb::Select), "CLOSE", false);
        row(permit(Verb::Select), "ENABLE UTF8=ACCEPT", false);
        row(permit(Verb::Select), "", false);
    }
    void says()
    {
        QFETCH(Permit, may);
        QFETCH(QByteArray, command);
        QTEST(may.allows(command), "allowed");
    }

    void codes_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("APPENDUID") << "APPENDUID 38505 3955"_ba << "[APPENDUID 38505 3955] "_ba;
        QTest::newRow("COPYUID") << "copyuid 38505 304,319:320 3956:3958"_ba
                                 << "[COPYUID 38505 304,319:320 3956:3958] "_ba;
        QTest::newRow("COPYUID with a star") << "COPYUID 1 1:* 2"_ba << ""_ba;
        QTest::newRow("words for numbers") << "APPENDUID a b"_ba << ""_ba;
        QTest::newRow("bracket") << "APPENDUID 1 (]"_ba << ""_ba;
        QTest::newRow("another") << "HIGHESTMODSEQ 5"_ba << ""_ba;
        QTest::newRow("none") << ""_ba << ""_ba;
    }
    void codes()
    {
        QFETCH(QByteArray, code);
        QTEST(imap::normalisedCode(code), "told");
    }

    void names_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<bool>("kept");
        for (const char *raw :
            {"INBOX", "a b", "R&-D", "&i3BOi5My-(2026)", "[Gmail]/x", "a%*b", "a{3}", "&2D3eAA-", "a/b.c"})
            QTest::newRow(raw) << QByteArray(raw) << true;
        for (const char *raw : {"", "NIL", "nil", "bad&zzz", "a&", "&AGE-", "&ZeU-&Zyw-", "a\\b", "a\"b", "a\r\nb",
                 "\xe3\x81\x82", "caf\xe9"})
            QTest::newRow(QByteArray("not: ") + raw) << QByteArray(raw) << false;
        QTest::newRow("too long") << QByteArray(4001, 'a') << false;
    }
    void names()
    {
        QFETCH(QByteArray, raw);
        QTEST(imap::kimapKeepsName(raw), "kept");
    }
};

QTEST_GUILESS_MAIN(NormaliserTest)
#include "tst_normaliser.moc"
