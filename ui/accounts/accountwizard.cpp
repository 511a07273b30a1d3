// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accountwizard.h"

#include "browserwait.h"
#include "byhandpage.h"
#include "identitypage.h"
#include "providers/profile.h"
#include "readypage.h"
#include "searchpage.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/scrollpage.h"
#include "ui/shared/theme.h"
#include "ui/trust/trustprompt.h"

#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kLogo = 44;
constexpr QSize kComfortable{700, 580};
constexpr int kScreenEdge = 48; ///< title bar and some air
} // namespace

AccountWizard::AccountWizard(models::AccountSetup *setup, QWidget *parent)
    : QDialog(parent)
    , m_setup(setup)
    , m_pages(new QStackedWidget)
    , m_identity(new IdentityPage(setup))
    , m_search(new SearchPage(setup))
    , m_byHand(new ByHandPage(setup->certificates()))
    , m_ready(new ReadyPage)
    , m_byHandScroll(new ScrollPage(m_byHand))
    , m_browser(new BrowserWait(setup->browser()))
{
    setup->setParent(this);
    setObjectName(u"accountWizard"_s);
    setWindowTitle(tr("Add a mail account"));
    auto *content = new QVBoxLayout(this);
    content->setContentsMargins(2 * space::huge, 2 * space::large, 2 * space::huge, space::huge);
    content->setSpacing(space::huge);
    content->addWidget(makeHeader());
    content->addWidget(m_pages, 1);
    content->addWidget(makeFooter());
    auto *identity = new ScrollPage(m_identity);
    for (QWidget *page : {static_cast<QWidget *>(identity), static_cast<QWidget *>(m_search),
             static_cast<QWidget *>(m_byHandScroll), static_cast<QWidget *>(m_ready), m_browser})
        m_pages->addWidget(page);
    connect(setup, &models::AccountSetup::stepChanged, this, &AccountWizard::update);
    connect(setup, &models::AccountSetup::busyChanged, this, &AccountWizard::update);
    connect(setup, &models::AccountSetup::errorChanged, this, &AccountWizard::update);
    connect(m_identity, &IdentityPage::browserWanted, this, &AccountWizard::goToBrowser);
    connect(m_search, &SearchPage::browserWanted, this, &AccountWizard::goToBrowser);
    connect(m_identity, &IdentityPage::changed, this, &AccountWizard::updateButtons);
    connect(m_identity, &IdentityPage::changed, this, &AccountWizard::updateWords);
    resize(kComfortable);
    setMinimumSize(520, 460);
    update();
}

