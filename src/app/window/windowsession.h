// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/enginelauncher.h"
#include "models/workspace.h"

#include <QPointer>

namespace ui
{
class AccountWizard;
class ComposeWindow;
class DraftsBar;
class MainWindow;
class SettingsWindow;
} // namespace ui

namespace app
{

/** The way to the engine, the models, and the windows: made here and wired to each other. GUI thread. */
class WindowSession : public QObject
{
    Q_OBJECT

public:
    WindowSession(const store::ProfilePaths &paths, ipc::UseNetwork network);
    ~WindowSession() override;

    /**
     * Shows the wizard when there is no account, else the main window. Stored mail does not wait for the engine; only
     * when there are no stores yet, or those of another version, it comes first.
     */
    void begin();

Q_SIGNALS:
    void failed(const core::Error &error); ///< there are no stores, and the engine cannot make them

private:
    bool openWorkspace();
    void letEngineOpen();
    void showFirst();
    void showMainWindow();
    void addAccount();
    void showSettings(core::AccountId account);
    void write(models::ComposeSession *session);
    void goOnWriting(const core::Draft &draft);
    void place(QWidget *window) const;
    void offerDrafts();

    store::ProfilePaths m_paths;
    EngineLauncher m_engine;
    std::unique_ptr<ipc::Client> m_opener; ///< while the engine makes the stores
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::DraftsBar *m_drafts = nullptr;
    QPointer<ui::AccountWizard> m_wizard;
    QPointer<ui::SettingsWindow> m_settings;
    QList<std::pair<QPointer<ui::ComposeWindow>, models::ComposeSession *>> m_composers;
};

} // namespace app
