// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/bodystructure.h"
#include "imap/command.h"
#include "imap/fetchresponse.h"
#include "imap/response.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Flag;
using core::Uid;
using imap::parseResponse;
using imap::Response;
using Kind = Response::Kind;
using Status = Response::Status;

namespace
{
QString uidText(const std::optional<QList<Uid>> &uids)
{
    if (!uids)
        return u"malformed"_s;
    QStringList list;
    for (const Uid uid : *uids)
        list.append(QString::number(uid.value()));
    return list.join(u',');
}
} // namespace

class ResponsesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void responses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("good");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Status>("status");
        QTest::addColumn<QByteArray>("nameOrCode");
        QTest::addColumn<QByteArray>("restOrText");
        const auto row = [](const char *bytes, Kind kind, Status status, const char *name, const char *rest) {
            QTest::newRow(bytes) << QByteArray(bytes) << true << kind << status << QByteArray(name) << QByteArray(rest);
        };
        row("* OK [CAPABILITY A B] hi", Kind::Untagged, Status::Ok, "CAPABILITY A B", "hi");
        row("* ok", Kind::Untagged, Status::Ok, "", "");
        row("a1 NO [ALERT] <b>x</b>", Kind::Tagged, Status::No, "ALERT", "<b>x</b>");
        row("a1 OK [BADCHARSET (\"a]b\" c)] x", Kind::Tagged, Status::Ok, "BADCHARSET (\"a]b\" c)", "x");
        row("a1 BAD [unclosed", Kind::Tagged, Status::Bad, "", "[unclosed");
        row("* OK (]", Kind::Untagged, Status::Ok, "", "(]");
        row("* BYE", Kind::Untagged, Status::Bye, "", "");
        row("* PREAUTH in", Kind::Untagged, Status::Preauth, "", "in");
        row("+ go on", Kind::Continuation, Status::None, "", "go on");
        row("+", Kind::Continuation, Status::None, "", "");
        row("* 12 EXISTS", Kind::Untagged, Status::None, "EXISTS", "");
        row("* LIST () NIL x", Kind::Untagged, Status::None, "LIST", "() NIL x");
        row("* X-WHAT-EVER 1 2", Kind::Untagged, Status::None, "X-WHAT-EVER", "1 2");
        for (const char *bad : {"", " ", "*", "* ", "a1", "a1 ", "a1 LIST () NIL x", "a1 BYE", "a1 PREAUTH", "* 12",
                 "* 12 ", "* 99999999999 EXISTS", " * OK"}) {
            QTest::newRow(QByteArray("bad: ") + bad)
                << QByteArray(bad) << false << Kind::Untagged << Status::None << QByteArray() << QByteArray();
        }
    }
    void responses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, good);
        QFETCH(Status, status);
        const auto response = parseResponse(bytes);
        QCOMPARE(bool(response), good);
        if (!good) {
            QCOMPARE(response.error().code, Errc::ProtocolViolation);
            return;
        }
        QTEST(response->kind, "kind");
        QCOMPARE(response->status, status);
        const bool data = status == Status::None && response->kind == Kind::Untagged;
        QTEST((data ? response->name : response->code).toByteArray(), "nameOrCode");
        QTEST((data ? response->rest : response->text).toByteArray(), "restOrText");
        if (bytes == "* 12 EXISTS")
            QVERIFY(response->hasNumber && response->number == 12 && response->is("exists"));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Errc>("code");
        QTest::newRow("no code") << "a NO no"_ba << Errc::ServerRefused;
        QTest::newRow("trycreate") << "a NO [TRYCREATE] no"_ba << Errc::NoSuchMailbox;
        QTest::newRow("nonexistent") << "a NO [nonexistent] no"_ba << Errc::NoSuchMailbox;
        QTest::newRow("quota") << "a NO [OVERQUOTA] no"_ba << Errc::OverQuota;
        QTest::newRow("in use") << "a NO [INUSE] no"_ba << Errc::ServerBusy;
        QTest::newRow("too big") << "a NO [TOOBIG] no"_ba << Errc::MessageTooLarge;
        QTest::newRow("referral") << "a NO [REFERRAL imap://x/] no"_ba << Errc::ServerRefused;
        QTest::newRow("BAD is never more than a refusal")
            << "a BAD [AUTHENTICATIONFAILED] no"_ba << Errc::ServerRefused;
    }
    void refusals()
    {
        QFETCH(QByteArray, bytes);
        const core::Error error = imap::refusal(*parseResponse(bytes), u"here"_s);
        QTEST(error.code, "code");
        QCOMPARE(error.serverText, "no");
    }

    void lists_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<bool>("good");
        QTest::addColumn<QChar>("delimiter");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const char *tag, const QByteArray &rest, QChar delimiter, const QByteArray &name) {
            QTest::newRow(tag) << rest << true << delimiter << name;
        };
        row("usual", "(\\HasNoChildren \\Sent) \"/\" Sent", u'/', "Sent");
        row("flat", "() NIL INBOX", QChar(), "INBOX");
        row("backslash", "() \"\\\\\" \"a\\\\b\\\"c\"", u'\\', "a\\b\"c");
        row("literal", "() \"/\" {5}\r\na\r\n\"b", u'/', "a\r\n\"b");
        row("name NIL", "() \"/\" NIL", u'/', "NIL");
        row("brackets", "() \".\" [Gmail]/x", u'.', "[Gmail]/x");
        for (const char *bad :
            {"", "(", "() NIL", "() NIL \"\"", "() \"//\" x", "() x y", "((a)) NIL x", "\\Sent NIL x", "() NIL (x)"})
            QTest::newRow(QByteArray("bad: ") + bad) << QByteArray(bad) << false << QChar() << QByteArray();
    }
    void lists()
    {
        QFETCH(QByteArray, rest);
        QFETCH(bool, good);
        const auto row = imap::parseList(rest);
        QCOMPARE(row.has_value(), good);
        if (good) {
            QTEST(row->delimiter, "delimiter");
            QTEST(row->rawName, "name");
        }
    }

    void status()
    {
        const auto row = imap::parseStatus(
            "\"a b\" (MESSAGES 3 UNSEEN 4294967299 X (a (b)) UIDNEXT 7 MAILBOXID (F1) HIGHESTMODSEQ 99 UIDVALIDITY 5)");
        QVERIFY(row);
        QCOMPARE(row->rawName, "a b");
        QCOMPARE(row->data.messages, 3u);
        QCOMPARE(row->data.unseen, 4294967295u);
        QCOMPARE(row->data.uidNext, Uid{7});
        QCOMPARE(row->data.highestModSeq, core::ModSeq{99});
        for (const char *bad : {"", "a", "a (", "a (MESSAGES)", "a (MESSAGES 3", "a ((x) 1)"})
            QVERIFY2(!imap::parseStatus(bad), bad);
    }

    void searches_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<bool>("extended");
        QTest::addColumn<QString>("uids");
        QTest::newRow("empty") << ""_ba << false << u""_s;
        QTest::newRow("some") << "2 84 882"_ba << false << u"2,84,882"_s;
        QTest::newRow("MODSEQ") << "2 5 (MODSEQ 917)"_ba << false << u"2,5"_s;
        QTest::newRow("zero and too big") << "0 3 4294967296 99999999999999999999"_ba << false << u"3"_s;
        QTest::newRow("beyond int") << "4294967295"_ba << false << u"4294967295"_s;
        QTest::newRow("quoted") << "\"1\""_ba << false << u"malformed"_s;
        QTest::newRow("open list") << "1 (MODSEQ"_ba << false << u"malformed"_s;
        QTest::newRow("ESEARCH") << "(TAG \"a\") UID ALL 1:3,7"_ba << true << u"1,2,3,7"_s;
        QTest::newRow("ESEARCH, none") << "(TAG \"a\") UID"_ba << true << u""_s;
        QTest::newRow("ESEARCH, more") << "(TAG \"a\") UID COUNT 3 MODSEQ 5 ALL 7 X (y (z))"_ba << true << u"7"_s;
        QTest::newRow("ESEARCH, backwards") << "(TAG \"a\") UID ALL 3:1"_ba << true << u"1,2,3"_s;
        QTest::newRow("ESEARCH, everything there is")
            << "(TAG \"a\") UID ALL 1:4294967295"_ba << true << u"malformed"_s;
        QTest::newRow("ESEARCH, zero") << "(TAG \"a\") UID ALL 0:3"_ba << true << u"malformed"_s;
        QTest::newRow("ESEARCH, star") << "(TAG \"a\") UID ALL 1:*"_ba << true << u"malformed"_s;
        QTest::newRow("ESEARCH, no tag") << "UID ALL 2"_ba << true << u"2"_s;
    }
    void searches()
    {
        QFETCH(QByteArray, rest);
        QFETCH(bool, extended);
        std::optional<QList<Uid>> uids;
        if (extended) {
            if (const auto row = imap::parseEsearch(rest))
                uids = row->all;
        } else {
            uids = imap::parseSearch(rest);
        }
        QTEST(uidText(uids), "uids");
    }

    void fetches_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<bool>("good");
        for (const char *bad : {"", "UID 2", "(UID 2", "(UID 2))", "(UID)", "(UID x)", "(UID -1)", "(FLAGS \\Seen)",
                 "(FLAGS (\\Seen", "(FLAGS ((a)))", "(MODSEQ 5)", "(MODSEQ (x))", "(BODY[] )", "(BODYSTRUCTURE (((",
                 "(\"UID\" 2)", "(UID 2) trailing", "(BODY[] {9}\r\nshort)"}) {
            QTest::newRow(QByteArray("bad: ") + bad) << QByteArray(bad) << false;
        }
        for (const char *good : {"()", "(]UID 3)", "(UID 2)", "(UID 0)", "(UID 4294967296)", "(RFC822.SIZE NIL UID 2)",
                 "(RFC822.SIZE -1)", "(INTERNALDATE \"nonsense\")", "(INTERNALDATE NIL)",
                 "(X-UNKNOWN (a (b {1}\r\n)) c) UID 2)", "(BODY[] NIL)", "(BODYSTRUCTURE NIL)",
                 "(BODYSTRUCTURE (what (is) this))", "(BODY (\"TEXT\" \"PLAIN\"))", "(ENVELOPE (NIL NIL))"}) {
            QTest::newRow(QByteArray("good: ") + good) << QByteArray(good) << true;
        }
    }
    void fetches()
    {
        QFETCH(QByteArray, rest);
        QFETCH(bool, good);
        const auto items = imap::parseFetch(rest);
        QCOMPARE(items.has_value(), good);
        if (good && !rest.contains("UID 2"))
            QVERIFY2(!items->uid.isValid(), "0 and what is too big is nobody's");
    }

    void fetchItems()
    {
        const QByteArray rest
            = "(FLAGS (\\Seen $Forwarded \\Recent work {4}\r\na(\"b) UID 4294967295 RFC822.SIZE 99 MODSEQ "
              "(12345678901) "
              "INTERNALDATE \" 7-Jul-1996 02:44:25 -0700\" BODY[HEADER.FIELDS (SUBJECT)] {14}\r\nSubject: a\r\n\r\n"
              " BODYSTRUCTURE (\"APPLICATION\" \"PDF\" (\"NAME\" {10}\r\n\xe4\xbc\x9a\xe8\xad\xb0(.pd) NIL NIL "
              "\"BASE64\" 9)"
              " BODY[] \"q\\\"uoted\")";
        const auto items = imap::parseFetch(rest);
        QVERIFY(items);
        QCOMPARE(items->uid, Uid{4294967295});
        QCOMPARE(items->flags->system, Flag::Seen | Flag::Forwarded);
        QCOMPARE(items->flags->keywords, (QByteArrayList{"a(\"b", "work"}));
        QCOMPARE(items->modSeq, core::ModSeq{12345678901});
        QCOMPARE(items->size, std::optional<quint64>(99));
        QCOMPARE(items->internalDate, QDateTime(QDate(1996, 7, 7), QTime(9, 44, 25), QTimeZone::UTC));
        QCOMPARE(items->header->toByteArray(), "Subject: a\r\n\r\n");
        QVERIFY(items->hasAttachment);
        QCOMPARE(items->bodyToken.toByteArray(), "q\"uoted");
    }

    void dates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QDateTime>("date");
        const auto utc = [](int y, int m, int d, int h, int min, int s) {
            return QDateTime(QDate(y, m, d), QTime(h, min, s), QTimeZone::UTC);
        };
        QTest::newRow("usual") << "17-Jul-1996 02:44:25 +0900"_ba << utc(1996, 7, 16, 17, 44, 25);
        QTest::newRow("leap day") << "29-feb-2024 00:00:00 +0000"_ba << utc(2024, 2, 29, 0, 0, 0);
        QTest::newRow("leap second") << "31-Dec-2016 23:59:60 +0000"_ba << utc(2016, 12, 31, 23, 59, 59);
        QTest::newRow("before 1970") << "01-Jan-1960 00:00:00 -0330"_ba << utc(1960, 1, 1, 3, 30, 0);
        for (const char *bad : {"", "30-Feb-2024 00:00:00 +0000", "17-Xxx-1996 02:44:25 +0900",
                 "17-Jul-1996 25:44:25 +0900", "17-Jul-1996 02:44:25 JST  ", "17-Jul-1996 02:44:25  0900",
                 "1-Jul-1996 02:44:25 +0900", "aa-Jul-1996 02:44:25 +0900"})
            QTest::newRow(QByteArray("bad: ") + bad) << QByteArray(bad) << QDateTime();
    }
    void dates()
    {
        QFETCH(QByteArray, text);
        QTEST(imap::parseDateTime(text), "date");
    }

    void attachments_data()
    {
        QTest::addColumn<QByteArray>("structure");
        QTest::addColumn<int>("attachment"); // -1: malformed
        const QByteArray text = "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") NIL NIL \"8BIT\" 4 1)";
        const QByteArray html = "(\"TEXT\" \"HTML\" (\"CHARSET\" \"utf-8\") NIL NIL \"8BIT\" 4 1)";
        const QByteArray pdf = "(\"APPLICATION\" \"PDF\" (\"NAME\" \"a.pdf\") NIL NIL \"BASE64\" 9)";
        const QByteArray inlinePng = "(\"IMAGE\" \"PNG\" (\"NAME\" \"a.png\") \"<cid>\" NIL \"BASE64\" 9 NIL "
                                     "(\"INLINE\" (\"FILENAME\" \"a.png\")))";
        const QByteArray cidPng = "(\"IMAGE\" \"PNG\" (\"NAME\" \"a.png\") \"<cid>\" NIL \"BASE64\" 9)";
        const QByteArray envelope = "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)";
        QTest::newRow("text") << text << 0;
        QTest::newRow("text and HTML") << "(" + text + html + " \"ALTERNATIVE\")" << 0;
        QTest::newRow("PDF") << "(" + text + pdf + " \"MIXED\" (\"BOUNDARY\" \"x\") NIL NIL)" << 1;
        QTest::newRow("PDF alone") << pdf << 1;
        QTest::newRow("disposition says so")
            << "(" + text + "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 4 1 NIL (\"attachment\" NIL)) \"MIXED\")"_ba << 1;
        QTest::newRow("picture within HTML") << "(" + html + cidPng + " \"RELATED\")" << 0;
        QTest::newRow("the same picture beside text") << "(" + text + cidPng + " \"MIXED\")" << 1;
        QTest::newRow("inline picture") << "(" + text + inlinePng + " \"MIXED\")" << 0;
        QTest::newRow("message within") << "(" + text + "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 9 " + envelope
                + text
                + " 5) \"MIXED\")" << 1;
        QTest::newRow("S/MIME signature") << "(" + text
                + "(\"APPLICATION\" \"PKCS7-SIGNATURE\" (\"NAME\" \"smime.p7s\") NIL NIL \"BASE64\" 9 NIL "
                  "(\"ATTACHMENT\" NIL)) \"SIGNED\")"
                                          << 0;
        QTest::newRow("PGP encrypted")
            << "((\"APPLICATION\" \"PGP-ENCRYPTED\" NIL NIL NIL \"7BIT\" 9)(\"APPLICATION\" \"OCTET-STREAM\" (\"NAME\" \"e.asc\") NIL NIL \"7BIT\" 9) \"ENCRYPTED\")"_ba
            << 0;
        QTest::newRow("delivery report") << "(" + text
                + "(\"MESSAGE\" \"DELIVERY-STATUS\" NIL NIL NIL \"7BIT\" 9)(\"MESSAGE\" \"RFC822\" NIL NIL NIL "
                  "\"7BIT\" 9 "
                + envelope + text
                + " 5) \"REPORT\")" << 0;
        QTest::newRow("8-bit name in a literal (K4)") << "(" + text
                + "(\"APPLICATION\" \"PDF\" (\"NAME\" {10}\r\n\xe4\xbc\x9a\xe8\xad\xb0(\".)) NIL NIL \"BASE64\" 9) "
                  "\"MIXED\")" << 1;
        QTest::newRow("deep in") << "((" + text + html + " \"ALTERNATIVE\")(" + html + pdf + " \"MIXED\") \"MIXED\")"
                                 << 1;
        QTest::newRow("50 levels") << QByteArray("(").repeated(50) + text + QByteArray(" \"MIXED\")").repeated(50) << 0;
        QTest::newRow("10 000 levels (K5)")
            << QByteArray("(").repeated(10'000) + text + QByteArray(" \"MIXED\")").repeated(10'000) << -1;
        QTest::newRow("200 000 brackets") << QByteArray(200'000, '(') << -1;
        QTest::newRow("empty list") << "()"_ba << -1;
        QTest::newRow("list of an empty list") << "(())"_ba << -1;
        QTest::newRow("unbalanced") << "(" + text << -1;
        QTest::newRow("too short") << "(\"TEXT\")"_ba << 0;
        QTest::newRow("no list") << "NIL"_ba << -1;
    }
    void attachments()
    {
        QFETCH(QByteArray, structure);
        imap::Tokenizer tokens(structure);
        const imap::Token open = tokens.next();
        QElapsedTimer clock;
        clock.start();
        const auto found = imap::hasAttachment(tokens, open);
        QVERIFY2(clock.elapsed() < 500, "quadratic");
        QTEST(found ? int(*found) : -1, "attachment");
        if (found)
            QCOMPARE(tokens.next().kind, imap::Token::Kind::End);
    }

    void commandsCannotBeBrokenOutOf_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArrayList>("chunks");
        QTest::newRow("plain") << "a b"_ba << QByteArrayList{"X \"a b\"\r\n"};
        QTest::newRow("empty") << ""_ba << QByteArrayList{"X \"\"\r\n"};
        QTest::newRow("quotes") << "a\"\\b"_ba << QByteArrayList{"X \"a\\\"\\\\b\"\r\n"};
        QTest::newRow("line end (K15)") << "a\r\nb LOGOUT"_ba << QByteArrayList{"X {11}\r\n", "a\r\nb LOGOUT\r\n"};
        QTest::newRow("lone CR") << "a\rb"_ba << QByteArrayList{"X {3}\r\n", "a\rb\r\n"};
        QTest::newRow("8-bit") << "\xe3\x81\x82"_ba << QByteArrayList{"X {3}\r\n", "\xe3\x81\x82\r\n"};
        QTest::newRow("NUL") << "a\0b"_ba << QByteArrayList{};
    }
    void commandsCannotBeBrokenOutOf()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArrayList, chunks);
        imap::Command command("X");
        command.string(value);
        QCOMPARE(command.error().has_value(), chunks.isEmpty());
        if (chunks.isEmpty())
            return;
        QCOMPARE(command.chunks(), chunks);
        imap::Command plus("X", true);
        plus.string(value);
        QCOMPARE(plus.chunks().size(), 1);
    }
};

QTEST_GUILESS_MAIN(ResponsesTest)
#include "tst_responses.moc"