QWidget *AccountWizard::makeHeader()
{
    auto *header = new QWidget;
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    auto *logo = new QLabel;
    logo->setPixmap(appIcon().pixmap(QSize(kLogo, kLogo), devicePixelRatioF()));
    logo->setFixedSize(kLogo, kLogo);
    m_title = titleLabel();
    m_title->setObjectName(u"wizardTitle"_s);
    m_subtitle = plainLabel({}, Tone::Secondary);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    layout->addWidget(logo, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    return header;
}

QWidget *AccountWizard::makeFooter()
{
    auto *footer = new QWidget;
    m_answers = new QHBoxLayout(footer);
    m_answers->setContentsMargins(0, 0, 0, 0);
    m_answers->setSpacing(space::small);
    m_byHandButton = new QPushButton(tr("Set up by hand"));
    m_byHandButton->setObjectName(u"byHand"_s);
    setLook(m_byHandButton, ButtonLook::Plain);
    m_byHandButton->setProperty("flush", true); // begins where the fields do
    m_profileButton = new QPushButton(tr("Open a profile file…"));
    m_profileButton->setObjectName(u"openProfile"_s);
    m_profileButton->setToolTip(tr("A .mobileconfig file from your company or provider"));
    setLook(m_profileButton, ButtonLook::Plain);
    m_backButton = new QPushButton;
    m_backButton->setObjectName(u"back"_s);
    m_nextButton = new QPushButton;
    m_nextButton->setObjectName(u"next"_s);
    setLook(m_nextButton, ButtonLook::Primary);
    for (QPushButton *button : {m_byHandButton, m_profileButton, m_backButton, m_nextButton})
        button->setAutoDefault(false);
    m_answers->addWidget(m_byHandButton);
    m_answers->addWidget(m_profileButton);
    m_answers->addStretch();
    m_answers->addWidget(m_backButton);
    m_answers->addWidget(m_nextButton);
    connect(m_byHandButton, &QPushButton::clicked, this, &AccountWizard::goByHand);
    connect(m_profileButton, &QPushButton::clicked, this, &AccountWizard::chooseProfile);
    connect(m_backButton, &QPushButton::clicked, m_setup, &models::AccountSetup::back);
    connect(m_nextButton, &QPushButton::clicked, this, &AccountWizard::goOn);
    return footer;
}

void AccountWizard::update()
{
    const Step step = m_setup->step();
    QWidget *before = m_pages->currentWidget();
    if (step != Step::Trust && m_trust) {
        m_trustAnswers->deleteLater();
        m_trust->deleteLater();
        m_trust = m_trustAnswers = nullptr;
        if (const int lower = std::exchange(m_heightBefore, 0); lower > 0)
            resize(width(), lower);
    }
    switch (step) {
    case Step::WhoYouAre:
        m_pages->setCurrentIndex(0);
        break;
    case Step::Searching:
        m_pages->setCurrentWidget(m_search);
        break;
    case Step::ByHand:
        if (before != m_byHandScroll)
            m_byHand->setAccount(m_setup->account(), m_identity->password());
        m_pages->setCurrentWidget(m_byHandScroll);
        break;
    case Step::Trust:
        showTrust();
        break;
    case Step::Ready:
        m_ready->setAccount(m_setup->account());
        m_pages->setCurrentWidget(m_ready);
        break;
    case Step::Browser:
        m_pages->setCurrentWidget(m_browser);
        break;
    }
    updateWords();
    updateButtons();
    if (step == Step::WhoYouAre && (before != m_pages->currentWidget() || !focusWidget()))
        m_identity->focusFirst();
    else if (step == Step::ByHand && before != m_byHandScroll)
        m_byHand->focusFirst();
    else if (step == Step::Searching || step == Step::Ready || step == Step::Browser)
        (m_nextButton->isVisibleTo(this) ? m_nextButton : m_backButton)->setFocus(Qt::OtherFocusReason);
}

void AccountWizard::updateWords()
{
    const bool isBusy = m_setup->isBusy();
    QString title, subtitle;
    switch (m_setup->step()) {
    case Step::WhoYouAre:
        title = tr("Welcome to Hikyaku");
        subtitle = m_identity->isBrowserOnly()
            ? tr("Your address is all it takes. Hikyaku finds the servers.")
            : tr("Your address and password are all it takes. Hikyaku finds the servers.");
        break;
    case Step::Searching:
        title = isBusy ? tr("Finding your servers") : tr("Your account is not ready yet");
        subtitle = !isBusy  ? m_setup->address()
            : m_isInBrowser ? tr("You are signed in. Now the mail servers are tried.")
                            : tr("The password leaves this computer only over a verified, encrypted connection.");
        break;
    case Step::ByHand:
        title = tr("Set up by hand");
        subtitle = tr("Your provider tells you these values, usually on a page about mail programs.");
        break;
    case Step::Trust:
        break;
    case Step::Ready:
        title = tr("Your account is ready");
        subtitle = m_setup->account().address;
        break;
    case Step::Browser:
        title = tr("Sign in with the browser");
        subtitle = m_setup->address();
        break;
    }
    m_title->parentWidget()->setVisible(!title.isEmpty());
    m_title->setText(title);
    m_subtitle->setText(subtitle);
}

void AccountWizard::updateButtons()
{
    const Step step = m_setup->step();
    const bool isBusy = m_setup->isBusy();
    m_byHandButton->setVisible(step != Step::ByHand && step != Step::Ready && step != Step::Browser);
    m_backButton->setVisible(step == Step::Searching || step == Step::ByHand || step == Step::Browser);
    m_profileButton->setVisible(step == Step::WhoYouAre);
    m_backButton->setText(isBusy ? tr("Stop") : tr("Back"));
    m_nextButton->setVisible(step != Step::Trust && !isBusy);
    m_nextButton->setText(step == Step::Ready                        ? tr("Open the inbox")
            : step == Step::Searching                                ? tr("Try again")
            : step == Step::WhoYouAre && m_identity->isBrowserOnly() ? tr("Sign in with the browser")
                                                                     : tr("Continue"));
    m_nextButton->setDefault(step != Step::Trust);
}

void AccountWizard::showTrust()
{
    if (m_trust || !m_setup->trustQuestion())
        return;
    auto *prompt = new TrustPrompt(*m_setup->trustQuestion());
    m_trust = new ScrollPage(prompt);
    m_pages->addWidget(m_trust);
    m_pages->setCurrentWidget(m_trust);
    m_trustAnswers = new QWidget;
    auto *row = new QHBoxLayout(m_trustAnswers);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    prompt->addAnswersTo(row);
    m_answers->addWidget(m_trustAnswers);
    connect(prompt, &TrustPrompt::answered, m_setup, &models::AccountSetup::answerTrust);
    prompt->safeButton()->setDefault(true);
    prompt->safeButton()->setFocus(Qt::OtherFocusReason);
    const QRect free = screen()->availableGeometry();
    m_title->parentWidget()->hide(); // the prompt has a title of its own
    layout()->activate();
    const int around = height() - m_pages->height();
    const int wanted = around + prompt->layout()->totalHeightForWidth(m_pages->width()) + space::large;
    m_heightBefore = height();
    resize(width(), std::max(height(), std::min(wanted, free.height() - kScreenEdge)));
    if (isVisible() && frameGeometry().bottom() > free.bottom())
        move(x(), std::max(free.top(), free.bottom() - frameGeometry().height()));
}

void AccountWizard::goOn()
{
    switch (m_setup->step()) {
    case Step::WhoYouAre:
        if (m_identity->isBrowserOnly())
            return goToBrowser();
        if (!m_identity->check())
            return;
        takeIdentity();
        m_isByHand = m_isInBrowser = false;
        m_setup->search();
        break;
    case Step::Searching:
        if (m_isInBrowser)
            m_setup->signIn();
        else if (m_isByHand)
            m_setup->searchByHand(m_byHand->account(), m_byHand->sendPassword());
        else
            m_setup->search();
        break;
    case Step::ByHand:
        if (!m_byHand->check())
            return;
        m_isByHand = true;
        m_isInBrowser = false;
        m_setup->setIdentity(m_byHand->account().fullName, m_byHand->account().address, m_byHand->password());
        m_setup->setNetworkSecrets(m_byHand->proxyPassword(), m_byHand->passphrase());
        m_setup->searchByHand(m_byHand->account(), m_byHand->sendPassword());
        break;
    case Step::Trust:
    case Step::Browser:
        break;
    case Step::Ready:
        accept();
        break;
    }
}

void AccountWizard::goToBrowser()
{
    if (m_setup->step() == Step::Searching) { // after a refused password, also of servers by hand
        m_isByHand = false;
        m_isInBrowser = true;
        return m_setup->signIn();
    }
    if (!m_identity->checkForBrowser())
        return;
    m_isByHand = false;
    m_isInBrowser = true;
    m_setup->setKeepPassword(m_identity->keepPassword());
    m_setup->setIdentity(m_identity->fullName(), m_identity->address(), {});
    m_setup->signIn();
}

void AccountWizard::takeIdentity()
{
    m_setup->setKeepPassword(m_identity->keepPassword());
    m_setup->setIdentity(m_identity->fullName(), m_identity->address(), m_identity->password(), m_identity->userName());
}

void AccountWizard::goByHand()
{
    if (m_setup->step() == Step::WhoYouAre)
        takeIdentity();
    m_setup->setUpByHand();
}

void AccountWizard::chooseProfile()
{
    auto *dialog = new QFileDialog(this, tr("Open a profile file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Profiles (*.mobileconfig)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &AccountWizard::openProfile);
    dialog->open();
}

void AccountWizard::openProfile(const QString &path)
{
    QFile file(path);
    const bool isRead = file.open(QIODevice::ReadOnly);
    takeIdentity();
    const auto opened = m_setup->openProfile(file.read(providers::kMostProfile + 1));
    if (isRead && opened)
        return;
    const core::Errc code = isRead ? opened.error().code : core::Errc::StoreFailed;
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"profileFailure"_s);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Warning);
    box->setText(tr("This profile cannot be used."));
    box->setInformativeText(!isRead             ? tr("The file cannot be read.")
            : code == core::Errc::NoSuchMailbox ? tr("It holds no mail account.")
            : code == core::Errc::InvalidInput  ? tr("It sets up POP3 only. This version receives over IMAP only.")
                                                : tr("It is not a profile, is damaged, or is encrypted for a device."));
    box->open();
}

void AccountWizard::reject()
{
    switch (m_setup->step()) {
    case Step::Trust:
        m_setup->answerTrust(core::TrustAnswer::DoNotConnect);
        return;
    case Step::Searching:
    case Step::ByHand:
    case Step::Browser:
        m_setup->back();
        return;
    case Step::Ready:
        accept();
        return;
    case Step::WhoYouAre:
        m_setup->cancel();
        QDialog::reject();
        return;
    }
}

} // namespace ui
