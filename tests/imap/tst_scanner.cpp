// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/scanner.h"
#include "imap/tokenizer.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Errc;
using imap::Scanner;
using imap::Token;
using imap::Tokenizer;

namespace
{
/** The responses of a stream that is fed in pieces; nothing and the error's code when it cannot go on. */
struct Scanned {
    QByteArrayList responses;
    std::optional<Errc> error;
    friend bool operator==(const Scanned &, const Scanned &) = default;
};

Scanned scan(const QByteArray &stream, const std::function<qsizetype()> &piece, const Scanner::Limits &limits = {})
{
    Scanner scanner(limits);
    Scanned result;
    for (qsizetype at = 0; at < stream.size() && !result.error;) {
        const qsizetype size = std::clamp<qsizetype>(piece(), 1, stream.size() - at);
        scanner.feed(QByteArrayView(stream).sliced(at, size));
        at += size;
        for (;;) {
            const auto next = scanner.next();
            if (!next) {
                result.error = next.error().code;
                break;
            }
            if (!*next)
                break;
            result.responses.append((*next)->toByteArray());
        }
    }
    return result;
}

Scanned scan(const QByteArray &stream, const Scanner::Limits &limits = {})
{
    return scan(stream, [&] { return stream.size(); }, limits);
}

/** `(`, `)`, `a:atom`, `q:quoted`, `l:literal`, `!` malformed. */
QByteArray tokens(const QByteArray &text)
{
    Tokenizer tokenizer(text);
    QByteArrayList out;
    for (;;) {
        const Token token = tokenizer.next();
        switch (token.kind) {
        case Token::Kind::End:
            return out.join(' ');
        case Token::Kind::Malformed:
            out.append("!");
            return out.join(' ');
        case Token::Kind::ListBegin:
            out.append("(");
            break;
        case Token::Kind::ListEnd:
            out.append(")");
            break;
        case Token::Kind::Atom:
            out.append("a:" + token.toByteArray());
            break;
        case Token::Kind::Quoted:
            out.append("q:" + token.toByteArray());
            break;
        case Token::Kind::Literal:
            out.append("l:" + token.toByteArray());
            break;
        }
    }
}
} // namespace

class ScannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framing_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArrayList>("responses");
        QTest::newRow("lines") << "* OK\r\n* 1 EXISTS\r\na1 OK done\r\n"_ba
                               << QByteArrayList{"* OK", "* 1 EXISTS", "a1 OK done"};
        QTest::newRow("LF only") << "* OK\n+ go\n"_ba << QByteArrayList{"* OK", "+ go"};
        QTest::newRow("unfinished") << "* OK\r\n* 1 EXI"_ba << QByteArrayList{"* OK"};
        QTest::newRow("literal") << "* 1 FETCH (BODY[] {5}\r\na\r\nb) UID 3)\r\n"_ba
                                 << QByteArrayList{"* 1 FETCH (BODY[] {5}\r\na\r\nb) UID 3)"};
        QTest::newRow("two literals") << "* LIST () {1}\r\n/ {3}\r\na\r\n\r\n* OK\r\n"_ba
                                      << QByteArrayList{"* LIST () {1}\r\n/ {3}\r\na\r\n", "* OK"};
        QTest::newRow("empty literal") << "* 1 FETCH (BODY[] {0}\r\n)\r\n"_ba
                                       << QByteArrayList{"* 1 FETCH (BODY[] {0}\r\n)"};
        QTest::newRow("literal8") << "* 1 FETCH (BINARY[1] ~{3}\r\na\0b)\r\n"_ba
                                  << QByteArrayList{"* 1 FETCH (BINARY[1] ~{3}\r\na\0b)"_ba};
        QTest::newRow("non-synchronising")
            << "* LIST () NIL {2+}\r\n\r\n\r\n"_ba << QByteArrayList{"* LIST () NIL {2+}\r\n\r\n"};
        QTest::newRow("literal that holds another's mark")
            << "* 1 FETCH (BODY[] {7}\r\n {99}\r\n)\r\n* OK\r\n"_ba
            << QByteArrayList{"* 1 FETCH (BODY[] {7}\r\n {99}\r\n)", "* OK"};
        QTest::newRow("words that look like a literal")
            << "* OK see {5}\r\n* NO {9}\r\na OK {3}\r\n+ {4}\r\n"_ba
            << QByteArrayList{"* OK see {5}", "* NO {9}", "a OK {3}", "+ {4}"};
        QTest::newRow("quoted that looks like a literal")
            << "* LIST () \"/\" \"a {5}\r\n* OK\r\n"_ba << QByteArrayList{"* LIST () \"/\" \"a {5}", "* OK"};
        QTest::newRow("brace alone") << "* X a}\r\n* OK\r\n"_ba << QByteArrayList{"* X a}", "* OK"};
        QTest::newRow("literal within a nested list")
            << "* 1 FETCH (BODYSTRUCTURE (\"A\" (\"N\" {4}\r\n(\")\r) NIL))\r\n"_ba
            << QByteArrayList{"* 1 FETCH (BODYSTRUCTURE (\"A\" (\"N\" {4}\r\n(\")\r) NIL))"};
    }
    void framing()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QByteArrayList, responses);
        QCOMPARE(scan(stream).responses, responses);
        // Any split of the stream gives the same: CR and LF apart, a literal's mark in two, byte by byte.
        for (qsizetype cut = 1; cut < stream.size(); ++cut) {
            bool first = true;
            const Scanned pieces = scan(stream, [&] { return std::exchange(first, false) ? cut : stream.size(); });
            QCOMPARE(pieces.responses, responses);
        }
        QCOMPARE(scan(stream, [] { return 1; }).responses, responses);
    }

    void stops_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<Errc>("code");
        QTest::newRow("negative literal (K2)") << "* 1 FETCH (BODY[] {-6}\r\n"_ba << Errc::ProtocolViolation;
        QTest::newRow("literal beyond 2^31 (K3)") << "* 1 FETCH (BODY[] {3000000000}\r\n"_ba << Errc::MessageTooLarge;
        QTest::newRow("literal beyond 2^64")
            << "* 1 FETCH (BODY[] {99999999999999999999999}\r\n"_ba << Errc::ProtocolViolation;
        QTest::newRow("literal without size") << "* 1 FETCH (BODY[] {}\r\n"_ba << Errc::ProtocolViolation;
        QTest::newRow("literal with words") << "* 1 FETCH (BODY[] {five}\r\n"_ba << Errc::ProtocolViolation;
        QTest::newRow("hexadecimal") << "* 1 FETCH (BODY[] {0x10}\r\n"_ba << Errc::ProtocolViolation;
        QTest::newRow("bigger than the limit") << "* 1 FETCH (BODY[] {2001}\r\n"_ba << Errc::MessageTooLarge;
        QTest::newRow("endless line") << QByteArray(1001, 'a') << Errc::ProtocolViolation;
        QTest::newRow("endless line, ended") << QByteArray(1001, 'a') + "\r\n* OK\r\n" << Errc::ProtocolViolation;
        QTest::newRow("many literals") << ("* X {1000}\r\n" + QByteArray(1000, 'x') + " {1000}\r\n"
            + QByteArray(1000, 'x') + " {1000}\r\n" + QByteArray(1000, 'x') + "\r\n")
                                       << Errc::MessageTooLarge;
        QTest::newRow("endless line behind a literal")
            << ("* X {10}\r\n" + QByteArray(10, 'x') + QByteArray(2000, 'y')) << Errc::ProtocolViolation;
        QTest::newRow("endless SEARCH") << ("* SEARCH" + QByteArray(" 1").repeated(6000)) << Errc::ProtocolViolation;
    }
    void stops()
    {
        QFETCH(QByteArray, stream);
        const Scanner::Limits limits{.line = 1000, .searchLine = 10'000, .literal = 2000, .response = 3000};
        for (const qsizetype piece : {qsizetype(1), qsizetype(7), stream.size()}) {
            const Scanned scanned = scan(stream, [&] { return piece; }, limits);
            QVERIFY(scanned.error);
            QTEST(*scanned.error, "code");
            QVERIFY(scanned.responses.isEmpty());
        }
    }

    void searchMayBeLong()
    {
        const QByteArray line = "* SEARCH" + QByteArray(" 1").repeated(1000);
        QCOMPARE(scan(line + "\r\n", Scanner::Limits{.line = 1000}).responses, QByteArrayList{line});
        Scanner scanner(Scanner::Limits{.line = 100});
        scanner.feed(QByteArray(101, 'a'));
        QVERIFY(!scanner.next());
        scanner.feed("\r\n* OK\r\n");
        QVERIFY2(!scanner.next(), "an error is for ever");
    }

    void nothingIsAllocatedForAnAnnouncement()
    {
        Scanner scanner;
        scanner.feed("* 1 FETCH (BODY[] {67108864}\r\nabc");
        QVERIFY(!scanner.next().value());
        QVERIFY(scanner.pending() < 100);
        QCOMPARE(scanner.unfinished().announced, 67108864);
        QCOMPARE(scanner.unfinished().received, 3);
        QVERIFY(scanner.unfinished().head.startsWith("* 1 FETCH (BODY[]"));
    }

    void randomStreamsInRandomPieces()
    {
        QRandomGenerator random(7);
        const QByteArrayList bricks{"* ", "1 ", "FETCH ", "(", ")", "\"", "\\", "{3}\r\n", "{3+}\r\n", "~{2}\r\n",
            "\r\n", "\n", "\r", "OK ", "a1 ", "+ ", "BODY[] ", "{", "}", "SEARCH ", "\0x"_ba, "{0}\r\n", "abc"};
        int responses = 0;
        for (int run = 0; run < 20'000; ++run) {
            QByteArray stream;
            const int size = random.bounded(30);
            for (int i = 0; i < size; ++i)
                stream += bricks[random.bounded(bricks.size())];
            const Scanned whole = scan(stream);
            const Scanned pieces = scan(stream, [&] { return 1 + random.bounded(6); });
            QVERIFY2(whole == pieces, stream.toPercentEncoding());
            responses += int(whole.responses.size());
            for (const QByteArray &response : whole.responses)
                QVERIFY(tokens(response).size() < 10'000); // ends
        }
        QVERIFY(responses > 20'000);
        qInfo("20000 streams, %d responses", responses);
    }

    void tokenizing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("empty") << ""_ba << ""_ba;
        QTest::newRow("atoms") << "a  \\Seen $x 12"_ba << "a:a a:\\Seen a:$x a:12"_ba;
        QTest::newRow("lists") << "(a(b)())"_ba << "( a:a ( a:b ) ( ) )"_ba;
        QTest::newRow("section") << "BODY[HEADER.FIELDS (A B)]<0> x"_ba << "a:BODY[HEADER.FIELDS (A B)]<0> a:x"_ba;
        QTest::newRow("section, lower case") << "body[1.mime] x"_ba << "a:body[1.mime] a:x"_ba;
        QTest::newRow("bracket in a flag") << "a[b c"_ba << "a:a[b a:c"_ba;
        QTest::newRow("quoted") << "\"a (b) {3}\" \"\""_ba << "q:a (b) {3} q:"_ba;
        QTest::newRow("escapes (K13)") << "\"a\\\\\\\\b\\\"c\""_ba << "q:a\\\\b\"c"_ba;
        QTest::newRow("literal") << "{3}\r\n)\"( x"_ba << "l:)\"( a:x"_ba;
        QTest::newRow("literal8") << "~{3}\r\na\0b x"_ba << "l:a\0b a:x"_ba;
        QTest::newRow("tilde alone") << "~a"_ba << "a:~a"_ba;
        QTest::newRow("literal in a nested list (K4)") << "((\"N\" {6}\r\n\xe4\xbc\x9a(.\")) x"_ba
                                                       << "( ( q:N l:\xe4\xbc\x9a(.\" ) ) a:x"_ba;
        QTest::newRow("unbalanced") << "(a"_ba << "( a:a !"_ba;
        QTest::newRow("closed too often (K1)") << "a)"_ba << "a:a !"_ba;
        QTest::newRow("bracket at the start (K1)") << "(]"_ba << "( a:] !"_ba;
        QTest::newRow("open quote") << "\"a"_ba << "!"_ba;
        QTest::newRow("escape at the end") << "\"a\\"_ba << "!"_ba;
        QTest::newRow("line end in quotes") << "\"a\r\nb\""_ba << "!"_ba;
        QTest::newRow("NUL in quotes") << "\"a\0b\""_ba << "!"_ba;
        QTest::newRow("control character") << "a \x01"_ba << "a:a !"_ba;
        QTest::newRow("open section") << "BODY[HEADER"_ba << "!"_ba;
        QTest::newRow("literal longer than its text") << "{9}\r\nabc"_ba << "!"_ba;
        QTest::newRow("negative literal") << "{-3}\r\nabc"_ba << "!"_ba;
        QTest::newRow("literal without line end") << "{3} abc"_ba << "!"_ba;
        QTest::newRow("deep") << QByteArray(100, '(') + QByteArray(100, ')')
                              << QByteArray("( ").repeated(100) + QByteArray(") ").repeated(100).trimmed();
        QTest::newRow("too deep (K5)") << QByteArray(100'000, '(') << QByteArray("( ").repeated(100) + '!';
    }
    void tokenizing()
    {
        QFETCH(QByteArray, text);
        QTEST(tokens(text), "wanted");
    }

    void malformedStaysMalformed()
    {
        Tokenizer tokenizer("(a \"b");
        while (tokenizer.next().kind != Token::Kind::Malformed) { }
        QCOMPARE(tokenizer.next().kind, Token::Kind::Malformed);
    }

    void skippingAValue()
    {
        Tokenizer tokenizer("((a (b)) {2}\r\n)) c) d");
        QVERIFY(tokenizer.skip(tokenizer.next()));
        QCOMPARE(tokenizer.next().toByteArray(), "d");
        Tokenizer open("(a (b");
        QVERIFY(!open.skip(open.next()));
    }

    void numbers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("fits32");
        QTest::addColumn<bool>("fits64");
        QTest::newRow("0") << "0"_ba << true << true;
        QTest::newRow("2^32-1") << "4294967295"_ba << true << true;
        QTest::newRow("2^32") << "4294967296"_ba << false << true;
        QTest::newRow("2^63-1") << "9223372036854775807"_ba << false << true;
        QTest::newRow("20 digits") << "18446744073709551616"_ba << false << false;
        QTest::newRow("negative") << "-1"_ba << false << false;
        QTest::newRow("plus") << "+1"_ba << false << false;
        QTest::newRow("word") << "1a"_ba << false << false;
        QTest::newRow("quoted") << "\"1\""_ba << false << false;
    }
    void numbers()
    {
        QFETCH(QByteArray, text);
        const Token token = Tokenizer(text).next();
        QTEST(token.toUInt32().has_value(), "fits32");
        QTEST(token.toUInt64().has_value(), "fits64");
    }
};

QTEST_GUILESS_MAIN(ScannerTest)
#include "tst_scanner.moc"
