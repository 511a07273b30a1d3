// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QProcess>
#include <QStringEncoder>
#include <QTest>
#include <QUrl>

#include <csignal>

using namespace Qt::StringLiterals;
using test::Ctl;
using test::MailStack;
using test::Ran;

namespace
{
const QString kCanary = u"CANARY-\"\\-é"_s;

/** base64 of anything that holds these bytes at this offset of three: without what its neighbours decide. */
QByteArray base64At(const QByteArray &bytes, int offset)
{
    const QByteArray whole = (QByteArray(offset, '\0') + bytes).toBase64(QByteArray::OmitTrailingEquals);
    const int first = offset == 0 ? 0 : offset == 1 ? 2 : 3; // characters that also hold what stands before
    const bool isCut = (offset + bytes.size()) % 3 != 0; // the last one also holds what follows
    return whole.mid(first, whole.size() - first - (isCut ? 1 : 0));
}

QByteArray quotedPrintable(const QByteArray &bytes)
{
    QByteArray out;
    for (const char c : bytes)
        out += c < 33 || c > 126 || c == '=' ? '=' + QByteArray(1, c).toHex().toUpper() : QByteArray(1, c);
    return out;
}

/** Every way in which the password may stand somewhere. */
QMap<QByteArray, QByteArray> forms()
{
    const QByteArray plain = kCanary.toUtf8();
    QMap<QByteArray, QByteArray> forms{{"UTF-8", plain}, {"Latin-1", kCanary.toLatin1()}, {"hex", plain.toHex()},
        {"HEX", plain.toHex().toUpper()}, {"percent", QUrl::toPercentEncoding(kCanary)},
        {"quoted-printable", quotedPrintable(plain)}};
    forms["UTF-16LE"] = QStringEncoder(QStringEncoder::Utf16LE).encode(kCanary);
    forms["UTF-16BE"] = QStringEncoder(QStringEncoder::Utf16BE).encode(kCanary);
    QByteArray quoted = plain; // IMAP, and JSON without escapes for é
    quoted.replace('\\', "\\\\").replace('"', "\\\"");
    forms["quoted"] = quoted;
    QByteArray json = quoted;
    json.replace("é", "\\u00e9");
    forms["JSON"] = json;
    for (int offset = 0; offset < 3; ++offset) {
        forms["base64 " + QByteArray::number(offset)] = base64At(plain, offset);
        forms["base64 of UTF-16 " + QByteArray::number(offset)] = base64At(forms["UTF-16LE"], offset);
    }
    const QByteArray user("canary@example.test");
    forms["AUTH PLAIN"] = ('\0' + user + '\0' + plain).toBase64();
    return forms;
}

QByteArrayList formsIn(const QByteArray &bytes)
{
    QByteArrayList found;
    const auto all = forms();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (bytes.contains(it.value()))
            found.append(it.key());
    }
    return found;
}

/** What any file of the folder holds of it; the password file itself is ours. */
QByteArrayList hitsBelow(const QString &folder, int *files = nullptr)
{
    QByteArrayList hits;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        QFile file(path);
        if (path == folder + u"/password"_s || !file.open(QIODevice::ReadOnly))
            continue;
        if (files)
            ++*files;
        for (const QByteArray &form : formsIn(file.readAll()))
            hits.append(form + " in " + path.toUtf8());
    }
    return hits;
}

