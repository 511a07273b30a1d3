// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "browserwait.h"

#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

BrowserWait::BrowserWait(models::BrowserSignIn &signIn, QWidget *parent)
    : QWidget(parent)
    , m_signIn(signIn)
    , m_headline(headingLabel())
    , m_advice(plainLabel())
    , m_again(new QPushButton(icon("link", Theme::current().link), tr("Open the page again")))
    , m_copy(new QPushButton(icon("copy", Theme::current().link), tr("Copy the link")))
{
    m_headline->setObjectName(u"browserHeadline"_s);
    m_headline->setWordWrap(true);
    m_again->setObjectName(u"openAgain"_s);
    m_copy->setObjectName(u"copyLink"_s);
    auto *progress = new QProgressBar;
    progress->setRange(0, 0);
    progress->setTextVisible(false);
    progress->setFixedHeight(4);
    progress->setAccessibleName(tr("Waiting for the browser"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::tiny);
    buttons->addSpacing(-space::small); // plain buttons begin where the words do
    for (QPushButton *button : {m_again, m_copy}) {
        setLook(button, ButtonLook::Plain);
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(progress);
    column->addWidget(m_headline);
    column->addWidget(m_advice);
    column->addLayout(buttons);
    column->addStretch();
    connect(&signIn, &models::BrowserSignIn::pageReady, this, &BrowserWait::open);
    connect(m_again, &QPushButton::clicked, this, [this] { open(m_signIn.page()); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QString::fromLatin1(m_signIn.page().toEncoded()));
        m_copy->setText(tr("Copied"));
    });
    open(signIn.page());
}

void BrowserWait::open(const QUrl &page)
{
    m_again->setEnabled(!page.isEmpty());
    m_copy->setEnabled(!page.isEmpty());
    m_copy->setText(tr("Copy the link"));
    if (page.isEmpty()) {
        m_headline->setText(tr("Preparing the page…"));
        m_advice->clear();
        return;
    }
    const bool isOpen = QDesktopServices::openUrl(page);
    m_headline->setText(isOpen ? tr("Sign in in your browser, on the page of %1.").arg(page.host())
                               : tr("No browser could be opened."));
    m_advice->setText(isOpen
            ? tr("Hikyaku goes on by itself as soon as you have done so. Your password never reaches Hikyaku.")
            : tr("Copy the link, and open it in a browser on this computer."));
}

} // namespace ui
