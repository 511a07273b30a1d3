// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mailstack.h"
#include "places.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpSocket>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace test
{

namespace
{

constexpr int StartTimeout = 60000;
constexpr int LmtpTimeout = 20000;

QString scriptPath()
{
    return sourcePath(QStringLiteral("tests/stack/mailstack"));
}

QString localPart(const QString &user)
{
    return user.section(u'@', 0, 0).toLower();
}

QByteArray withLineEnds(QByteArray bytes)
{
    bytes.replace("\r\n", "\n");
    return bytes.replace("\n", "\r\n");
}

/** One LMTP exchange; the reply, or the reason it did not come. */
QByteArray exchange(QTcpSocket &socket, const QByteArray &bytes)
{
    if (!bytes.isEmpty())
        socket.write(bytes);
    QByteArray line;
    do {
        while (!socket.canReadLine())
            if (!socket.waitForReadyRead(LmtpTimeout))
                return "000 " + socket.errorString().toUtf8();
        line = socket.readLine().trimmed();
    } while (line.size() > 3 && line.at(3) == '-');
    return line;
}

} // namespace

MailStack::MailStack(const QString &driver, const QStringList &options)
    : m_folder(QDir::tempPath() + u"/stack-XXXXXX"_s)
{
    // The servers work under their own accounts and must be able to enter.
    QFile::setPermissions(m_folder.path(),
        QFile::permissions(m_folder.path()) | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(scriptPath(),
        QStringList{u"start"_s, m_folder.path(), u"--driver"_s, driver, u"--with-parent"_s,
            QString::number(QCoreApplication::applicationPid())}
            + options);
    if (!process.waitForFinished(StartTimeout) || process.exitCode() != 0) {
        m_errorText = u"mail stack: "_s + process.errorString() + u'\n' + QString::fromUtf8(process.readAll());
        return;
    }
    QFile told(m_folder.filePath(u"stack.json"_s));
    if (told.open(QIODevice::ReadOnly))
        m_told = QJsonDocument::fromJson(told.readAll()).object();
    else
        m_errorText = u"mail stack: no stack.json: "_s + told.errorString();
}

MailStack::~MailStack()
{
    QProcess::execute(scriptPath(), {u"stop"_s, m_folder.path()});
}

MailStack *MailStack::shared(const QStringList &options)
{
    static std::unique_ptr<MailStack> stack;
    if (!stack) {
        stack = std::make_unique<MailStack>(u"maildir"_s, options);
        qAddPostRoutine([] { stack.reset(); });
    }
    return stack.get();
}

QString MailStack::password(const QString &user) const
{
    const QJsonArray users = m_told.value("users"_L1).toArray();
    for (const QJsonValue &entry : users)
        if (localPart(entry["address"_L1].toString()) == localPart(user))
            return entry["password"_L1].toString();
    return {};
}

QStringList MailStack::connectTo() const
{
    QStringList list;
    const QJsonArray told = m_told.value("connectTo"_L1).toArray();
    for (const QJsonValue &entry : told)
        list.append(entry.toString());
    return list;
}

QStringList MailStack::connectToArguments() const
{
    QStringList arguments{u"--ca-file"_s, caFile()};
    for (const QString &entry : connectTo())
        arguments << u"--connect-to"_s << entry;
    return arguments;
}

QString MailStack::deliver(const QString &user, const QByteArray &message, const QByteArray &from)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, lmtpPort());
    if (!socket.waitForConnected(LmtpTimeout))
        return socket.errorString();
    QByteArray stuffed = "\r\n" + withLineEnds(message);
    stuffed.replace("\r\n.", "\r\n..");
    stuffed.remove(0, 2);
    if (!stuffed.endsWith("\r\n"))
        stuffed += "\r\n";
    const QByteArray recipient = localPart(user).toUtf8() + "@example.test";
    const std::pair<QByteArray, char> steps[]
        = {{{}, '2'}, {"LHLO localhost\r\n", '2'}, {"MAIL FROM:<" + from + ">\r\n", '2'},
            {"RCPT TO:<" + recipient + ">\r\n", '2'}, {"DATA\r\n", '3'}, {stuffed + ".\r\n", '2'}};
    for (const auto &[bytes, wanted] : steps) {
        const QByteArray reply = exchange(socket, bytes);
        if (!reply.startsWith(wanted))
            return QString::fromUtf8(reply);
    }
    exchange(socket, "QUIT\r\n");
    return {};
}

