// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "imap/mailboxname.h"
#include "imap/mailboxroles.h"
#include "imap/summarycollector.h"
#include "imap/uidset.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::Uid;
using imap::ListEntry;
using imap::MailboxName;
using imap::UidSet;
using Role = core::MailboxRole;

namespace
{
ListEntry entry(const QString &name, Role role = Role::None, bool selectable = true)
{
    return {
        .rawName = MailboxName::encode(name), .name = name, .delimiter = u'/', .role = role, .selectable = selectable};
}

/** `name=role` for those that have one, in the order given. */
QString rolesOf(QList<ListEntry> entries)
{
    imap::assignRolesByName(entries);
    QStringList out;
    for (const ListEntry &e : std::as_const(entries)) {
        if (e.role != Role::None)
            out.append(e.name + u'=' + core::mailboxRoleName(e.role));
    }
    return out.join(u' ');
}

UidSet setOf(const QList<quint32> &numbers)
{
    QList<Uid> uids;
    for (const quint32 number : numbers)
        uids.append(Uid{number});
    return UidSet::fromList(uids);
}
} // namespace

class NamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modifiedUtf7_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("name");
        QTest::newRow("ASCII") << "Sent Items"_ba << u"Sent Items"_s;
        QTest::newRow("RFC 3501") << "~peter/mail/&U,BTFw-/&ZeVnLIqe-"_ba << u"~peter/mail/台北/日本語"_s;
        QTest::newRow("ampersand") << "R&-D"_ba << u"R&D"_s;
        QTest::newRow("minutes") << "&i3BOi5My-(2026)"_ba << u"議事録(2026)"_s;
        QTest::newRow("trash") << "&MFQwf3ux-"_ba << u"ごみ箱"_s;
        QTest::newRow("surrogates") << "&2D3eAA-"_ba << u"😀"_s;
        QTest::newRow("empty") << ""_ba << u""_s;
        QTest::newRow("quotes and backslash") << "a\"\\b"_ba << u"a\"\\b"_s;
        QTest::newRow("control") << "&AAEACg-"_ba << u"\x01\n"_s;
    }
    void modifiedUtf7()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, name);
        QCOMPARE(MailboxName::decode(raw), std::optional(name));
        QCOMPARE(MailboxName::encode(name), raw);
        QVERIFY(MailboxName::isExact(raw));
    }

    void brokenNames_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<bool>("decodes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("no end") << "bad&zzz"_ba << false << u"bad&zzz"_s;
        QTest::newRow("not of the alphabet") << "a&z/z-"_ba << false << u"a&z/z-"_s;
        QTest::newRow("bits left over") << "&ZeV-"_ba << false << u"&ZeV-"_s;
        QTest::newRow("half a pair") << "&2D0-"_ba << false << u"&2D0-"_s;
        QTest::newRow("ASCII in base64") << "&AGEAYg-"_ba << true << u"ab"_s;
        QTest::newRow("two runs for one") << "&ZeU-&Zyw-"_ba << true << u"日本"_s;
        QTest::newRow("UTF-8") << "日本"_ba << false << u"日本"_s;
        QTest::newRow("Latin-1") << "caf\xe9"_ba << false << u"café"_s;
        QTest::newRow("NUL and line ends") << "a\0b\r\nc"_ba << false << u"a\uFFFDb\uFFFD\uFFFDc"_s;
        QTest::newRow("path") << "../../etc/passwd"_ba << true << u"../../etc/passwd"_s;
        QTest::newRow("encoded controls") << "a&AAo-b"_ba << true << u"a\uFFFDb"_s;
    }
    void brokenNames()
    {
        QFETCH(QByteArray, raw);
        QTEST(MailboxName::decode(raw).has_value(), "decodes");
        QTEST(MailboxName::forDisplay(raw), "shown");
        if (raw.startsWith('&'))
            QVERIFY2(!MailboxName::isExact(raw), "such a name would come back as another one");
    }

    void everyNameComesBack()
    {
        QRandomGenerator random(11);
        for (int run = 0; run < 20'000; ++run) {
            QString name;
            const int size = random.bounded(12);
            for (int i = 0; i < size; ++i) {
                const char32_t c = random.bounded(4) == 0 ? char32_t(random.bounded(0x20, 0x7f))
                                                          : char32_t(random.bounded(1, 0x10ffff));
                if (c < 0xd800 || c > 0xdfff)
                    name += QString::fromUcs4(&c, 1);
            }
            const QByteArray raw = MailboxName::encode(name);
            QCOMPARE(MailboxName::decode(raw), std::optional(name));
            QVERIFY(MailboxName::isExact(raw));
            QByteArray noise;
            for (int i = 0; i < size; ++i)
                noise += "&-,+/aZ9\xff"[random.bounded(9)];
            if (const auto decoded = MailboxName::decode(noise))
                QCOMPARE(MailboxName::decode(MailboxName::encode(*decoded)), decoded);
        }
    }

    void rolesByAttribute()
    {
        QCOMPARE(imap::roleByAttributes({"\\HasNoChildren", "\\sent"}), Role::Sent);
        QCOMPARE(imap::roleByAttributes({"\\All"}), Role::All);
        QCOMPARE(imap::roleByAttributes({"\\Important", "Sent"}), Role::None);
    }

    void rolesByName_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("roles");
        QTest::newRow("Outlook, Japanese")
            << QStringList{u"INBOX"_s, u"送信済みアイテム"_s, u"下書き"_s, u"削除済みアイテム"_s, u"迷惑メール"_s,
                   u"アーカイブ"_s}
            << u"INBOX=inbox 送信済みアイテム=sent 下書き=drafts 削除済みアイテム=trash 迷惑メール=junk アーカイブ=archive"_s;
        QTest::newRow("ごみ箱") << QStringList{u"ごみ箱"_s, u"送信済み"_s, u"送信済みトレイ"_s, u"下書きトレイ"_s}
                                << u"ごみ箱=trash 送信済み=sent 下書きトレイ=drafts"_s;
        QTest::newRow("ゴミ箱, 送信控え, 草稿 (Becky!)")
            << QStringList{u"ゴミ箱"_s, u"送信控え"_s, u"草稿"_s} << u"ゴミ箱=trash 送信控え=sent 草稿=drafts"_s;
        QTest::newRow("Exchange") << QStringList{u"Sent Items"_s, u"Deleted Items"_s, u"Junk E-mail"_s, u"Drafts"_s}
                                  << u"Sent Items=sent Deleted Items=trash Junk E-mail=junk Drafts=drafts"_s;
        QTest::newRow("Gmail without attributes") << QStringList{u"[Gmail]/Sent Mail"_s, u"[Gmail]/ゴミ箱"_s,
            u"[Gmail]/迷惑メール"_s} << u"[Gmail]/Sent Mail=sent [Gmail]/ゴミ箱=trash [Gmail]/迷惑メール=junk"_s;
        QTest::newRow("Courier") << QStringList{u"inbox"_s, u"INBOX/Sent"_s, u"INBOX/Trash"_s}
                                 << u"inbox=inbox INBOX/Sent=sent INBOX/Trash=trash"_s;
        QTest::newRow("better known wins") << QStringList{u"Deleted Messages"_s, u"Trash"_s} << u"Trash=trash"_s;
        QTest::newRow("nearer the top wins") << QStringList{u"Work/2024/Sent"_s, u"Old/Sent"_s} << u"Old/Sent=sent"_s;
        QTest::newRow("only whole names")
            << QStringList{u"Sent to me"_s, u"ごみ箱の写真"_s, u"Trash can/x"_s} << QString();
        QTest::newRow("nothing") << QStringList{} << QString();
    }
    void rolesByName()
    {
        QFETCH(QStringList, names);
        QList<ListEntry> entries;
        for (const QString &name : std::as_const(names))
            entries.append(entry(name));
        QTEST(rolesOf(entries), "roles");
    }

    void serverWordCountsMoreThanAName()
    {
        QCOMPARE(rolesOf({entry(u"Sent"_s), entry(u"記録"_s, Role::Sent)}), u"記録=sent"_s);
        QCOMPARE(rolesOf({entry(u"Trash"_s, Role::None, false), entry(u"ごみ箱"_s)}), u"ごみ箱=trash"_s);
    }

    void uidSets_data()
    {
        QTest::addColumn<QList<quint32>>("numbers");
        QTest::addColumn<QByteArray>("imap");
        QTest::addColumn<quint64>("count");
        QTest::newRow("none") << QList<quint32>{} << ""_ba << quint64(0);
        QTest::newRow("zero") << QList<quint32>{0} << ""_ba << quint64(0);
        QTest::newRow("one") << QList<quint32>{7} << "7"_ba << quint64(1);
        QTest::newRow("any order, twice") << QList<quint32>{9, 3, 1, 2, 3, 1} << "1:3,9"_ba << quint64(4);
        QTest::newRow("highest") << QList<quint32>{4294967295, 4294967294, 1} << "1,4294967294:4294967295"_ba
                                 << quint64(3);
    }
    void uidSets()
    {
        QFETCH(QList<quint32>, numbers);
        const UidSet set = setOf(numbers);
        QTEST(set.toImap(), "imap");
        QTEST(set.count(), "count");
        QVERIFY(!set.isOpen());
        QCOMPARE(UidSet::fromList(set.toList()), set);
        for (const quint32 number : std::as_const(numbers))
            QCOMPARE(set.contains(Uid{number}), number != 0);
        QVERIFY(!set.contains(Uid{5}));
    }

    void openSets()
    {
        const UidSet open = UidSet::fromRange(Uid{5}, Uid{});
        QVERIFY(open.isOpen() && open.contains(Uid{4294967295}) && !open.contains(Uid{4}));
        QCOMPARE(open.toImap(), "5:*");
        QVERIFY(UidSet::fromRange(Uid{5}, Uid{4}).isEmpty());
        QVERIFY(UidSet::fromRange(Uid{}, Uid{4}).isEmpty());
    }

    void piecesGoFromTheNewest()
    {
        QByteArrayList pieces;
        const QList<UidSet> parts = UidSet::fromRange(Uid{1}, Uid{25}).newestFirst(10);
        for (const UidSet &part : parts)
            pieces.append(part.toImap());
        QCOMPARE(pieces, (QByteArrayList{"16:25", "6:15", "1:5"}));
        // A command line stays short, whatever the set looks like, and no UID is lost or told twice.
        QList<quint32> scattered;
        for (quint32 i = 0; i < 20'000; ++i)
            scattered.append(4294967295 - 3 * i);
        const UidSet set = setOf(scattered);
        QSet<quint32> seen;
        quint32 last = 0;
        const QList<UidSet> many = set.newestFirst(1000);
        for (const UidSet &part : many) {
            QVERIFY(part.toImap().size() <= 4000 && part.count() <= 1000);
            const QList<Uid> members = part.toList();
            QVERIFY(last == 0 || members.last().value() < last);
            last = members.first().value();
            for (const Uid uid : members)
                seen.insert(uid.value());
        }
        QCOMPARE(seen.size(), 20'000);
    }

    void collectorTakesWhatWasAskedForAndOnce()
    {
        QList<imap::SummaryData> got;
        imap::SummaryCollector collector(setOf({1, 2, 3}), [&](QList<imap::SummaryData> list) { got += list; });
        const auto offer = [&](const char *fetch) {
            return collector.take(*imap::parseFetch(fetch));
        };
        QVERIFY(offer("(UID 2 RFC822.SIZE 5 BODY[HEADER.FIELDS (SUBJECT)] \"a\")"));
        QVERIFY2(!offer("(UID 2 RFC822.SIZE 9 BODY[HEADER.FIELDS (SUBJECT)] \"b\")"), "twice");
        QVERIFY2(!offer("(UID 4 BODY[HEADER.FIELDS (SUBJECT)] \"x\")"), "not asked for");
        QVERIFY2(!offer("(UID 1 FLAGS ())"), "a flags update without header");
        QVERIFY2(!offer("(BODY[HEADER.FIELDS (SUBJECT)] \"x\")"), "nobody's");
        QVERIFY(
            offer("(BODY[HEADER.FIELDS (SUBJECT)] NIL UID 3 RFC822.SIZE 99999999999 BODY[HEADER.FIELDS (X)] \"y\")"));
        QCOMPARE(collector.missing().toImap(), "1");
        QVERIFY(got.isEmpty());
        collector.flush();
        QCOMPARE(got.size(), 2);
        QCOMPARE(got.first().size, 5u);
        QCOMPARE(got.first().header, "a");
        QCOMPARE(got.last().size, 4294967295u);
    }
};

QTEST_GUILESS_MAIN(NamesTest)
#include "tst_names.moc"
