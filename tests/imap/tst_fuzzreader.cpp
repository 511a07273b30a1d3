// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/fetchresponse.h"
#include "imap/mailboxname.h"
#include "imap/response.h"
#include "imap/scanner.h"
#include "imap/summarycollector.h"
#include "tests/support/fuzzing.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using imap::Response;

namespace
{
const QByteArrayList &goodStreams()
{
    static const QByteArrayList streams{"* 3 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n* OK [UIDNEXT 4] x\r\n* OK "
                                        "[HIGHESTMODSEQ 77] x\r\na1 OK [READ-WRITE] in\r\n",
        "* 1 FETCH (UID 1 FLAGS (\\Seen $Forwarded) RFC822.SIZE 99 MODSEQ (77) INTERNALDATE \"17-Jul-1996 02:44:25 "
        "-0700\" "
        "BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") NIL NIL \"7BIT\" 1 1 NIL NIL NIL "
        "NIL)(\"APPLICATION\" "
        "\"PDF\" (\"NAME\" {10}\r\n\xe4\xbc\x9a\xe8\xad\xb0(.pd) NIL NIL \"BASE64\" 9 NIL (\"attachment\" "
        "(\"FILENAME\" \"a\")) "
        "NIL NIL) \"MIXED\" (\"BOUNDARY\" \"x\") NIL NIL NIL) BODY[HEADER.FIELDS (SUBJECT)] {14}\r\nSubject: "
        "a\r\n\r\n)\r\n",
        "* 2 FETCH (UID 2 BODY[] {22}\r\nSubject: b\r\n\r\nbody)\r\n\r\n)\r\na2 OK done\r\n",
        "* SEARCH 2 5 (MODSEQ 917)\r\n* ESEARCH (TAG \"a\") UID COUNT 3 ALL 1:3,7\r\na3 OK done\r\n",
        "* LIST (\\HasNoChildren \\Sent) \"/\" \"&kAFP4W4IMH8-\"\r\n* LSUB () NIL {5}\r\na (b)\r\n* STATUS \"a b\" "
        "(MESSAGES 3 "
        "UNSEEN 1 X (a (b)))\r\n",
        "+ idling\r\n* 4 EXPUNGE\r\n* VANISHED (EARLIER) 3:9\r\n* 5 FETCH (FLAGS (\\Deleted))\r\n* BYE [UNAVAILABLE] "
        "gone\r\n",
        "* CAPABILITY IMAP4rev1 IDLE LITERAL+\r\n* NO [ALERT] <b>x</b>\r\na4 NO [OVERQUOTA] full\r\na5 BAD [BADCHARSET "
        "(\"a]b\")] x\r\n"};
    return streams;
}

/** Everything the Reader makes of one response, as text: so that two ways of reading can be compared. */
QByteArray read(QByteArrayView bytes)
{
    const auto response = imap::parseResponse(bytes);
    if (!response)
        return "none";
    QByteArray out = QByteArray::number(int(response->kind)) + ' ' + QByteArray::number(int(response->status)) + ' '
        + response->code.toByteArray() + imap::plainWords(response->text).toUtf8();
    out += imap::parseCapabilities(response->rest).join(' ');
    if (response->kind == Response::Kind::Tagged)
        out += core::errcName(imap::refusal(*response, {}).code).toUtf8();
    if (const auto items = imap::parseFetch(response->rest)) {
        out += QByteArray::number(items->uid.value()) + items->bodyToken.toByteArray()
            + (items->hasAttachment ? "attached" : "") + items->internalDate.toString(Qt::ISODate).toUtf8();
        if (items->flags)
            out += items->flags->keywords.join(' ');
        imap::SummaryCollector collector(
            imap::UidSet::fromRange(core::Uid{1}, core::Uid{9}), [&out](QList<imap::SummaryData> list) {
                for (const imap::SummaryData &data : list)
                    out += data.header;
            });
        collector.take(*items);
        collector.flush();
    }
    if (const auto row = imap::parseList(response->rest))
        out += row->rawName + imap::MailboxName::forDisplay(row->rawName).toUtf8();
    if (const auto row = imap::parseStatus(response->rest))
        out += row->rawName + QByteArray::number(row->data.messages);
    for (const auto &uids : {imap::parseSearch(response->rest), imap::parseUidSet(response->rest)})
        out += uids ? QByteArray::number(uids->size()) : "-"_ba;
    if (const auto row = imap::parseEsearch(response->rest))
        out += QByteArray::number(row->all.size());
    return out;
}

QByteArrayList readAll(const QByteArray &stream, const std::function<qsizetype()> &piece)
{
    imap::Scanner scanner(
        imap::Scanner::Limits{.line = 20'000, .searchLine = 40'000, .literal = 5000, .response = 30'000});
    QByteArrayList all;
    for (qsizetype at = 0; at < stream.size();) {
        const qsizetype size = std::clamp<qsizetype>(piece(), 1, stream.size() - at);
        scanner.feed(QByteArrayView(stream).sliced(at, size));
        at += size;
        for (;;) {
            const auto next = scanner.next();
            if (!next) {
                all.append("stopped: " + core::errcName(next.error().code).toUtf8());
                return all;
            }
            if (!*next)
                break;
            all.append(read(**next));
        }
        (void)scanner.unfinished();
    }
    return all;
}
} // namespace

/** Scanner, tokenizer and every parser of the reading connection, without a network. */
class FuzzReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streams()
    {
        test::Fuzzing fuzzing(u"reader"_s, test::usual::reader);
        qsizetype responses = 0, stopped = 0;
        const auto attempt = [&](quint32 seed, const QByteArray &stream) {
            QRandomGenerator random(seed + 1);
            const QByteArrayList whole = readAll(stream, [&] { return stream.size(); });
            const QByteArrayList pieces = readAll(stream, [&] { return 1 + random.bounded(40); });
            responses += whole.size();
            stopped += !whole.isEmpty() && whole.last().startsWith("stopped") ? 1 : 0;
            return whole == pieces;
        };
        if (fuzzing.given()) {
            QVERIFY(attempt(fuzzing.given()->seed, fuzzing.given()->bytes.value(0)));
            return;
        }
        for (int run = 0; run < fuzzing.runs(); ++run) {
            const quint32 seed = fuzzing.seedOf(run);
            QRandomGenerator random(seed);
            QByteArray stream;
            for (int i = random.bounded(1, 4); i > 0; --i)
                stream += goodStreams()[random.bounded(goodStreams().size())];
            stream = test::mutated(stream, test::imapBricks(), random, random.bounded(8));
            fuzzing.trying({seed, {stream}});
            QVERIFY2(attempt(seed, stream), qPrintable(u"seed %1"_s.arg(seed)));
        }
        QVERIFY(responses > fuzzing.runs() && stopped > fuzzing.runs() / 50);
        fuzzing.passed(u"%1 responses, %2 streams given up"_s.arg(responses).arg(stopped));
    }
};

QTEST_GUILESS_MAIN(FuzzReaderTest)
#include "tst_fuzzreader.moc"
