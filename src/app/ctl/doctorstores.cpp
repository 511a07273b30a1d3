// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the doctor finds in the stores, and how it mends them.

#include "doctor.h"
#include "errorwords.h"
#include "store/salvage.h"
#include "store/verify.h"

#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ctl
{

namespace
{
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ctl::Doctor)
};

QString adviceFor(const QString &store)
{
    if (store == "journal"_L1)
        return Words::tr("Quit Hikyaku, then run \"hikyakuctl doctor --recover\": it keeps the damaged file and saves "
                         "what can be read.");
    return Words::tr(
        "Nothing: at its next start the engine sets it aside and fetches from the servers what is missing.");
}

Finding findingOf(const store::Verified &one)
{
    const QString name = one.store + u".db"_s;
    Finding finding{u"store"_s, name, Finding::Result::Problem, {}, adviceFor(one.store), ExitCode::StoreFailed};
    if (one.unreadable)
        finding.text = ErrorWords::text(*one.unreadable);
    else if (!one.problems.isEmpty())
        finding.text = Words::tr("Damaged: %1").arg(printable(one.problems.join(u"; "_s)));
    else if (one.damaged > 0)
        finding.text = Words::tr("%1 of %2 entries are damaged.").arg(one.damaged).arg(one.rows);
    else
        finding = {finding.area, name, Finding::Result::Ok, Words::tr("Sound; %1 entries read.").arg(one.rows), {},
            ExitCode::Done};
    // A single body is fetched again when it is wanted; for that nothing is thrown away.
    if (one.store == "bodies"_L1 && !one.unreadable && one.problems.isEmpty() && one.damaged > 0) {
        finding.result = Finding::Result::Note;
        finding.code = ExitCode::Done;
        finding.advice = Words::tr("Nothing: they are fetched again when you open them.");
    }
    return finding;
}

QString fileNameOf(const store::Reader::Gone &gone)
{
    QString folder = QString::fromUtf8(gone.key.mailbox);
    for (QChar &c : folder) {
        if (!c.isLetterOrNumber() && c != u'-' && c != u'_')
            c = u'_';
    }
    return u"%1-%2-%3-%4.eml"_s.arg(QString::number(gone.key.account.value()), folder.left(100),
        QString::number(gone.key.uidValidity.value()), QString::number(gone.key.uid.value()));
}
} // namespace

Findings lookClosely(const store::ProfilePaths &paths)
{
    Findings found;
    for (const store::Verified &one : store::verify(paths))
        found.append(findingOf(one));
    return found;
}

Findings lookAtCopies(const store::ProfilePaths &paths)
{
    Findings found;
    for (const QString &path : {paths.index(), paths.bodies()}) {
        if (QFileInfo::exists(store::suspicionOf(path)))
            found.append({u"store"_s, QFileInfo(path).fileName(), Finding::Result::Problem,
                Words::tr("Damage was met in it."), adviceFor({}), ExitCode::StoreFailed});
    }
    const QStringList aside = QDir(paths.directory).entryList({u"*.damaged-*"_s}, QDir::Files, QDir::Name);
    for (const QString &name : aside) {
        if (!name.endsWith("-wal"_L1) && !name.endsWith("-shm"_L1))
            found.append({u"store"_s, name, Finding::Result::Note, Words::tr("Was damaged and set aside."),
                Words::tr("Delete it when you miss nothing."), ExitCode::Done});
    }
    const QFileInfo copy(store::snapshotOf(paths));
    if (copy.exists())
        found.append({u"store"_s, copy.fileName(), Finding::Result::Ok,
            Words::tr("Copy of the accounts, drafts and Outbox, of %1.")
                .arg(QLocale().toString(copy.lastModified(), QLocale::ShortFormat)),
            {}, ExitCode::Done});
    return found;
}

