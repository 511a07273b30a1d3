// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "engine/engine.h"
#include "tests/support/coroutine.h"
#include "tests/support/toyimap.h"
#include "tests/support/toysmtp.h"

#include <QTemporaryDir>

namespace test
{

/** An engine with one account at servers that can be made to lie. */
class EngineOnToy
{
public:
    EngineOnToy();

    ToyImap imap;
    ToySmtp smtp;

    void restart(); ///< as after a crash
    engine::Engine &engine() { return *m_engine; }
    store::Reader &reader() { return *m_reader; }
    core::AccountId account() const { return m_account.id; }
    QString folder() const { return m_folder.path(); }

    core::Result<> sync();
    core::Mailbox mailbox(const QByteArray &rawName);
    QStringList subjects(const QByteArray &rawName = "INBOX"); ///< sorted
    core::MessageTarget target(const QString &subject, const QByteArray &rawName = "INBOX");
    /** A letter from the account to `to`, with Bcc to `bcc`. */
    core::SubmissionId submit(const QString &subject, const QStringList &to, const QString &bcc = {});
    core::Submission submission(core::SubmissionId id) { return m_reader->submission(id).value_or(core::Submission{}); }
    bool nothingQueued() { return m_reader->actions(m_account.id).isEmpty(); }

private:
    QTemporaryDir m_folder;
    store::ProfilePaths m_paths;
    core::Account m_account;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<store::Reader> m_reader;
};

/** A letter with this subject and a Message-ID made of it. */
QByteArray toyLetter(const QByteArray &subject, const QByteArray &body = "text");
/** A FETCH of a whole summary. */
QByteArray toySummary(const QByteArray &uid, const QByteArray &letter, const QByteArray &size = {});

} // namespace test
