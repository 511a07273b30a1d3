// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// show and inspect: one message, from the store or from a file.

#include "async/awaiters.h"
#include "command.h"
#include "core/documentjson.h"
#include "errorwords.h"
#include "mime/document.h"

#include <QFile>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
class MessageWords
{
    Q_DECLARE_TR_FUNCTIONS(ctl::MessageWords)

public:
    static QString text(const core::Document &document);

private:
    static QString addresses(const core::AddressList &list);
};

QString MessageWords::addresses(const core::AddressList &list)
{
    QStringList words;
    for (const core::Address &one : list)
        words.append(one.name.isEmpty() ? printable(one.address)
                                        : printable(one.name) + u" <"_s + printable(one.address) + u'>');
    return words.join(u", "_s);
}

/** Controls other than line ends and tabs would be orders to the terminal. */
QString harmless(QString text)
{
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    return text;
}

QString MessageWords::text(const core::Document &document)
{
    const core::Envelope &envelope = document.envelope;
    QStringList lines{tr("From: %1").arg(addresses(envelope.from)), tr("To: %1").arg(addresses(envelope.to))};
    if (!envelope.cc.isEmpty())
        lines.append(tr("Cc: %1").arg(addresses(envelope.cc)));
    lines.append(tr("Date: %1").arg(envelope.date.toString(Qt::RFC2822Date)));
    lines.append(tr("Subject: %1").arg(printable(envelope.subject)));
    for (const core::Warning &warning : document.warnings)
        lines.append(tr("Warning: %1").arg(printable(warning.text)));
    lines << QString() << harmless(document.text);
    for (const core::Attachment &one : document.attachments)
        lines.append(tr("Attachment %1: %2, %3, %4 bytes")
                .arg(one.part, printable(one.fileName), printable(one.mimeType), QString::number(one.size)));
    return lines.join(u'\n');
}

class ShowCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::ShowCommand)

public:
    ShowCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_part(parser.value(u"part"_s))
    {
        for (const QString &name : {u"raw"_s, u"text"_s, u"html"_s, u"headers"_s, u"part"_s}) {
            if (parser.isSet(name))
                m_forms.append(name);
        }
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    async::Task<> showDocument(core::MessageKey key, bool textOnly);

    QStringList m_forms;
    QString m_part;
};

async::Task<ExitCode> ShowCommand::run(QStringList words)
{
    if (words.size() != 1 || m_forms.size() > 1)
        co_await core::failure(Errc::InvalidInput, tr("show wants one message and at most one form"));
    const core::MessageKey key = co_await session().messageKey(words.first());
    const QString form = m_forms.value(0);
    if (form == "raw"_L1 || form == "headers"_L1) {
        QByteArray raw = co_await session().callSignedIn(key.account, ipc::FetchRaw{key});
        const qsizetype end = raw.indexOf("\r\n\r\n");
        output().bytes(form == "headers"_L1 && end >= 0 ? raw.first(end + 2) : raw);
    } else if (form == "part"_L1) {
        const QByteArray part = co_await session().callSignedIn(key.account, ipc::FetchPart{key, m_part});
        output().bytes(part);
    } else if (form == "html"_L1) {
        output().progress({{u"progress"_s, u"no-html"_s}}, tr("HTML is not shown yet; see --text."));
        co_return ExitCode::NoSuchThing;
    } else {
        co_await showDocument(key, form == "text"_L1);
    }
    co_return ExitCode::Done;
}

async::Task<> ShowCommand::showDocument(core::MessageKey key, bool textOnly)
{
    const core::Document document = co_await session().callSignedIn(key.account, ipc::FetchDocument{key});
    output().result(
        QJsonDocument(core::toJson(document, true)), textOnly ? harmless(document.text) : MessageWords::text(document));
}

class InspectCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::InspectCommand)

public:
    using Command::Command;
    async::Task<ExitCode> run(QStringList words) override;
};

async::Task<ExitCode> InspectCommand::run(QStringList words)
{
    if (words.isEmpty())
        co_await core::failure(Errc::InvalidInput, tr("inspect wants files"));
    QJsonArray array;
    QStringList texts;
    for (const QString &name : words) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            co_await core::failure(Errc::NoSuchMessage, name, file.errorString().toUtf8());
        const QByteArray bytes = file.readAll();
        const core::Document document = co_await async::onThreadPool(
            QThreadPool::globalInstance(), [bytes] { return mime::parseDocument(bytes); });
        array.append(core::toJson(document, false));
        texts.append(MessageWords::text(document));
    }
    output().result(QJsonDocument(array), texts.join(u"\n\n"_s));
    co_return ExitCode::Done;
}
} // namespace

CommandEntry showCommand()
{
    return {.name = u"show"_s,
        .syntax = u"ID [--raw|--text|--html|--headers|--part N]"_s,
        .description = QCoreApplication::translate("ctl::ShowCommand", "One message."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"raw"_s, QCoreApplication::translate("ctl::ShowCommand", "The bytes as received.")});
                parser.addOption({u"text"_s, QCoreApplication::translate("ctl::ShowCommand", "Only the text.")});
                parser.addOption({u"html"_s, QCoreApplication::translate("ctl::ShowCommand", "The cleaned HTML.")});
                parser.addOption(
                    {u"headers"_s, QCoreApplication::translate("ctl::ShowCommand", "The header as received.")});
                parser.addOption(
                    {u"part"_s, QCoreApplication::translate("ctl::ShowCommand", "The decoded bytes of part <number>."),
                        u"number"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<ShowCommand>(session, parser);
        }};
}

CommandEntry inspectCommand()
{
    return {.name = u"inspect"_s,
        .syntax = u"FILE…"_s,
        .description
        = QCoreApplication::translate("ctl::InspectCommand", "How the reader understands files, without an account."),
        .addOptions = {},
        .make = [](Session &session, const QCommandLineParser &) -> std::unique_ptr<Command> {
            return std::make_unique<InspectCommand>(session);
        },
        .needsProfile = false};
}

} // namespace ctl
