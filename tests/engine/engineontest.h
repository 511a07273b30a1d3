// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "engine/engine.h"
#include "store/database.h"
#include "tests/support/coroutine.h"
#include "tests/support/mailstack.h"

namespace test
{

/** An engine on a profile of its own with one account of the shared mail stack; may be restarted. */
class EngineOnTest
{
public:
    /** `imapHost`: a name of the stack. */
    explicit EngineOnTest(const QString &user, const QString &imapHost = QStringLiteral("imap.example.test"));

    enum class Password { Right, Wrong, None };
    void restart(Password password = Password::Right); ///< as after a crash: nothing is said goodbye to
    void stop() { m_engine.reset(); }
    /** Changes the stores while no engine has them; starts none. */
    void whileStopped(const std::function<core::Result<>(store::Transaction &)> &work);

    engine::Engine &engine() { return *m_engine; }
    store::Reader &reader() { return *m_reader; }
    const core::Account &account() const { return m_account; }
    const store::ProfilePaths &paths() const { return m_paths; }

    core::Result<> sync(); ///< everything, and with it the outbox and the queued actions
    core::Mailbox mailbox(const QByteArray &rawName);
    /** By its Message-ID; after sync(). */
    core::MessageTarget target(const QString &messageId, const QByteArray &mailbox = "INBOX");
    core::SubmissionState state(core::SubmissionId id);

private:
    QTemporaryDir m_folder;
    store::ProfilePaths m_paths;
    core::Account m_account;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<store::Reader> m_reader;
};

/** A message with this Message-ID (without brackets). */
QByteArray letterWithId(const QByteArray &messageId, const QByteArray &subject = "letter");

} // namespace test
