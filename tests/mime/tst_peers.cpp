// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mime/envelope.h"
#include "mime/structure.h"
#include "mime/transferencoding.h"
#include "samples.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

QByteArray withLf(QByteArray bytes)
{
    return bytes.replace("\r\n", "\n").replace('\r', '\n').trimmed();
}

/** A parenthesised list of IMAP: strings, NIL and lists. */
struct Item {
    QByteArray text;
    bool isNil = false;
    QList<Item> list;
};

Item readItem(QByteArrayView text, qsizetype &at)
{
    while (at < text.size() && text[at] == ' ')
        ++at;
    Item item;
    if (at < text.size() && text[at] == '(') {
        for (++at; at < text.size() && text[at] != ')';)
            item.list.append(readItem(text, at));
        ++at;
    } else if (at < text.size() && text[at] == '"') {
        for (++at; at < text.size() && text[at] != '"'; ++at) {
            at += text[at] == '\\';
            item.text += text[at];
        }
        ++at;
    } else {
        const qsizetype from = at;
        while (at < text.size() && text[at] != ' ' && text[at] != ')')
            ++at;
        item.text = text.sliced(from, at - from).toByteArray();
        item.isNil = item.text == "NIL";
    }
    return item;
}

/** The members, without the marks IMAP puts around groups. */
QStringList addresses(const Item &item)
{
    QStringList result;
    for (const Item &address : item.list) {
        if (address.list.size() == 4 && !address.list[2].isNil && !address.list[3].isNil)
            result.append(QString::fromUtf8(address.list[2].text + '@' + address.list[3].text));
    }
    return result;
}

QStringList addresses(const core::AddressList &list)
{
    QStringList result;
    for (const core::Address &address : list) {
        if (address.address.contains(u'@'))
            result.append(address.address);
    }
    return result;
}

QByteArrayList splitMbox(const QByteArray &mbox)
{
    QByteArrayList messages;
    for (qsizetype at = 0; at >= 0 && at < mbox.size();) {
        const qsizetype next = mbox.indexOf("\nFrom ", at);
        messages.append(mbox.mid(at, next < 0 ? -1 : next + 1 - at));
        at = next < 0 ? -1 : next + 1;
    }
    return messages;
}

/** mime4j numbers from the root: 1_2 is the second child of the message. */
const mime::Part *partAt(const mime::Structure &structure, const QString &path)
{
    int index = 0;
    for (const QString &number : path.split(u'_').mid(1)) {
        const QList<int> &children = structure.parts[index].children;
        if (children.size() < number.toInt())
            return nullptr;
        index = children[number.toInt() - 1];
    }
    return &structure.parts[index];
}

} // namespace

/** What other projects state about their test messages, where those lie beside the source tree. */
class PeersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decodedParts();
    void envelopes();
    void readsItems();
};

void PeersTest::decodedParts()
{
    const QDir folder(test::corpusFolder() + u"/mime4j/testmsgs"_s);
    if (test::corpusFolder().isEmpty())
        return;
    // Where we read otherwise on purpose: Base64 inside a message/rfc822 stays an attachment, a boundary is a whole
    // line (blanks at its end do not count), a line without a colon neither ends a header nor is swallowed when it is
    // the first.
    static const QStringList kOtherwise{u"bad-newlines-multiple-parts-base64"_s, u"base64encoded-rfc822message"_s,
        u"base64encoded-rfc822message-nested"_s, u"ending-boundaries"_s, u"malformedHeader-noheader"_s,
        u"malformedHeaderStartsBody-nocrlfcrlf"_s, u"malformedHeaderStartsBody-noheader"_s, u"weird-boundary"_s,
        u"very-long-boundary"_s, u"very-very-long-boundary"_s};
    // Parts that exist for mime4j only: what a multipart without any delimiter line holds.
    static const QStringList kNoParts{
        u"missing-inner-boundary_decoded_1_2_1.txt"_s, u"multipartemptypart_decoded_1_2.txt"_s};
    int compared = 0;
    for (const QString &name : folder.entryList({u"*_decoded_1*"_s})) {
        const QString base = name.section(u"_decoded_"_s, 0, 0);
        const QString path = name.section(u"_decoded_"_s, 1).section(u'.', 0, 0);
        const QByteArray raw = test::readFile(folder.filePath(base + u".msg"_s));
        const mime::Structure structure = mime::readStructure(raw);
        const mime::Part *part = partAt(structure, path);
        if (kOtherwise.contains(base) || kNoParts.contains(name))
            continue;
        QVERIFY2(part, qPrintable(name));
        const QByteArray bytes
            = mime::decodeTransfer(raw.mid(part->body, part->end - part->body), part->encoding).bytes;
        QVERIFY2(withLf(bytes) == withLf(test::readFile(folder.filePath(name))), qPrintable(name));
        ++compared;
    }
    qInfo() << compared << "parts";
    QVERIFY(compared >= 28);
}

void PeersTest::envelopes()
{
    if (test::corpusFolder().isEmpty())
        return;
    const QString folder = test::corpusFolder() + u"/imaptest/"_s;
    const QByteArrayList messages = splitMbox(test::readFile(folder + u"fetch-envelope.mbox"_s));
    int compared = 0;
    for (const QByteArray &line : test::readFile(folder + u"fetch-envelope"_s).split('\n')) {
        const qsizetype start = line.indexOf("ENVELOPE (");
        if (start < 0)
            continue;
        const int number = line.split(' ').value(1).toInt();
        const core::Envelope envelope = mime::parseEnvelope(messages.value(number - 1));
        qsizetype at = start + 9;
        const Item item = readItem(line, at);
        QCOMPARE(item.list.size(), 10);
        QCOMPARE(envelope.subject, item.list[1].isNil ? QString() : QString::fromUtf8(item.list[1].text));
        const core::AddressList *lists[]
            = {&envelope.from, &envelope.sender, &envelope.replyTo, &envelope.to, &envelope.cc, &envelope.bcc};
        for (int i = 0; i < 6; ++i) {
            const QStringList expected = addresses(item.list[2 + i]);
            const QStringList actual = addresses(lists[i]->isEmpty() && (i == 1 || i == 2) ? envelope.from : *lists[i]);
            QCOMPARE(actual, expected);
        }
        ++compared;
    }
    QCOMPARE(compared, 6);
}

void PeersTest::readsItems()
{
    qsizetype at = 0;
    const Item item = readItem("(\"a\" NIL ((\"n\" NIL \"u\" \"d\")))", at);
    QCOMPARE(item.list.size(), 3);
    QVERIFY(item.list[1].isNil);
    QCOMPARE(addresses(item.list[2]), QStringList{u"u@d"_s});
}

QTEST_GUILESS_MAIN(PeersTest)
#include "tst_peers.moc"