QByteArray procFile(qint64 pid, const char *name)
{
    QFile file(u"/proc/%1/%2"_s.arg(QString::number(pid), QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

/** A password is in the server's hands, the keyring and our memory, and nowhere else. */
class CanaryTest : public QObject
{
    Q_OBJECT

    Ctl m_ctl;

    void none(const Ran &ran)
    {
        QCOMPARE(formsIn(ran.out), {});
        QCOMPARE(formsIn(ran.err), {});
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &name : {u"log"_s, u"tmp"_s, u"data"_s, u"config"_s, u"cache"_s})
            QVERIFY(QDir().mkpath(m_ctl.file(name)));
        m_ctl.setVariable(u"HIKYAKU_LOG_DIR"_s, m_ctl.file(u"log"_s));
        m_ctl.setVariable(u"TMPDIR"_s, m_ctl.file(u"tmp"_s));
        m_ctl.setVariable(u"XDG_DATA_HOME"_s, m_ctl.file(u"data"_s));
        m_ctl.setVariable(u"XDG_CONFIG_HOME"_s, m_ctl.file(u"config"_s));
        m_ctl.setVariable(u"XDG_CACHE_HOME"_s, m_ctl.file(u"cache"_s));
        m_ctl.setVariable(u"QT_LOGGING_RULES"_s, u"hikyaku.*=true"_s);
        m_ctl.setVariable(u"HIKYAKU_ENGINE_IDLE"_s, u"60000"_s); // it stays, so that it can be looked at
        m_ctl.setPassword(kCanary);
    }

    void theSearchFindsEachForm()
    {
        Ctl planted;
        const auto all = forms();
        for (auto it = all.cbegin(); it != all.cend(); ++it) {
            const QString path = planted.write(u"planted"_s, "before " + it.value() + " after");
            QVERIFY2(hitsBelow(planted.folder()).contains(it.key() + " in " + path.toUtf8()), it.key());
        }
        for (int offset = 0; offset < 3; ++offset) { // as part of something longer
            const QByteArray inside = (QByteArray(offset + 6, 'a') + kCanary.toUtf8() + "zz").toBase64();
            QVERIFY2(!formsIn(inside).isEmpty(), inside);
        }
        planted.write(u"planted"_s, "nothing");
        QCOMPARE(hitsBelow(planted.folder()), {});
    }

    void everythingThatUsesThePassword()
    {
        const Ran setup = m_ctl.run({u"setup"_s, u"canary@example.test"_s, u"--json"_s});
        QVERIFY2(setup.code == 0, setup.report());
        none(setup);
        QCOMPARE(MailStack::shared()->store(u"canary"_s, u"INBOX"_s,
                     test::letter(u"bob@example.test"_s, u"canary@example.test"_s, "one", "text")),
            QString());
        const Ran synced = m_ctl.run({u"sync"_s, u"--bodies"_s, u"all"_s});
        QVERIFY2(synced.code == 0, synced.report());
        none(synced);
        const QString eml
            = m_ctl.write(u"a.eml"_s, test::letter(u"canary@example.test"_s, u"bob@example.test"_s, "two", "text"));
        const Ran sent = m_ctl.run({u"send"_s, eml});
        QVERIFY2(sent.code == 0, sent.report());
        none(sent);
        for (const QStringList &command :
            {QStringList{u"doctor"_s, u"--verify"_s}, {u"account"_s, u"list"_s, u"--json"_s},
                {u"trust"_s, u"show"_s, u"imap.example.test:993"_s}, {u"outbox"_s}, {u"folders"_s}})
            none(m_ctl.run(command));
    }

    void theProcessesShowItNowhere()
    {
        const qint64 engine = m_ctl.enginePid();
        QVERIFY(engine > 0);
        QVERIFY(procFile(engine, "cmdline").contains("hikyaku-engine"));
        QStringList command = m_ctl.command({u"sync"_s});
        QProcess process;
        process.setProcessEnvironment(m_ctl.environment());
        process.start(command.takeFirst(), command);
        QVERIFY(process.waitForStarted());
        int looks = 0;
        while (!process.waitForFinished(1)) {
            for (const qint64 pid : {process.processId(), engine}) {
                for (const char *name : {"cmdline", "environ", "comm"})
                    QCOMPARE(formsIn(procFile(pid, name)), {});
            }
            ++looks;
        }
        QVERIFY(looks > 0);
        QCOMPARE(process.exitCode(), 0);
    }

    void whatIsWrittenOnTheWayHasItNowhere()
    {
        int files = 0;
        QCOMPARE(hitsBelow(m_ctl.folder(), &files), {});
        QVERIFY2(files > 6, QByteArray::number(files));
        QVERIFY2(!QDir(m_ctl.file(u"log"_s)).isEmpty(), "no wire log was written");
    }

    void aPasswordThatIsRefused()
    {
        MailStack *stack = MailStack::shared();
        Ctl other;
        for (const QString &name : {u"log"_s, u"tmp"_s})
            QVERIFY(QDir().mkpath(other.file(name)));
        other.setVariable(u"HIKYAKU_LOG_DIR"_s, other.file(u"log"_s));
        other.setVariable(u"TMPDIR"_s, other.file(u"tmp"_s));
        other.setPassword(kCanary); // of somebody else
        QCOMPARE(other.addAccount(u"user01"_s).code, 0);
        const Ran refused = other.run({u"sync"_s});
        QVERIFY2(refused.code == 3, refused.report());
        none(refused);
        none(other.run({u"doctor"_s}));
        QCOMPARE(hitsBelow(other.folder()), {});
        QVERIFY(stack->isRunning());
    }

    void aCrashLeavesNoImage()
    {
        const qint64 engine = m_ctl.enginePid();
        QVERIFY(engine > 0);
        for (const QByteArray &line : procFile(engine, "limits").split('\n')) {
            if (line.startsWith("Max core file size"))
                QCOMPARE(line.mid(18).simplified().split(' ').first(), "0");
        }
        const QString folder = QFile::symLinkTarget(u"/proc/%1/cwd"_s.arg(engine));
        const QStringList before = QDir(folder).entryList({u"core*"_s}, QDir::Files);
        QCOMPARE(::kill(pid_t(engine), SIGABRT), 0);
        QTRY_VERIFY(::kill(pid_t(engine), 0) != 0 || procFile(engine, "stat").contains(" Z "));
        QCOMPARE(QDir(folder).entryList({u"core*"_s}, QDir::Files), before);
        const Ran after = m_ctl.run({u"sync"_s});
        QVERIFY2(after.code == 0, after.report());
        none(after);
        QCOMPARE(hitsBelow(m_ctl.folder()), {});
    }
};

QTEST_GUILESS_MAIN(CanaryTest)
#include "tst_canary.moc"
