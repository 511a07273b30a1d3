// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signindialog.h"

#include "browserwait.h"
#include "signinwords.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

SignInDialog::SignInDialog(
    const core::SignInQuestion &question, const QString &issuerName, models::BrowserSignIn *signIn, QWidget *parent)
    : QDialog(parent)
    , m_question(question)
    , m_signIn(signIn)
    , m_middle(new QStackedWidget)
    , m_failure(plainLabel({}, Tone::Danger))
{
    signIn->setParent(this);
    setObjectName(u"signInDialog"_s);
    setWindowTitle(tr("Sign in: %1").arg(question.accountName));
    m_failure->setObjectName(u"signInFailure"_s);
    m_middle->addWidget(m_failure);
    m_middle->addWidget(new BrowserWait(*signIn));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    layout->addWidget(makeHead(issuerName));
    layout->addWidget(m_middle);
    layout->addStretch();
    layout->addWidget(makeButtons());
    m_middle->hide(); // until there is something to say
    connect(signIn, &models::BrowserSignIn::ended, this, &SignInDialog::end);
    resize(480, layout->totalHeightForWidth(480));
    m_begin->setFocus();
}

QWidget *SignInDialog::makeHead(const QString &issuerName) const
{
    auto *box = new QWidget;
    auto *head = new QHBoxLayout(box);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(space::medium);
    auto *sign = iconLabel("key", 28);
    setIcon(sign, "key", 28, Theme::current().accent);
    head->addWidget(sign, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::tiny);
    words->addWidget(titleLabel(tr("Sign in to %1").arg(m_question.accountName), 3));
    words->addWidget(plainLabel(m_question.wasRefused
            ? tr("%1 no longer accepts the sign-in of this account. That happens after a change of the password, "
                 "after a long time, or when access was withdrawn.")
                  .arg(issuerName)
            : tr("This account signs in in the browser, at %1. Nothing of it is kept on this computer now.")
                  .arg(issuerName)));
    if (const QString said = cleaned(m_question.serverText); m_question.wasRefused && !said.isEmpty())
        words->addWidget(selectableLabel(tr("The server said: %1").arg(said), Tone::Secondary));
    words->addWidget(
        plainLabel(tr("Mail that is already here stays, and nothing that waits is lost."), Tone::Secondary));
    head->addLayout(words, 1);
    return box;
}

QWidget *SignInDialog::makeButtons()
{
    m_later = new QPushButton(tr("Not now"));
    m_later->setObjectName(u"notNow"_s);
    m_later->setToolTip(tr("The account stays offline until you sign in"));
    m_later->setAutoDefault(false);
    m_begin = new QPushButton(tr("Sign in with the browser"));
    m_begin->setObjectName(u"browserSignIn"_s);
    setLook(m_begin, ButtonLook::Primary);
    m_begin->setDefault(true);
    connect(m_begin, &QPushButton::clicked, this, &SignInDialog::begin);
    connect(m_later, &QPushButton::clicked, this, [this] {
        if (m_signIn->isUnderWay()) {
            m_signIn->cancel();
            end(core::failure(core::Errc::Cancelled));
            return;
        }
        Q_EMIT declined();
        reject();
    });
    auto *box = new QWidget;
    auto *buttons = new QHBoxLayout(box);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(space::small);
    buttons->addStretch();
    buttons->addWidget(m_later);
    buttons->addWidget(m_begin);
    return box;
}

void SignInDialog::begin()
{
    m_middle->setCurrentIndex(1);
    m_middle->show();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
    m_begin->hide();
    m_later->setText(tr("Stop"));
    m_signIn->begin(m_question.issuer, m_question.user, m_question.account);
}

void SignInDialog::end(const core::Result<qint64> &outcome)
{
    if (outcome) {
        accept();
        return;
    }
    m_middle->setCurrentIndex(0);
    m_begin->show();
    m_later->setText(tr("Not now"));
    const bool wasStopped = outcome.error().code == core::Errc::Cancelled;
    const ErrorWords words = signInFailure(outcome.error());
    const QString said = words.details.isEmpty() ? QString() : tr("The server said: %1").arg(words.details);
    m_failure->setText(QStringList{sentences({words.headline, words.advice}), said}.join(u'\n').trimmed());
    m_middle->setVisible(!wasStopped);
}

} // namespace ui
