// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/enginehost.h"
#include "models/workspace.h"

#include <QPointer>

namespace ui
{
class AccountWizard;
class ComposeWindow;
class DraftsBar;
class MainWindow;
} // namespace ui

namespace app
{

/** The engine, the models over it, and the windows: made here and wired to each other. GUI thread. */
class WindowSession : public QObject
{
    Q_OBJECT

public:
    /** Blocks until the engine has opened the profile. */
    static core::Result<std::unique_ptr<WindowSession>> open(const store::ProfilePaths &paths);
    ~WindowSession() override;

    void begin(); ///< the wizard when there is no account, else the main window

private:
    WindowSession(std::unique_ptr<EngineHost> engine, std::unique_ptr<models::Workspace> workspace);

    void showMainWindow();
    void addAccount();
    void write(models::ComposeSession *session);
    void place(QWidget *window) const;
    void offerDrafts();

    std::unique_ptr<EngineHost> m_engine; ///< outlives the workspace
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::DraftsBar *m_drafts = nullptr;
    QPointer<ui::AccountWizard> m_wizard;
    QList<std::pair<QPointer<ui::ComposeWindow>, models::ComposeSession *>> m_composers;
};

} // namespace app
