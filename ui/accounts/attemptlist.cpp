// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attemptlist.h"

#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using core::AttemptState;

namespace ui
{

namespace
{
/** How we came upon a server. */
class SourceText
{
    Q_DECLARE_TR_FUNCTIONS(ui::AttemptRow)

public:
    static QString of(const QString &source)
    {
        if (source == "provider"_L1)
            return tr("known provider", "where a server's name comes from");
        if (source == "autoconfig"_L1)
            return tr("published by the domain", "where a server's name comes from");
        if (source == "mx"_L1)
            return tr("runs the domain’s mail", "where a server's name comes from");
        if (source == "srv"_L1)
            return tr("named in the domain’s DNS", "where a server's name comes from");
        if (source == "guess"_L1)
            return tr("usual name", "where a server's name comes from");
        if (source == "profile"_L1)
            return tr("from the profile file", "where a server's name comes from");
        return {}; // typed, or told elsewhere
    }
};

/** What became of an attempt, so short that it fits beside the server; the whole sentence is the tool tip. */
class EndText
{
    Q_DECLARE_TR_FUNCTIONS(ui::AttemptRow)

public:
    static QString of(core::Errc code)
    {
        using core::Errc;
        switch (code) {
        case Errc::HostNotFound:
            return tr("not found");
        case Errc::ConnectionRefused:
            return tr("no connection");
        case Errc::ConnectionLost:
            return tr("connection lost");
        case Errc::Timeout:
            return tr("no answer");
        case Errc::TlsFailed:
            return tr("no secure connection");
        case Errc::TlsNotOffered:
            return tr("no encryption");
        case Errc::CertificateUntrusted:
            return tr("identity not confirmed");
        case Errc::AuthenticationFailed:
            return tr("sign-in refused");
        case Errc::AuthenticationUnavailable:
        case Errc::ServerBusy:
            return tr("not available now");
        case Errc::NoCommonMechanism:
            return tr("no common sign-in");
        case Errc::InvalidInput:
            return tr("user name missing");
        case Errc::ProtocolNotSupported:
            return tr("POP3 only");
        case Errc::PassphraseNeeded:
            return tr("passphrase wanted");
        default:
            return isProxys(code) ? tr("stopped at the proxy") : tr("failed");
        }
    }

    /** "97 ms", "5 s". */
    static QString duration(int milliseconds)
    {
        const QLocale locale;
        return milliseconds < 1000 ? tr("%1 ms").arg(locale.toString(milliseconds))
                                   : tr("%1 s").arg(locale.toString(qRound(milliseconds / 1000.0)));
    }

private:
    static bool isProxys(core::Errc code)
    {
        return code >= core::Errc::ProxyNotFound && code <= core::Errc::ProxyCannotReach;
    }
};

/** Given up because the search had ended, not because the server was slow. */
bool isStopped(const core::DiscoveryAttempt &attempt)
{
    return attempt.state == AttemptState::Failed && attempt.error && attempt.error->code == core::Errc::Cancelled;
}
} // namespace

AttemptRow::AttemptRow(QWidget *parent)
    : QWidget(parent)
    , m_state(iconLabel("waiting", 16))
    , m_server(selectableLabel())
    , m_safety(plainLabel({}, Tone::Secondary))
    , m_time(plainLabel({}, Tone::Secondary))
{
    m_state->setFixedHeight(m_state->fontMetrics().lineSpacing()); // level with the first line
    for (QLabel *label : {m_server, m_safety, m_time})
        label->setWordWrap(false);
    auto *first = new QHBoxLayout;
    first->setSpacing(space::small);
    first->addWidget(m_server);
    first->addWidget(m_safety);
    first->addStretch();
    first->addWidget(m_time);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 3, 0, 3);
    row->setSpacing(space::small);
    row->addWidget(m_state, 0, Qt::AlignTop);
    row->addLayout(first, 1);
}

