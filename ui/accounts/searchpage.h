// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accountsetup.h"

#include <QUrl>
#include <QWidget>

class QFrame;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace ui
{

/** The live list of attempts; above it how it goes: a bar while it runs, then what failed and what to do. */
class SearchPage : public QWidget
{
    Q_OBJECT

public:
    explicit SearchPage(models::AccountSetup *setup, QWidget *parent = nullptr);

Q_SIGNALS:
    void browserWanted(); ///< in place of the password that was refused

private:
    QFrame *makeFailure();
    QHBoxLayout *makeButtons();
    void update();
    /** The one that was just refused, null when none was; trying again asks about it again. */
    const core::CertificateInfo *refusedCertificate() const;
    void showCertificate();

    models::AccountSetup *m_setup;
    QProgressBar *m_progress;
    QFrame *m_failure;
    QLabel *m_headline, *m_advice, *m_note, *m_details;
    QUrl m_page; ///< where the provider wants something done
    QPushButton *m_browserButton, *m_pageButton, *m_certificateButton, *m_detailsButton, *m_copyButton;
};

} // namespace ui
