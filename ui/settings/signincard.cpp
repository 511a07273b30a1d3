// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signincard.h"

#include "models/accounteditor.h"
#include "ui/accounts/signindialog.h"
#include "ui/accounts/signinwords.h"
#include "ui/shared/datewords.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QGridLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;
using core::ServerPurpose;

namespace ui
{

SignInCard::SignInCard(models::AccountEditor &editor, QWidget *parent)
    : QFrame(parent)
    , m_editor(editor)
    , m_lines(new QGridLayout)
    , m_refusal(selectableLabel({}, Tone::Danger))
    , m_again(new QPushButton)
    , m_forget(new QPushButton(tr("Forget the sign-in")))
{
    setProperty("card", true);
    setObjectName(u"signInCard"_s);
    m_refusal->setObjectName(u"signInRefusal"_s);
    m_again->setObjectName(u"signInAgain"_s);
    m_forget->setObjectName(u"forgetSignIn"_s);
    m_forget->setToolTip(tr("Takes the permission back from this computer. The account stays, and is offline until you "
                            "sign in again."));
    m_lines->setHorizontalSpacing(space::large);
    m_lines->setVerticalSpacing(space::tiny);
    m_lines->setColumnStretch(1, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_again);
    buttons->addWidget(m_forget);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::medium, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(headingLabel(tr("Signing in")));
    column->addLayout(m_lines);
    column->addWidget(m_refusal);
    column->addLayout(buttons);
    connect(&editor, &models::AccountEditor::healthChanged, this, &SignInCard::show);
    connect(&editor, &models::AccountEditor::busyChanged, this, [this](bool busy) { m_forget->setEnabled(!busy); });
    connect(m_again, &QPushButton::clicked, this, &SignInCard::signInAgain);
    connect(m_forget, &QPushButton::clicked, this, [this] { m_editor.forgetSignIn(m_account.id); });
}

void SignInCard::setAccount(const core::Account &account)
{
    m_account = account;
    show(account.id, {.issuer = account.issuer});
    if (account.id.isValid())
        m_editor.askHealth(account.id);
}

void SignInCard::addLine(const QString &what, const QString &words, const char *name)
{
    auto *value = selectableLabel(words);
    value->setObjectName(QLatin1StringView(name));
    const int row = m_lines->rowCount();
    m_lines->addWidget(plainLabel(what, Tone::Secondary), row, 0, Qt::AlignTop);
    m_lines->addWidget(value, row, 1);
}

void SignInCard::show(core::AccountId account, const core::SignInHealth &health)
{
    if (account != m_account.id)
        return;
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool isBrowser = !m_account.issuer.isEmpty();
    const QString issuer = issuerName(m_editor.signInMeans(), m_account.issuer);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    addLine(tr("How"), isBrowser ? tr("In the browser, at %1").arg(issuer) : tr("With a password"), "signInHow");
    const auto when = [&](const QString &what, const QDateTime &date, const char *name) {
        if (date.isValid())
            addLine(what, longDate(date.toLocalTime()), name);
    };
    if (health.signedInAt.isValid()) {
        const int days = int(health.signedInAt.daysTo(now));
        addLine(tr("Signed in"),
            days < 1 ? longDate(health.signedInAt.toLocalTime())
                     : tr("%1, %Ln day(s) ago", nullptr, days).arg(longDate(health.signedInAt.toLocalTime())),
            "signedInAt");
    }
    when(tr("Permission renewed"), health.renewedAt, "renewedAt");
    when(tr("To be renewed"), health.expiresAt, "expiresAt");
    if (isBrowser && health.isSignedIn)
        addLine(tr("Next sign-in by you"),
            health.againBy.isValid() ? tr("By %1").arg(longDate(health.againBy.toLocalTime()))
                                     : tr("When %1 asks for it; it does not say when").arg(issuer),
            "againBy");
    else if (isBrowser)
        addLine(tr("Next sign-in by you"), tr("Now: no permission is at hand"), "againBy");
    when(tr("Receiving worked"), health.letInAt, "letInAt");
    when(tr("Sending worked"), health.sentAt, "sentAt");
    const QString said = health.refusal ? cleaned(health.refusal->serverText) : QString();
    m_refusal->setVisible(health.refusal.has_value());
    if (health.refusal)
        m_refusal->setText(sentences({tr("Last failure: %1.").arg(longDate(health.refusedAt.toLocalTime())),
            said.isEmpty() ? QString() : tr("The server said: %1").arg(said)}));
    m_again->setVisible(!issuerId().isEmpty());
    m_again->setText(isBrowser ? tr("Sign in again") : tr("Sign in with the browser…"));
    m_again->setToolTip(isBrowser ? QString() : tr("In place of the password, from now on"));
    m_forget->setVisible(isBrowser && health.isSignedIn);
}

QString SignInCard::issuerId() const
{
    if (!m_account.issuer.isEmpty())
        return m_account.issuer;
    const providers::SignInMeans means = m_editor.signInMeans();
    const providers::Issuer *issuer = means.forAccount(m_account.address, m_account.receive.host);
    const providers::BrowserWay way = means.way(issuer);
    const bool isOpen = way == providers::BrowserWay::Offered || way == providers::BrowserWay::Only;
    return isOpen ? issuer->id : QString();
}

void SignInCard::signInAgain()
{
    const core::SignInQuestion question{.account = m_account.id,
        .accountName = m_account.name,
        .user = m_account.receive.user,
        .issuer = issuerId(),
        .wasRefused = false,
        .serverText = {}};
    auto *dialog = new SignInDialog(
        question, issuerName(m_editor.signInMeans(), question.issuer), m_editor.newSignIn(nullptr), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &SignInCard::signedIn);
    dialog->show();
}

/** The engine has the permission already; that the account goes by it is the account's to say. */
void SignInCard::signedIn()
{
    core::Account account = m_editor.account(m_account.id).value_or(m_account);
    if (!account.issuer.isEmpty())
        return m_editor.askHealth(account.id);
    account.issuer = issuerId();
    account.receive.auth = account.send.auth = core::ServerSettings().auth; // a password's ways are no longer meant
    m_editor.save(account, {}, true);
}

} // namespace ui
