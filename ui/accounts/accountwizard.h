// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accountsetup.h"

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace ui
{

class ByHandPage;
class IdentityPage;
class ReadyPage;
class ScrollPage;
class SearchPage;

/**
 * Sets an account up: who you are, the search, the trust prompt if need be, or both servers by hand, ready. Enter goes
 * on; Esc stops a search, else goes one step back, and closes on the first page. Accepted when an account was stored.
 */
class AccountWizard : public QDialog
{
    Q_OBJECT

public:
    /** Takes `setup` over. */
    explicit AccountWizard(models::AccountSetup *setup, QWidget *parent = nullptr);

    void reject() override;

private:
    using Step = models::AccountSetup::Step;

    QWidget *makeHeader();
    QWidget *makeFooter();
    void update(); ///< pages, words and buttons by the state of the setup
    void updateWords();
    void updateButtons();
    void showTrust();
    void goOn();
    void takeIdentity(); ///< what was typed on the first page
    void goByHand();
    void goToBrowser();
    void chooseProfile();
    void openProfile(const QString &path);

    models::AccountSetup *m_setup;
    QLabel *m_title, *m_subtitle;
    QStackedWidget *m_pages;
    IdentityPage *m_identity;
    SearchPage *m_search;
    ByHandPage *m_byHand;
    ReadyPage *m_ready;
    ScrollPage *m_byHandScroll;
    QWidget *m_browser;
    bool m_isByHand = false; ///< which servers "Try again" tries
    int m_heightBefore = 0; ///< of the trust prompt, which may need more; 0: unchanged
    bool m_isInBrowser = false; ///< it signs in there
    QWidget *m_trust = nullptr; ///< made for each question
    QWidget *m_trustAnswers = nullptr;
    QHBoxLayout *m_answers; ///< the right side of the footer
    QPushButton *m_byHandButton, *m_profileButton, *m_backButton, *m_nextButton;
};

} // namespace ui
