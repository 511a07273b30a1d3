// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "windowsession.h"

#include "ui/accounts/accountwizard.h"
#include "ui/compose/composewindow.h"
#include "ui/compose/draftsbar.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/questions/questionbar.h"
#include "ui/settings/settingswindow.h"

#include <QScreen>

using models::ComposeSession;

namespace app
{

WindowSession::WindowSession(const store::ProfilePaths &paths, ipc::UseNetwork network)
    : m_paths(paths)
    , m_engine(paths, std::move(network))
{
}

WindowSession::~WindowSession()
{
    for (const auto &[window, session] : std::as_const(m_composers))
        delete window.data();
    delete m_wizard.data();
    delete m_settings.data();
}

void WindowSession::begin()
{
    if (openWorkspace())
        showFirst();
    else
        letEngineOpen();
}

bool WindowSession::openWorkspace()
{
    auto workspace = models::Workspace::open(m_paths, [this](ipc::Client &client) { m_engine.call(client); });
    if (!workspace)
        return false;
    m_workspace = *std::move(workspace);
    return true;
}

void WindowSession::letEngineOpen()
{
    m_opener = std::make_unique<ipc::Client>();
    connect(m_opener.get(), &ipc::Client::lost, this, &WindowSession::failed);
    connect(m_opener.get(), &ipc::Client::ready, this, [this] {
        if (!openWorkspace()) {
            Q_EMIT failed({core::Errc::StoreFailed, m_paths.directory, {}});
            return;
        }
        // Until the workspace itself is linked: without a face the engine might end.
        connect(&m_workspace->client(), &ipc::Client::ready, this, [this] { m_opener.reset(); });
        disconnect(m_opener.get(), nullptr, this, nullptr);
        showFirst();
    });
    m_engine.call(*m_opener);
}

void WindowSession::showFirst()
{
    if (m_workspace->reader().accounts().isEmpty())
        addAccount();
    else
        showMainWindow();
}

void WindowSession::addAccount()
{
    if (m_wizard) {
        m_wizard->raise();
        m_wizard->activateWindow();
        return;
    }
    m_wizard = new ui::AccountWizard(m_workspace->setUpAccount(nullptr), m_window.get());
    m_wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_wizard, &QDialog::accepted, this, &WindowSession::showMainWindow);
    m_wizard->show();
}

void WindowSession::showSettings(core::AccountId account)
{
    if (!m_settings) {
        m_settings = new ui::SettingsWindow(*m_workspace);
        connect(m_settings, &ui::SettingsWindow::addAccountRequested, this, &WindowSession::addAccount);
        place(m_settings);
    }
    if (account.isValid())
        m_settings->showAccount(account);
    m_settings->show();
    m_settings->raise();
    m_settings->activateWindow();
}

void WindowSession::showMainWindow()
{
    if (!m_window) {
        m_window = std::make_unique<ui::MainWindow>(*m_workspace);
        m_drafts = new ui::DraftsBar(*m_workspace);
        m_window->addNotice(new ui::QuestionBar(*m_workspace));
        m_window->addNotice(m_drafts);
        connect(m_drafts, &ui::DraftsBar::openRequested, this, &WindowSession::goOnWriting);
        connect(&m_workspace->undoHistory(), &models::UndoHistory::draftReturned, this, &WindowSession::goOnWriting);
        connect(m_window.get(), &ui::MainWindow::settingsRequested, this, &WindowSession::showSettings);
        connect(m_workspace.get(), &models::Workspace::draftsTaken, this, &WindowSession::offerDrafts);
        connect(m_window.get(), &ui::MainWindow::addAccountRequested, this, &WindowSession::addAccount);
        connect(m_window.get(), &ui::MainWindow::composeRequested, this, [this](core::AccountId account) {
            auto *session = m_workspace->compose(nullptr);
            session->startNew(account);
            write(session);
        });
        connect(m_window.get(), &ui::MainWindow::composeToRequested, this,
            [this](core::AccountId account, const core::AddressList &to) {
                auto *session = m_workspace->compose(nullptr);
                session->startNew(account, to);
                write(session);
            });
        connect(m_window.get(), &ui::MainWindow::replyRequested, this,
            [this](const core::MessageKey &message, ipc::ReplyKind kind) {
                auto *session = m_workspace->compose(nullptr);
                session->startReply(message, kind);
                write(session);
            });
    }
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    // After the first painting: nothing but the mail is worth waiting for.
    QMetaObject::invokeMethod(this, &WindowSession::offerDrafts, Qt::QueuedConnection);
}

void WindowSession::goOnWriting(const core::Draft &draft)
{
    auto *session = m_workspace->compose(nullptr);
    m_workspace->openDraft(*session, draft);
    write(session);
}

void WindowSession::write(ComposeSession *session)
{
    auto *window = new ui::ComposeWindow(m_workspace->reader().accounts(), session);
    m_composers.append({window, session});
    connect(window, &ui::ComposeWindow::submitted, &m_workspace->undoHistory(), [this](core::SubmissionId submission) {
        m_workspace->undoHistory().addSubmission(submission, std::chrono::seconds(ComposeSession::kHoldSeconds));
    });
    connect(window, &QObject::destroyed, this, &WindowSession::offerDrafts);
    place(window);
    window->show();
    offerDrafts();
}

/** Over the main window, each a little lower than the one before. */
void WindowSession::place(QWidget *window) const
{
    if (!m_window || !m_window->isVisible())
        return;
    const int step = 28 * (int(std::max<qsizetype>(0, m_composers.size() - 1)) % 5);
    QRect place(QPoint(), window->size());
    place.moveCenter(m_window->frameGeometry().center() + QPoint(step, step));
    const QRect room = m_window->screen()->availableGeometry();
    place.moveLeft(qBound(room.left(), place.left(), qMax(room.left(), room.right() - place.width())));
    place.moveTop(qBound(room.top(), place.top(), qMax(room.top(), room.bottom() - place.height() - step)));
    window->move(place.topLeft());
}

void WindowSession::offerDrafts()
{
    m_composers.removeIf([](const auto &entry) { return entry.first.isNull(); });
    QList<core::DraftId> open;
    for (const auto &[window, session] : std::as_const(m_composers))
        open.append(session->draft().id);
    if (m_drafts)
        m_drafts->refresh(open);
}

} // namespace app
