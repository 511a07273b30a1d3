// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "questionbar.h"

#include "ui/accounts/passworddialog.h"
#include "ui/accounts/signindialog.h"
#include "ui/accounts/signinwords.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"
#include "ui/trust/trustdialog.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

QuestionBar::QuestionBar(models::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_bar(new MessageBar(MessageBar::Tone::Warning))
    , m_open(m_bar->addButton({}))
{
    setObjectName(u"questionBar"_s);
    m_open->setObjectName(u"openQuestion"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::tiny, space::medium, space::tiny);
    layout->addWidget(m_bar);
    connect(m_open, &QPushButton::clicked, this, &QuestionBar::openCurrent);
    connect(&workspace.questions(), &models::QuestionBoard::currentChanged, this, &QuestionBar::refresh);
    connect(&workspace.questions(), &models::QuestionBoard::gone, this, [this](qint64 question) {
        if (m_dialog && m_asked == question)
            m_dialog->close();
    });
    refresh();
}

QString QuestionBar::accountName(core::AccountId account) const
{
    const auto known = m_workspace.reader().account(account);
    return known ? known->name : QString();
}

QString QuestionBar::needWords(const core::PasswordQuestion &question)
{
    switch (question.purpose) {
    case core::PasswordPurpose::Proxy:
        return (question.wasRefused ? tr("The proxy %1 refused the password.") : tr("The proxy %1 needs a password."))
            .arg(question.host);
    case core::PasswordPurpose::Certificate:
        return tr("Your certificate “%1” can only be used with its passphrase.").arg(question.user);
    case core::PasswordPurpose::Secrets:
        return tr("Your passwords are encrypted on this computer.");
    default:
        return (question.wasRefused ? tr("%1 refused the password.") : tr("%1 needs your password."))
            .arg(question.host);
    }
}

void QuestionBar::refresh()
{
    const auto question = m_workspace.questions().current();
    setVisible(question.has_value());
    if (!question)
        return;
    if (const auto *trust = std::get_if<core::TrustQuestion>(&question->body)) {
        m_bar->setText(tr("%1 cannot prove that it is your server. Nothing was sent to it.").arg(trust->host));
        m_open->setText(tr("Look at the certificate…"));
    } else if (const auto *password = std::get_if<core::PasswordQuestion>(&question->body)) {
        m_bar->setText(needWords(*password));
        m_open->setText(password->purpose == core::PasswordPurpose::Secrets
                    || password->purpose == core::PasswordPurpose::Certificate
                ? tr("Type the passphrase…")
                : tr("Type the password…"));
    } else if (const auto *signIn = std::get_if<core::SignInQuestion>(&question->body)) {
        m_bar->setText(signIn->wasRefused ? tr("%1 has to be signed in again.").arg(signIn->accountName)
                                          : tr("%1 has to be signed in.").arg(signIn->accountName));
        m_open->setText(tr("Sign in…"));
    }
    const QString account = accountName(question->account);
    m_bar->setDetails(account.isEmpty() ? QString() : tr("%1 waits until you answer.").arg(account));
}

void QuestionBar::openCurrent()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    const auto question = m_workspace.questions().current();
    if (!question)
        return;
    m_asked = question->id;
    std::visit([&](const auto &body) { open(*question, body); }, question->body);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->show();
}

void QuestionBar::open(const core::Question &question, const core::TrustQuestion &trust)
{
    std::optional<core::TrustException> previous;
    for (const core::TrustException &known : m_workspace.reader().trust()) {
        if (known.host == trust.host && known.port == trust.port && known.spkiSha256 == trust.previousSpkiSha256)
            previous = known;
    }
    auto *dialog = new TrustDialog(trust, previous, window());
    connect(dialog, &TrustDialog::answered, &m_workspace.questions(),
        [board = &m_workspace.questions(), id = question.id](
            core::TrustAnswer answer) { board->answerTrust(id, answer); });
    m_dialog = dialog;
}

void QuestionBar::open(const core::Question &question, const core::PasswordQuestion &password)
{
    const core::Account account = m_workspace.reader().account(question.account).value_or(core::Account{});
    const providers::SignInMeans means = m_workspace.accountEditor().signInMeans();
    auto *dialog
        = new PasswordDialog(password, window(), means.way(means.forAccount(account.address, account.receive.host)));
    models::QuestionBoard *board = &m_workspace.questions();
    connect(dialog, &QDialog::accepted, board,
        [board, dialog, id = question.id] { board->answerPassword(id, dialog->password(), dialog->keep()); });
    connect(dialog, &PasswordDialog::declined, board, [board, id = question.id] { board->declinePassword(id); });
    m_dialog = dialog;
}

void QuestionBar::open(const core::Question &question, const core::SignInQuestion &signIn)
{
    models::AccountEditor &accounts = m_workspace.accountEditor();
    auto *dialog = new SignInDialog(
        signIn, issuerName(accounts.signInMeans(), signIn.issuer), accounts.newSignIn(nullptr), window());
    connect(dialog, &SignInDialog::declined, &m_workspace.questions(),
        [board = &m_workspace.questions(), id = question.id] { board->declineSignIn(id); });
    m_dialog = dialog;
}

} // namespace ui
