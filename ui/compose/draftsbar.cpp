// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "draftsbar.h"

#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"

#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kLongestTitle = 60;
}

DraftsBar::DraftsBar(models::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_bar(new MessageBar(MessageBar::Tone::Info))
    , m_open(m_bar->addButton(tr("Go on writing")))
{
    setObjectName(u"draftsBar"_s);
    m_open->setObjectName(u"openDraft"_s);
    m_bar->setClosable(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::tiny, space::medium, space::tiny);
    layout->addWidget(m_bar);
    connect(m_open, &QPushButton::clicked, this, &DraftsBar::choose);
    connect(m_bar, &MessageBar::closed, this, &QWidget::hide);
    hide();
}

void DraftsBar::refresh(const QList<core::DraftId> &open)
{
    const qsizetype before = m_drafts.size();
    m_drafts = m_workspace.unfinishedDrafts();
    m_drafts.removeIf([&](const core::Draft &draft) { return open.contains(draft.id); });
    if (!m_drafts.isEmpty())
        m_bar->setText(tr("%n unfinished message(s) kept on this computer", nullptr, int(m_drafts.size())));
    // One that the person closed stays closed until there is another.
    if (m_drafts.isEmpty())
        hide();
    else if (m_drafts.size() > before) {
        m_bar->show();
        show();
    }
}

void DraftsBar::choose()
{
    if (m_drafts.size() == 1) {
        Q_EMIT openRequested(m_drafts.first());
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const core::Draft &draft : std::as_const(m_drafts)) {
        QString title = draft.subject.simplified();
        if (title.isEmpty())
            title = draft.text.simplified();
        if (title.isEmpty())
            title = tr("No subject");
        title.truncate(kLongestTitle);
        menu->addAction(title.replace(u'&', u"&&"_s), this, [this, draft] { Q_EMIT openRequested(draft); });
    }
    menu->popup(m_open->mapToGlobal(QPoint(0, m_open->height())));
}

} // namespace ui
