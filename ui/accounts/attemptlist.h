// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/discoverymodel.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace ui
{

/** One attempt of the search: state, host and port, how safe it is, who named it, how long it took, why it failed. */
class AttemptRow : public QWidget
{
    Q_OBJECT

public:
    explicit AttemptRow(QWidget *parent = nullptr);
    void show(const core::DiscoveryAttempt &attempt);

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintState();

    core::DiscoveryAttempt m_attempt;
    QLabel *m_state, *m_server, *m_safety, *m_time;
};

/** The live list of the search, receiving and sending apart. */
class AttemptList : public QWidget
{
    Q_OBJECT

public:
    explicit AttemptList(models::DiscoveryModel *model, QWidget *parent = nullptr);

private:
    void update(int first, int last);
    void rebuild();
    QVBoxLayout *addGroup(const QString &heading);

    models::DiscoveryModel *m_model;
    QWidget *m_groups[2] = {};
    QVBoxLayout *m_rows[2] = {}; ///< by core::ServerPurpose
    QHash<int, AttemptRow *> m_byId;
};

} // namespace ui
