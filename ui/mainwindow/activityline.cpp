// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "activityline.h"

#include "models/activitymodel.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/theme.h"

#include <QProgressBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using models::ActivityModel;

namespace ui
{

ActivityLine::ActivityLine(ActivityModel &activity, QWidget *parent)
    : QWidget(parent)
    , m_activity(activity)
    , m_text(new ElidedLabel(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(u"activityLine"_s);
    m_text->setFont(uiFont(-1));
    m_text->setProperty("tone", u"secondary"_s);
    m_text->setElideMode(Qt::ElideMiddle);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(3);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::small, space::large, space::medium);
    column->setSpacing(space::tiny);
    column->addWidget(m_text);
    column->addWidget(m_progress);
    setFixedHeight(sizeHint().height());
    for (const auto change : {&ActivityModel::rowsInserted, &ActivityModel::rowsRemoved})
        connect(&activity, change, this, &ActivityLine::refresh);
    connect(&activity, &ActivityModel::dataChanged, this, &ActivityLine::refresh);
    connect(&activity, &ActivityModel::summaryChanged, this, &ActivityLine::refresh);
    refresh();
}

void ActivityLine::refresh()
{
    m_text->setText(m_activity.summary());
    setAccessibleName(m_activity.summary());
    qint64 done = 0;
    qint64 total = 0;
    for (int row = 0; row < m_activity.rowCount(); ++row) {
        const QModelIndex index = m_activity.index(row);
        done += index.data(ActivityModel::DoneRole).toLongLong();
        total += index.data(ActivityModel::TotalRole).toLongLong();
    }
    m_progress->setVisible(total > 0 && m_activity.isBusy());
    m_progress->setRange(0, 1000);
    m_progress->setValue(total > 0 ? int(1000 * std::min(done, total) / total) : 0);
}

} // namespace ui
