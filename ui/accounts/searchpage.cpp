// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "searchpage.h"

#include "attemptlist.h"
#include "signinwords.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/scrollpage.h"
#include "ui/shared/theme.h"
#include "ui/trust/certificatedialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFrame>
#include <QGuiApplication>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

SearchPage::SearchPage(models::AccountSetup *setup, QWidget *parent)
    : QWidget(parent)
    , m_setup(setup)
    , m_progress(new QProgressBar)
    , m_failure(makeFailure())
{
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("Searching"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    layout->addWidget(m_progress);
    layout->addWidget(m_failure);
    layout->addWidget(new ScrollPage(new AttemptList(setup->attempts())), 1);
    connect(setup, &models::AccountSetup::busyChanged, this, &SearchPage::update);
    connect(setup, &models::AccountSetup::errorChanged, this, &SearchPage::update);
    update();
}

QFrame *SearchPage::makeFailure()
{
    auto *frame = card();
    frame->setObjectName(u"searchFailure"_s);
    auto *sign = iconLabel("failure", 20);
    setIcon(sign, "failure", 20, Theme::current().danger);
    m_headline = headingLabel();
    m_headline->setObjectName(u"failureHeadline"_s);
    m_advice = selectableLabel();
    m_note = selectableLabel();
    m_note->setObjectName(u"providerNote"_s);
    m_details = selectableLabel({}, Tone::Secondary);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::tiny);
    for (QLabel *label : {m_headline, m_advice, m_note, m_details})
        words->addWidget(label);
    words->addLayout(makeButtons());
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(space::large, space::medium, space::large, space::small);
    row->setSpacing(space::medium);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return frame;
}

QHBoxLayout *SearchPage::makeButtons()
{
    m_detailsButton = new QPushButton(tr("Details"));
    m_detailsButton->setObjectName(u"details"_s);
    m_detailsButton->setCheckable(true);
    m_copyButton = new QPushButton(icon("copy", Theme::current().link), tr("Copy a report"));
    m_copyButton->setObjectName(u"copyReport"_s);
    m_copyButton->setToolTip(tr("What was tried and what happened, without your name or password"));
    m_certificateButton = new QPushButton(icon("certificate", Theme::current().link), tr("Show the certificate"));
    m_certificateButton->setObjectName(u"showCertificate"_s);
    connect(m_certificateButton, &QPushButton::clicked, this, &SearchPage::showCertificate);
    m_browserButton = new QPushButton(tr("Sign in with the browser"));
    m_browserButton->setObjectName(u"browserInstead"_s);
    connect(m_browserButton, &QPushButton::clicked, this, &SearchPage::browserWanted);
    m_pageButton = new QPushButton(tr("Open your provider’s page"));
    m_pageButton->setObjectName(u"providerPage"_s);
    connect(m_pageButton, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(m_page); });
    for (QPushButton *button : {m_browserButton, m_pageButton, m_certificateButton, m_detailsButton, m_copyButton}) {
        setLook(button, ButtonLook::Plain);
        button->setAutoDefault(false);
    }
    connect(m_detailsButton, &QPushButton::toggled, m_details, &QWidget::setVisible);
    connect(m_copyButton, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_setup->report());
        m_copyButton->setText(tr("Copied"));
    });
    auto *buttons = new QHBoxLayout;
    buttons->addSpacing(-space::small); // plain buttons begin where the words do
    buttons->setSpacing(space::tiny);
    buttons->addWidget(m_browserButton);
    buttons->addWidget(m_pageButton);
    buttons->addWidget(m_certificateButton);
    buttons->addWidget(m_detailsButton);
    buttons->addWidget(m_copyButton);
    buttons->addStretch();
    return buttons;
}

void SearchPage::update()
{
    m_progress->setVisible(m_setup->isBusy());
    const bool hasFailed = !m_setup->isBusy() && m_setup->error().has_value();
    m_failure->setVisible(hasFailed);
    if (!hasFailed)
        return;
    const ErrorWords words = m_setup->isBrowsersError() ? signInFailure(*m_setup->error())
                                                        : wordsFor(*m_setup->error(), m_setup->circumstances());
    m_headline->setText(words.headline);
    m_advice->setText(words.advice);
    m_advice->setVisible(!words.advice.isEmpty());
    m_note->setText(words.note);
    m_note->setVisible(!words.note.isEmpty());
    m_page = words.page;
    m_pageButton->setVisible(!m_page.isEmpty());
    m_browserButton->setVisible(words.helpsBrowser);
    m_details->setText(tr("The server said: %1").arg(words.details));
    m_details->hide();
    m_detailsButton->setChecked(false);
    m_detailsButton->setVisible(!words.details.isEmpty());
    m_copyButton->setText(tr("Copy a report"));
    m_certificateButton->setVisible(refusedCertificate() != nullptr);
    m_failure->setAccessibleName(words.headline);
}

const core::CertificateInfo *SearchPage::refusedCertificate() const
{
    if (!m_setup->error() || m_setup->error()->code != core::Errc::CertificateUntrusted)
        return nullptr;
    for (const core::DiscoveryAttempt &attempt : m_setup->attempts()->attempts()) {
        if (attempt.purpose == m_setup->errorPurpose() && attempt.trust && !attempt.trust->chain.isEmpty())
            return &attempt.trust->chain.first();
    }
    return nullptr;
}

void SearchPage::showCertificate()
{
    const core::CertificateInfo *certificate = refusedCertificate();
    if (!certificate)
        return;
    auto *dialog = new CertificateDialog(*certificate, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->show();
}

} // namespace ui
