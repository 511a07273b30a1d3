// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl.h"
#include "tests/support/places.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <QThread>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace test
{

QJsonObject Ran::failure() const
{
    for (const QByteArray &line : err.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.contains("error"_L1))
            return object["error"_L1].toObject();
    }
    return {};
}

QByteArray Ran::report() const
{
    return "exit " + QByteArray::number(code) + "\n" + out + "\n" + err;
}

Ctl::Ctl()
{
    if (!MailStack::shared()->isRunning())
        qFatal("%s", qPrintable(MailStack::shared()->errorText()));
}

QStringList Ctl::command(const QStringList &arguments) const
{
    QStringList command{test::program(u"hikyakuctl"_s), u"--profile"_s, profile(), u"--lang"_s, u"en"_s};
    command += MailStack::shared()->connectToArguments();
    for (const QString &rule : m_rules)
        command << u"--connect-to"_s << rule;
    if (!m_passwordFile.isEmpty())
        command << u"--password-file"_s << m_passwordFile;
    return command + arguments;
}

Ctl::~Ctl()
{
    const qint64 engine = enginePid();
    if (engine > 0 && ::kill(pid_t(engine), SIGTERM) == 0 && !waitForEngineEnd(10'000))
        ::kill(pid_t(engine), SIGKILL);
}

QProcessEnvironment Ctl::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HIKYAKU_ENGINE_IDLE"_s, u"0"_s);
    for (auto it = m_variables.cbegin(); it != m_variables.cend(); ++it)
        environment.insert(it.key(), it.value());
    if (!m_keyring)
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + file(u"no-bus"_s));
    return environment;
}

qint64 Ctl::enginePid() const
{
    QFile lock(profile() + u"/lock"_s);
    return lock.open(QIODevice::ReadOnly) ? lock.readLine().trimmed().toLongLong() : 0;
}

bool Ctl::waitForEngineEnd(int milliseconds) const
{
    QDeadlineTimer patience(milliseconds);
    while (QFile::exists(profile() + u"/lock"_s)) {
        if (patience.hasExpired())
            return false;
        QThread::msleep(5);
    }
    return true;
}

Ran Ctl::run(const QStringList &arguments, const QByteArray &input) const
{
    QStringList command = this->command(arguments);
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setChildProcessModifier([] { ::setsid(); }); // no terminal to ask on
    process.start(command.takeFirst(), command);
    process.write(input);
    process.closeWriteChannel();
    Ran ran;
    if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit)
        ran.code = process.exitCode();
    ran.out = process.readAllStandardOutput();
    ran.err = process.readAllStandardError();
    (void)waitForEngineEnd(1000);
    return ran;
}

Ran Ctl::json(const QString &schema, const QStringList &arguments, const QByteArray &input) const
{
    const Ran ran = run(arguments + QStringList{u"--json"_s}, input);
    const QByteArray errors = schemaErrors(schema, ran.out);
    if (!errors.isEmpty())
        QTest::qFail(schema.toUtf8() + ": " + errors + '\n' + ran.report(), __FILE__, __LINE__);
    for (const QByteArray &line : ran.err.split('\n')) {
        if (!line.isEmpty() && !QJsonDocument::fromJson(line).isObject())
            QTest::qFail("no JSON line on standard error: " + line, __FILE__, __LINE__);
    }
    return ran;
}

QByteArray Ctl::schemaErrors(const QString &schema, const QByteArray &document)
{
    QProcess validator;
    validator.setProcessChannelMode(QProcess::MergedChannels);
    validator.start(test::sourcePath(u"tests/ctl/schema/validate"_s), {schema});
    validator.write(document);
    validator.closeWriteChannel();
    if (!validator.waitForFinished(60'000))
        return "the validator did not end";
    const QByteArray said = validator.readAll();
    return validator.exitCode() == 0 ? QByteArray() : said + ' ';
}

void Ctl::setPassword(const QString &password)
{
    m_passwordFile = write(u"password"_s, password.toUtf8() + '\n');
}

QString Ctl::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(this->file(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

QJsonObject Ctl::accountFile(const QString &user)
{
    const QString address = user + u"@example.test"_s;
    const auto server = [&](const QString &host, int port, const QString &security) {
        return QJsonObject{{u"host"_s, host}, {u"port"_s, port}, {u"security"_s, security}, {u"auth"_s, u"auto"_s},
            {u"user"_s, address}};
    };
    QJsonObject receive = server(u"imap.example.test"_s, 993, u"tls"_s);
    receive.insert(u"protocol"_s, u"imap"_s);
    return {{u"name"_s, user}, {u"address"_s, address}, {u"fullName"_s, u"山田 太郎"_s}, {u"receive"_s, receive},
        {u"send"_s, server(u"smtp.example.test"_s, 587, u"starttls"_s)},
        {u"proxy"_s, QJsonObject{{u"type"_s, u"none"_s}}}};
}

Ran Ctl::addAccount(const QString &user, const std::function<void(QJsonObject &)> &change)
{
    QJsonObject account = accountFile(user);
    if (change)
        change(account);
    if (m_passwordFile.isEmpty())
        setPassword(MailStack::shared()->password(user));
    return json(u"account"_s, {u"account"_s, u"add"_s, u"-"_s}, QJsonDocument(account).toJson());
}

QByteArray letter(const QString &from, const QString &to, const QByteArray &subject, const QByteArray &text)
{
    return "From: " + from.toUtf8() + "\nTo: " + to.toUtf8() + "\nSubject: " + subject
        + "\nDate: Tue, 24 Nov 2026 09:30:00 +0900\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
          "Content-Transfer-Encoding: 8bit\n\n"
        + text + '\n';
}

} // namespace test
