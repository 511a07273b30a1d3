// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzzing.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QDir>

using namespace Qt::StringLiterals;

namespace test
{

Fuzzing::Fuzzing(const QString &name, int usual)
    : m_name(name)
    , m_file(QDir::temp().filePath(u"hikyaku-fuzz-%1-%2.bin"_s.arg(name).arg(QCoreApplication::applicationPid())))
{
    const int wanted = qEnvironmentVariableIntValue("HIKYAKU_FUZZ_RUNS");
    m_runs = wanted > 0 ? wanted : usual;
    if (qEnvironmentVariableIsSet("HIKYAKU_FUZZ_SEED"))
        m_seed = qEnvironmentVariable("HIKYAKU_FUZZ_SEED").toUInt();
    const QString given = qEnvironmentVariable("HIKYAKU_FUZZ_INPUT");
    if (!given.isEmpty()) {
        QFile file(given);
        FuzzInput input;
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s: %s", qPrintable(given), qPrintable(file.errorString()));
        QDataStream(&file) >> input.seed >> input.bytes;
        m_given = input;
        return;
    }
    if (!m_file.open(QIODevice::WriteOnly))
        qFatal("%s: %s", qPrintable(m_file.fileName()), qPrintable(m_file.errorString()));
    qInfo("%s: seed %u, %d executions; what fails is kept in %s", qPrintable(name), m_seed, m_runs,
        qPrintable(m_file.fileName()));
}

Fuzzing::~Fuzzing()
{
    if (m_file.isOpen())
        qWarning("%s failed. Again: HIKYAKU_FUZZ_INPUT=%s %s", qPrintable(m_name), qPrintable(m_file.fileName()),
            qPrintable(QCoreApplication::applicationFilePath()));
}

void Fuzzing::trying(const FuzzInput &input)
{
    if (!m_file.isOpen())
        return;
    m_file.seek(0);
    QDataStream(&m_file) << input.seed << input.bytes;
    m_file.flush();
}

void Fuzzing::passed(const QString &words)
{
    if (m_given)
        return;
    qInfo("%s: %d executions%s%s", qPrintable(m_name), m_runs, words.isEmpty() ? "" : "; ", qPrintable(words));
    m_file.close();
    m_file.remove();
}

QByteArray mutated(QByteArray bytes, const QByteArrayList &bricks, QRandomGenerator &random, int changes)
{
    for (int i = 0; i < changes; ++i) {
        const qsizetype at = random.bounded(int(bytes.size()) + 1);
        const qsizetype length = random.bounded(12);
        switch (random.bounded(4)) {
        case 0:
            bytes.insert(at, bricks[random.bounded(bricks.size())]);
            break;
        case 1:
            bytes.remove(at, length);
            break;
        case 2:
            bytes.insert(random.bounded(int(bytes.size()) + 1), bytes.mid(at, length * 4));
            break;
        default:
            if (at < bytes.size())
                bytes[at] = char(random.bounded(256));
        }
    }
    return bytes;
}

const QByteArrayList &imapBricks()
{
    static const QByteArrayList bricks{"(", ")", "(]", "[", "]", "\"", "\\", "\r", "\n", "\r\n", "{0}\r\n", "{3}\r\n",
        "{5+}\r\n", "~{2}\r\n", "{-6}\r\n", "{99999999999}\r\n", "\0"_ba, "\x80\xff", "* ", "+ ", "* OK (]\r\n",
        "* BYE\r\n", "* 1 EXISTS\r\n", "* 2 FETCH (]UID 2)\r\n", "* 2 FETCH (UID", "A000003 OK in\r\n",
        "* LIST () NIL a\r\n", " NIL ", " 99999999999 ", "* OK [UIDVALIDITY 7] x\r\n", QByteArray(300, '('),
        QByteArray(3000, 'x'), "* PREAUTH\r\n", "* SEARCH 1 2\r\n", "[ALERT] ", "* VANISHED 1:*\r\n",
        "* ESEARCH (TAG \"a\") UID ALL 1:9\r\n", "BODY[HEADER.FIELDS (", "BODY[]<", " MODSEQ (", "4294967296", "-1"};
    return bricks;
}

} // namespace test