void AttemptRow::show(const core::DiscoveryAttempt &attempt)
{
    m_attempt = attempt;
    const QString server = u"%1:%2"_s.arg(attempt.server.host).arg(attempt.server.port);
    m_server->setText(server);
    const QString from = SourceText::of(attempt.source);
    const QString safety = securityWords(attempt.server.security);
    m_safety->setText(from.isEmpty() ? safety : tr("%1 · %2", "encryption and origin").arg(safety, from));
    QString state, reason;
    switch (attempt.state) {
    case AttemptState::Waiting:
        state = tr("waiting");
        break;
    case AttemptState::Running:
        state = tr("trying…");
        break;
    case AttemptState::Succeeded:
        state = tr("works");
        break;
    case AttemptState::Failed:
        state = isStopped(attempt) ? tr("not tried to the end")
            : attempt.error        ? EndText::of(attempt.error->code)
                                   : QString();
        reason = attempt.error ? wordsFor(*attempt.error, attempt.purpose).headline : QString();
        break;
    case AttemptState::Skipped:
        state = attempt.source == "suggestion"_L1 ? tr("only a suggestion, not tried") : tr("not needed");
        break;
    }
    const bool isTimed
        = attempt.state == AttemptState::Succeeded || (attempt.state == AttemptState::Failed && !isStopped(attempt));
    const QString time = EndText::duration(attempt.milliseconds);
    m_time->setText(!isTimed ? state : state.isEmpty() ? time : tr("%1 · %2", "state and duration").arg(state, time));
    setToolTip(reason);
    setTone(m_time, attempt.state == AttemptState::Succeeded ? Tone::Good : Tone::Secondary);
    setAccessibleName(u"%1 %2 %3"_s.arg(server, state, reason).simplified());
    paintState();
}

void AttemptRow::paintState()
{
    const Theme &theme = Theme::current();
    switch (m_attempt.state) {
    case AttemptState::Waiting:
        return setIcon(m_state, "waiting", 16, theme.secondary);
    case AttemptState::Running:
        return setIcon(m_state, "refresh", 16, theme.accent);
    case AttemptState::Succeeded:
        return setIcon(m_state, "success", 16, theme.good);
    case AttemptState::Failed:
        if (isStopped(m_attempt))
            return setIcon(m_state, "skipped", 16, theme.secondary);
        return m_attempt.trust ? setIcon(m_state, "warning", 16, theme.warning)
                               : setIcon(m_state, "failure", 16, theme.danger);
    case AttemptState::Skipped:
        return setIcon(m_state, "skipped", 16, theme.secondary);
    }
}

void AttemptRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintState();
    QWidget::changeEvent(event);
}

AttemptList::AttemptList(models::DiscoveryModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
{
    setObjectName(u"attempts"_s);
    setAccessibleName(tr("Attempts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    m_rows[0] = addGroup(tr("Receiving"));
    m_rows[1] = addGroup(tr("Sending"));
    layout->addStretch();
    connect(model, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { update(first, last); });
    connect(model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) { update(first.row(), last.row()); });
    connect(model, &QAbstractItemModel::modelReset, this, &AttemptList::rebuild);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &AttemptList::rebuild);
    rebuild();
}

QVBoxLayout *AttemptList::addGroup(const QString &heading)
{
    auto *group = new QWidget;
    auto *layout = new QVBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    layout->addWidget(headingLabel(heading));
    auto *rows = new QVBoxLayout;
    rows->setSpacing(0);
    layout->addLayout(rows);
    static_cast<QVBoxLayout *>(this->layout())->addWidget(group);
    m_groups[m_rows[0] ? 1 : 0] = group;
    return rows;
}

void AttemptList::rebuild()
{
    qDeleteAll(m_byId);
    m_byId.clear();
    for (QWidget *group : m_groups)
        group->hide();
    update(0, m_model->rowCount() - 1);
}

void AttemptList::update(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const core::DiscoveryAttempt *attempt = m_model->attemptAt(row);
        if (!attempt)
            continue;
        AttemptRow *&shown = m_byId[attempt->id];
        const int group = attempt->purpose == core::ServerPurpose::Receive ? 0 : 1;
        if (!shown) {
            shown = new AttemptRow;
            int place = 0; // rows of this group above it, by preference
            for (int above = 0; above < row; ++above)
                place += m_model->attemptAt(above)->purpose == attempt->purpose ? 1 : 0;
            m_rows[group]->insertWidget(place, shown);
            m_groups[group]->show();
        }
        shown->show(*attempt);
    }
}

} // namespace ui
