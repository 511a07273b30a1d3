// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What hikyakuctl cannot do and the window can, for tests/faults: writing a draft, and asking for another attempt.
//   fault_writer OPTIONS write COUNT [again] [send]   saves one draft COUNT times, each a line longer
//                                       hold          then submits it with an hour's hold, and takes it back;
//                                                     a send afterwards has one more line
//   fault_writer OPTIONS copy|move UID… MAILBOX       copies or moves from the inbox
//   fault_writer OPTIONS delete UID…                  deletes from the inbox for good
//   fault_writer OPTIONS drafts                       prints the number of lines of each draft
//   fault_writer OPTIONS retry                        another attempt for everything that is queued
// "saved N" is printed when the engine has answered. When the engine dies it ends, or joins the next one (again).

#include "app/enginelauncher.h"
#include "app/options.h"
#include "store/reader.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using core::Result;

namespace
{

class Writer : public QObject
{
public:
    Writer(const store::ProfilePaths &paths, const ipc::UseNetwork &network, QStringList words, const QString &password)
        : m_paths(paths)
        , m_launcher(paths, network)
        , m_words(std::move(words))
        , m_password(password)
        , m_again(m_words.contains("again"_L1))
        , m_send(m_words.contains("send"_L1))
        , m_hold(m_words.contains("hold"_L1))
        , m_count(m_words.value(1).toInt())
    {
        connect(&m_launcher, &app::EngineLauncher::joined, this, &Writer::begin);
        connect(
            &m_client, &ipc::Client::lost, this, [this](const core::Error &error) { leave(error); },
            Qt::QueuedConnection);
        m_launcher.call(m_client);
    }

private:
    void begin()
    {
        const auto reader = store::Reader::open(m_paths);
        m_account = (*reader)->accounts().value(0).id;
        m_client.call(ipc::ProvidePassword{m_account, core::Secret(m_password.toUtf8())}, this,
            [this](const Result<ipc::Nothing> &) { doIt(); });
    }

    void doIt()
    {
        const QString &what = m_words.first();
        if (what == "write"_L1)
            write();
        else if (what == "retry"_L1)
            retry();
        else
            act(what);
    }

    void act(const QString &what)
    {
        const auto reader = store::Reader::open(m_paths);
        core::MailboxId inbox;
        for (const core::Mailbox &mailbox : (*reader)->mailboxes(m_account)) {
            if (mailbox.role == core::MailboxRole::Inbox)
                inbox = mailbox.id;
        }
        QList<core::MessageTarget> targets;
        for (const core::MessageSummary &row : (*reader)->firstPage(inbox, 1000)) {
            if (m_words.contains(QString::number(row.uid.value())))
                targets.append((*reader)->target(row.id).value());
        }
        core::MailAction action = core::CopyMessages{targets, m_words.last().toUtf8()};
        if (what == "move"_L1)
            action = core::MoveMessages{targets, m_words.last().toUtf8()};
        if (what == "delete"_L1)
            action = core::DeleteMessages{targets};
        m_client.call(ipc::Act{action}, this, [this](const Result<QList<core::ActionId>> &done) {
            if (done)
                sync();
        });
    }

    void leave(const core::Error &error)
    {
        std::printf("lost: %s\n", qPrintable(core::errcName(error.code)));
        if (m_again && m_lives-- > 0)
            m_launcher.call(m_client);
        else
            QCoreApplication::exit(1);
    }

    void write()
    {
        if (m_saved == m_count && std::exchange(m_hold, false))
            return holdAndTakeBack();
        if (m_saved == m_count)
            return m_send ? submit() : QCoreApplication::exit(0);
        m_draft.account = m_account;
        m_draft.token = u"{6a0c6a3e-0000-4000-8000-000000000001}"_s;
        m_draft.from = {u"山田"_s, u"user01@example.test"_s};
        m_draft.to = {{{}, u"user02@example.test"_s}, {{}, u"user03@example.test"_s}};
        m_draft.subject = u"下書き"_s;
        m_draft.text = u"いろは\n"_s.repeated(m_saved + 1);
        m_client.call(ipc::SaveDraft{m_draft}, this, [this](const Result<core::DraftId> &saved) {
            if (!saved)
                return; // lost() follows, or has been told
            m_draft.id = *saved;
            std::printf("saved %d\n", ++m_saved);
            std::fflush(stdout);
            write();
        });
    }

    void holdAndTakeBack()
    {
        m_client.call(ipc::Submit{m_draft, 3600}, this, [this](const Result<core::SubmissionId> &held) {
            if (!held)
                return;
            say("held");
            m_client.call(ipc::TakeBack{*held}, this, [this](const Result<core::Draft> &again) {
                if (!again)
                    return;
                say("back");
                m_draft = *again;
                ++m_count;
                write();
            });
        });
    }

    static void say(const char *word)
    {
        std::printf("%s\n", word);
        std::fflush(stdout);
    }

    void submit()
    {
        m_client.call(ipc::Submit{m_draft}, this, [this](const Result<core::SubmissionId> &submitted) {
            // NoSuchMessage: it was submitted, only the answer was lost.
            if (submitted || submitted.error().code == core::Errc::NoSuchMessage) {
                std::printf("submitted\n");
                sync();
            }
        });
    }

    void retry()
    {
        const auto reader = store::Reader::open(m_paths);
        for (const core::Submission &submission : (*reader)->submissions()) {
            if (submission.state == core::SubmissionState::Queued)
                m_client.call(ipc::RetrySubmission{submission.id}, this, [](const Result<ipc::Nothing> &) { });
        }
        sync();
    }

    void sync()
    {
        m_client.call(ipc::Sync{m_account, {}, ipc::Bodies::None}, this, [this](const Result<ipc::Nothing> &synced) {
            if (m_client.isReady())
                QCoreApplication::exit(synced ? 0 : 1);
        });
    }

    store::ProfilePaths m_paths;
    ipc::Client m_client;
    app::EngineLauncher m_launcher;
    QStringList m_words;
    QString m_password;
    bool m_again, m_send, m_hold;
    int m_count, m_saved = 0, m_lives = 3;
    core::AccountId m_account;
    core::Draft m_draft;
};

int showDrafts(const store::ProfilePaths &paths)
{
    const auto reader = store::Reader::open(paths);
    if (!reader)
        return 1;
    for (const core::Draft &draft : (*reader)->drafts())
        std::printf("%lld\n", static_cast<long long>(draft.text.count(u'\n')));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const app::CommonOptions common(parser);
    parser.addOption({u"password-file"_s, {}, u"file"_s});
    parser.process(application);
    const QStringList words = parser.positionalArguments();
    if (words.value(0) == "drafts"_L1)
        return showDrafts(common.profile());
    QFile file(parser.value(u"password-file"_s));
    if (words.isEmpty() || !file.open(QIODevice::ReadOnly))
        return 2;
    Writer writer(common.profile(), common.network(), words, QString::fromUtf8(file.readLine().trimmed()));
    return QCoreApplication::exec();
}
