// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include "core/ids.h"

#include <QWidget>

class QPushButton;

namespace models
{
class ActivityModel;
class Workspace;
} // namespace models

namespace ui
{

class MessageBar;

/** Above the columns: that the engine is gone, or that an account waits after an error and what that means,
 * or what a server wants to be read. */
class StateBanner : public QWidget
{
    Q_OBJECT

public:
    explicit StateBanner(models::Workspace &workspace, QWidget *parent = nullptr);

    /** Something that was asked for and did not happen; stays until it is closed. */
    void tell(const core::Error &error);

Q_SIGNALS:
    void settingsRequested(core::AccountId account); ///< where the cause may be mended

private:
    void refresh();
    void show(const core::Error &error, const QString &lead, bool isGrave);
    void showNotice(const QString &words);
    void showDetails(bool shown);

    models::ActivityModel &m_activity;
    std::optional<core::Error> m_lost; ///< why the engine is gone
    std::optional<core::Error> m_told;
    std::optional<core::Error> m_closed; ///< the person has seen this one
    std::optional<core::Error> m_shown;
    QStringList m_notices; ///< words of servers that were not closed yet; below everything else
    QString m_details;
    MessageBar *m_bar;
    QPushButton *m_settings;
    QPushButton *m_more;
    core::AccountId m_account; ///< that waits
};

} // namespace ui
