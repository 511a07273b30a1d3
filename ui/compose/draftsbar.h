// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/workspace.h"

#include <QWidget>

class QPushButton;

namespace ui
{

class MessageBar;

/** Offers the drafts that were kept on this computer, also after a crash. Hidden when there are none. */
class DraftsBar : public QWidget
{
    Q_OBJECT

public:
    /** `workspace` must outlive the bar. */
    explicit DraftsBar(models::Workspace &workspace, QWidget *parent = nullptr);

    /** Reads again which there are; those in `open` are being written just now. */
    void refresh(const QList<core::DraftId> &open);

Q_SIGNALS:
    void openRequested(const core::Draft &draft);

private:
    void choose();

    models::Workspace &m_workspace;
    MessageBar *m_bar;
    QPushButton *m_open;
    QList<core::Draft> m_drafts;
};

} // namespace ui
