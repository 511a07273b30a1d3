// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineontoy.h"

#include "imap/initialize.h"

using namespace Qt::StringLiterals;

namespace test
{

EngineOnToy::EngineOnToy()
    : m_paths{m_folder.filePath(u"profile"_s)}
{
    imap::initialize();
    m_account.name = u"taro"_s;
    m_account.address = u"taro@sender.test"_s;
    m_account.receive = {u"127.0.0.1"_s, imap.port(), core::Security::None, u"auto"_s, m_account.address};
    m_account.send = {u"127.0.0.1"_s, smtp.port(), core::Security::None, u"auto"_s, m_account.address};
    restart();
    const core::Secret password(u"pw"_s);
    const auto added = waitFor(m_engine->addAccount(m_account, {password, {}, {}, {}}, false));
    if (!added)
        qFatal("addAccount: %s", qPrintable(core::errcName(added.error().code)));
    m_account.id = *added;
}

void EngineOnToy::restart()
{
    m_engine.reset();
    auto opened = engine::Engine::open(m_paths);
    auto reader = opened ? store::Reader::open(m_paths) : std::unexpected(opened.error());
    if (!reader)
        qFatal("open: %s", reader.error().serverText.constData());
    m_engine = std::move(*opened);
    m_reader = std::move(*reader);
    if (m_account.id.isValid() && !waitFor(m_engine->providePassword(m_account.id, {}, core::Secret(u"pw"_s), false)))
        qFatal("providePassword");
}

core::Result<> EngineOnToy::sync()
{
    return waitFor(m_engine->sync(m_account.id, {}, engine::Bodies::None), 60000);
}

core::Mailbox EngineOnToy::mailbox(const QByteArray &rawName)
{
    for (const core::Mailbox &mailbox : m_reader->mailboxes(m_account.id)) {
        if (mailbox.rawName == rawName)
            return mailbox;
    }
    return {};
}

QStringList EngineOnToy::subjects(const QByteArray &rawName)
{
    QStringList list;
    for (const core::MessageSummary &summary : m_reader->firstPage(mailbox(rawName).id, 10'000))
        list.append(summary.subject);
    list.sort();
    return list;
}

core::MessageTarget EngineOnToy::target(const QString &subject, const QByteArray &rawName)
{
    for (const core::MessageSummary &summary : m_reader->firstPage(mailbox(rawName).id, 10'000)) {
        if (summary.subject == subject)
            return m_reader->target(summary.id).value_or(core::MessageTarget{});
    }
    qFatal("no message %s in %s", qPrintable(subject), rawName.constData());
}

core::SubmissionId EngineOnToy::submit(const QString &subject, const QStringList &to, const QString &bcc)
{
    core::Draft draft;
    draft.account = m_account.id;
    draft.from = {u"山田 太郎"_s, m_account.address};
    for (const QString &address : to)
        draft.to.append({{}, address});
    if (!bcc.isEmpty())
        draft.bcc = {{{}, bcc}};
    draft.subject = subject;
    draft.text = u"本文\n.\n..two\n"_s;
    const auto id = waitFor(m_engine->submit(draft));
    if (!id)
        qFatal("submit: %s", qPrintable(core::errcName(id.error().code)));
    return *id;
}

QByteArray toyLetter(const QByteArray &subject, const QByteArray &body)
{
    return "From: bob@example.test\r\nTo: taro@sender.test\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
        + "@example.test>\r\nDate: Tue, 24 Nov 2026 09:30:00 +0900\r\n\r\n" + body + "\r\n";
}

QByteArray toySummary(const QByteArray &uid, const QByteArray &letter, const QByteArray &size)
{
    const QByteArray header = letter.first(letter.indexOf("\r\n\r\n") + 4);
    return "* 1 FETCH (UID " + uid + " FLAGS () RFC822.SIZE "
        + (size.isEmpty() ? QByteArray::number(letter.size()) : size)
        + " INTERNALDATE \"24-Nov-2026 09:30:00 +0900\" BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1) "
          "BODY[HEADER.FIELDS (DATE)] {"
        + QByteArray::number(header.size()) + "}\r\n" + header + ")\r\n";
}

} // namespace test
