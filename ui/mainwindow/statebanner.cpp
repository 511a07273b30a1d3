// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statebanner.h"

#include "models/workspace.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;
using models::ActivityModel;

namespace ui
{

namespace
{
/** What another server name, port, user or password may put right. */
bool isMendedInSettings(core::Errc code)
{
    using enum core::Errc;
    constexpr std::array mended{HostNotFound, ConnectionRefused, TlsFailed, TlsNotOffered, CertificateUntrusted,
        AuthenticationFailed, NoCommonMechanism};
    return std::ranges::find(mended, code) != mended.end();
}
} // namespace

StateBanner::StateBanner(models::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_activity(workspace.activity())
    , m_bar(new MessageBar(MessageBar::Tone::Warning, this))
    , m_settings(m_bar->addButton(tr("Account settings…")))
    , m_more(m_bar->addButton(tr("Details")))
{
    setObjectName(u"stateBanner"_s);
    m_bar->setClosable(true);
    m_more->setCheckable(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::medium, space::tiny, space::medium, space::tiny);
    column->addWidget(m_bar);
    m_settings->setObjectName(u"bannerSettings"_s);
    connect(m_settings, &QPushButton::clicked, this, [this] { Q_EMIT settingsRequested(m_account); });
    connect(m_more, &QPushButton::toggled, this, &StateBanner::showDetails);
    connect(m_bar, &MessageBar::closed, this, [this] {
        if (m_shown)
            m_closed = m_shown;
        else if (!m_notices.isEmpty())
            m_notices.removeFirst();
        m_told.reset();
        refresh();
    });
    connect(&workspace, &models::Workspace::connected, this, [this] {
        m_lost.reset();
        refresh();
    });
    connect(&workspace, &models::Workspace::disconnected, this, [this](const core::Error &error) {
        m_lost = error;
        refresh();
    });
    connect(&m_activity, &ActivityModel::noticed, this, [this](const QString &account, const QString &words) {
        //: %1 is the name of an account, %2 what its server wants to be read
        m_notices.append(tr("The server of %1 says: %2").arg(account, cleaned(words.toUtf8())));
        refresh();
    });
    connect(&m_activity, &ActivityModel::dataChanged, this, &StateBanner::refresh);
    connect(&m_activity, &ActivityModel::rowsInserted, this, &StateBanner::refresh);
    connect(&m_activity, &ActivityModel::rowsRemoved, this, &StateBanner::refresh);
    connect(&m_activity, &ActivityModel::summaryChanged, this, &StateBanner::refresh);
    refresh();
}

void StateBanner::tell(const core::Error &error)
{
    m_told = error;
    m_closed.reset();
    refresh();
}

void StateBanner::refresh()
{
    m_account = {};
    if (m_lost) {
        show(*m_lost, tr("The part of Hikyaku that talks to your servers has stopped. What is stored can be read."),
            true);
        return;
    }
    if (m_told) {
        show(*m_told, {}, false);
        return;
    }
    for (int row = 0; row < m_activity.rowCount(); ++row) {
        const QModelIndex index = m_activity.index(row);
        const QVariant error = index.data(ActivityModel::ErrorRole);
        // Being offline is a state, not an error: the line at the foot of the sidebar tells it.
        if (!error.isValid() || error.value<core::Error>().code == core::Errc::Offline)
            continue;
        const QString account = index.data(ActivityModel::AccountNameRole).toString();
        m_account = index.data(ActivityModel::AccountIdRole).value<core::AccountId>();
        show(error.value<core::Error>(), account.isEmpty() ? QString() : tr("%1:").arg(account), false);
        return;
    }
    m_closed.reset();
    m_shown.reset();
    if (!m_notices.isEmpty())
        showNotice(m_notices.first());
    setVisible(!m_notices.isEmpty());
}

void StateBanner::showNotice(const QString &words)
{
    m_bar->setTone(MessageBar::Tone::Info);
    m_bar->setText(words);
    m_more->setChecked(false);
    m_more->setVisible(false);
    m_bar->setDetails({});
    m_bar->setVisible(true);
}

void StateBanner::show(const core::Error &error, const QString &lead, bool isGrave)
{
    if (error != m_shown)
        m_more->setChecked(false);
    m_shown = error;
    const ErrorWords words = wordsFor(error, core::ServerPurpose::Receive);
    m_details = isGrave ? (words.headline + u'\n' + words.details).trimmed() : words.details;
    m_bar->setTone(isGrave ? MessageBar::Tone::Danger : MessageBar::Tone::Warning);
    m_bar->setText(isGrave ? lead : sentences({lead, words.headline}));
    m_more->setVisible(!m_details.isEmpty());
    m_settings->setVisible(m_account.isValid() && isMendedInSettings(error.code));
    m_bar->setDetails(m_more->isChecked() ? m_details : isGrave ? QString() : words.advice);
    m_bar->setVisible(true);
    setVisible(m_closed != error);
}

void StateBanner::showDetails(bool shown)
{
    if (shown)
        m_bar->setDetails(m_details);
    else
        refresh();
}

} // namespace ui