Findings lookAtQueue(const store::Reader &reader)
{
    Findings found;
    qint64 waiting = 0, refused = 0;
    for (const core::QueuedAction &action : reader.allActions()) {
        waiting += action.state == core::ActionState::Queued ? 1 : 0;
        refused += action.state == core::ActionState::Refused ? 1 : 0;
    }
    found.append({u"queue"_s, u"changes"_s, waiting > 0 ? Finding::Result::Note : Finding::Result::Ok,
        Words::tr("%1 wait for the server, %2 were refused.").arg(waiting).arg(refused),
        waiting > 0 ? Words::tr("Run \"hikyakuctl sync\".") : QString(), ExitCode::Done});
    QMap<QString, int> states;
    for (const core::Submission &submission : reader.submissions())
        ++states[core::submissionStateName(submission.state)];
    for (auto it = states.cbegin(); it != states.cend(); ++it) {
        const bool needsPerson = it.key() == "unknown"_L1 || it.key() == "failed"_L1;
        found.append({u"queue"_s, u"outbox"_s, needsPerson ? Finding::Result::Note : Finding::Result::Ok,
            u"%1: %2"_s.arg(it.key(), QString::number(it.value())),
            needsPerson ? Words::tr("Look at \"hikyakuctl outbox\" and decide.") : QString(), ExitCode::Done});
    }
    QMap<QString, int> gone;
    for (const store::Reader::Gone &one : reader.gone()) {
        const auto account = reader.account(one.key.account);
        ++gone[u"%1: %2"_s.arg(account ? account->name : u"?"_s, QString::fromUtf8(one.key.mailbox))];
    }
    for (auto it = gone.cbegin(); it != gone.cend(); ++it)
        found.append({u"kept"_s, it.key(), Finding::Result::Note,
            Words::tr("%1 messages that the server no longer has; kept here for 30 days.").arg(it.value()),
            Words::tr("Write them into a folder with \"hikyakuctl doctor --rescue DIR\"."), ExitCode::Done});
    return found;
}

Finding recoverJournal(const store::ProfilePaths &paths)
{
    const auto rescue = store::rescueJournal(paths);
    Finding finding{u"store"_s, u"journal.db"_s, Finding::Result::Note, {}, {}, ExitCode::Done};
    if (!rescue) {
        finding.result = Finding::Result::Problem;
        finding.text = rescue.error().context == store::kProfileInUse ? Words::tr("Hikyaku is running.")
                                                                      : ErrorWords::text(rescue.error());
        finding.advice = Words::tr("Quit Hikyaku, then try again.");
        finding.code = ExitCode::StoreFailed;
    } else if (rescue->aside.isEmpty() && rescue->accounts + rescue->drafts + rescue->submissions == 0) {
        finding.result = Finding::Result::Ok;
        finding.text = Words::tr("It is sound; nothing was done.");
    } else {
        finding.text
            = Words::tr("Made anew with %1 accounts, %2 drafts, %3 messages of the Outbox and %4 changes; %5 of "
                        "them from the copy. The damaged file is %6.")
                  .arg(rescue->accounts)
                  .arg(rescue->drafts)
                  .arg(rescue->submissions)
                  .arg(rescue->actions)
                  .arg(rescue->fromSnapshot)
                  .arg(rescue->aside);
        finding.advice
            = Words::tr("Look through your drafts and the Outbox: what was to be sent may have been sent, and "
                        "is not sent again by itself.");
    }
    return finding;
}

Findings rescueGone(const store::Reader &reader, const QString &folder)
{
    Findings found;
    qint64 written = 0;
    const bool made = QDir().mkpath(folder);
    for (const store::Reader::Gone &one : reader.gone()) {
        const auto bytes = reader.body(one.key);
        const QString name = fileNameOf(one);
        QFile file(QDir(folder).filePath(name));
        constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
        const bool done = made && bytes && file.open(QIODevice::WriteOnly, ownerOnly)
            && file.write(*bytes) == bytes->size() && file.flush();
        written += done ? 1 : 0;
        if (!done)
            found.append({u"kept"_s, name, Finding::Result::Problem,
                bytes ? Words::tr("It cannot be written: %1").arg(file.errorString())
                      : Words::tr("Its bytes are damaged."),
                {}, ExitCode::StoreFailed});
    }
    found.prepend(
        {u"kept"_s, folder, Finding::Result::Ok, Words::tr("%1 messages written.").arg(written), {}, ExitCode::Done});
    return found;
}

} // namespace ctl