QString MailStack::store(
    const QString &user, const QString &mailbox, const QByteArray &message, const QByteArray &flags)
{
    const QDir folder(maildir(user, mailbox));
    if (!folder.exists(u"cur"_s)) {
        // Dovecot makes the mailbox, so that owner, rights and subscriptions are as it wants them. INBOX comes by being
        // opened.
        doveadm({u"mailbox"_s, u"create"_s, u"-s"_s, u"-u"_s, localPart(user), mailbox});
        doveadm({u"mailbox"_s, u"status"_s, u"-u"_s, localPart(user), u"messages"_s, mailbox});
        if (!folder.exists(u"cur"_s))
            return u"the server cannot create "_s + mailbox;
    }
    QByteArray letters = flags;
    std::ranges::sort(letters);
    const QString name = u"%1.%2.%3"_s.arg(QDateTime::currentSecsSinceEpoch())
                             .arg(++m_stored)
                             .arg(QUuid::createUuid().toString(QUuid::Id128));
    QFile file(folder.filePath(u"tmp/"_s + name));
    if (!file.open(QIODevice::WriteOnly) || file.write(message) != message.size())
        return file.errorString();
    file.close();
    // As root the servers run as another user and must be able to read it.
    file.setPermissions(file.permissions() | QFile::ReadGroup | QFile::ReadOther);
    if (!file.rename(folder.filePath(u"cur/"_s + name + u":2,"_s + QString::fromLatin1(letters))))
        return file.errorString();
    return {};
}

QList<MailStack::StoredMessage> MailStack::serverFiles(const QString &user, const QString &mailbox) const
{
    // A pass of the server over the mailbox gives new files their UIDs.
    doveadm({u"mailbox"_s, u"status"_s, u"-u"_s, localPart(user), u"messages"_s, mailbox});
    const QDir folder(maildir(user, mailbox));
    QHash<QByteArray, StoredMessage> byName;
    for (const QString &sub : {u"cur"_s, u"new"_s})
        for (const QFileInfo &info : QDir(folder.filePath(sub)).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray name = info.fileName().toLatin1();
            const qsizetype colon = name.indexOf(":2,");
            byName.insert(name.left(colon < 0 ? name.size() : colon),
                {0, withLineEnds(file.readAll()), colon < 0 ? QByteArray() : name.mid(colon + 3)});
        }
    QList<StoredMessage> found;
    QFile list(folder.filePath(u"dovecot-uidlist"_s));
    if (list.open(QIODevice::ReadOnly)) {
        list.readLine(); // the header
        while (!list.atEnd()) {
            const QByteArray line = list.readLine().trimmed();
            const qsizetype at = line.indexOf(" :");
            QByteArray name = line.mid(at + 2);
            if (const qsizetype colon = name.indexOf(":2,"); colon >= 0)
                name.truncate(colon);
            const auto entry = byName.constFind(name);
            if (at > 0 && entry != byName.cend()) {
                found.append(*entry);
                found.last().uid = line.left(line.indexOf(' ')).toUInt();
            }
        }
    }
    return found;
}

QByteArray MailStack::doveadm(const QStringList &arguments) const
{
    QProcess process;
    const QString config = m_told.value("dovecotConf"_L1).toString();
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(u"/usr/bin/doveadm"_s, QStringList{u"-c"_s, config} + arguments);
    if (!process.waitForFinished(LmtpTimeout) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0)
        return {};
    const QByteArray output = process.readAllStandardOutput();
    return output.isNull() ? QByteArray("") : output;
}

quint16 MailStack::port(const char *name) const
{
    return quint16(m_told.value("ports"_L1).toObject().value(QLatin1StringView(name)).toInt());
}

QString MailStack::maildir(const QString &user, const QString &mailbox) const
{
    const QString base = m_told.value("mail"_L1).toString() + u'/' + localPart(user) + u"/Maildir"_s;
    if (mailbox == "INBOX"_L1)
        return base;
    return base + u"/."_s + QString(mailbox).replace(u'/', u'.');
}

} // namespace test
