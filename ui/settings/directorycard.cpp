// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "directorycard.h"

#include "models/accounteditor.h"
#include "ui/accounts/formfield.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using core::Security;

namespace ui
{

DirectoryCard::DirectoryCard(models::AccountEditor &editor, QWidget *parent)
    : QFrame(parent)
    , m_editor(editor)
    , m_host(new QLineEdit)
    , m_base(new QLineEdit)
    , m_user(new QLineEdit)
    , m_security(new QComboBox)
    , m_port(new QSpinBox)
    , m_save(new QPushButton(tr("Save and try")))
    , m_bar(new MessageBar(MessageBar::Tone::Info))
{
    setProperty("card", true);
    setObjectName(u"directoryCard"_s);
    makeFields();
    connect(m_security, &QComboBox::currentIndexChanged, this, [this] {
        if (m_isPortUsual)
            m_port->setValue(usualPort());
    });
    connect(m_port, &QSpinBox::valueChanged, this, [this](int port) { m_isPortUsual = port == usualPort(); });
    for (QLineEdit *edit : {m_host, m_base, m_user})
        connect(edit, &QLineEdit::textChanged, this, &DirectoryCard::updateButton);
    connect(m_security, &QComboBox::currentIndexChanged, this, &DirectoryCard::updateButton);
    connect(m_port, &QSpinBox::valueChanged, this, &DirectoryCard::updateButton);
    connect(m_save, &QPushButton::clicked, this, &DirectoryCard::save);
    connect(&m_editor, &models::AccountEditor::busyChanged, this, &DirectoryCard::updateButton);
    connect(&m_editor, &models::AccountEditor::directoryChecked, this, &DirectoryCard::tellChecked);
    m_port->setValue(usualPort());
}

void DirectoryCard::makeFields()
{
    m_host->setObjectName(u"directoryHost"_s);
    m_base->setObjectName(u"directoryBase"_s);
    m_user->setObjectName(u"directoryUser"_s);
    m_security->setObjectName(u"directorySecurity"_s);
    m_port->setObjectName(u"directoryPort"_s);
    m_save->setObjectName(u"saveDirectory"_s);
    m_host->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_host->setPlaceholderText(tr("None"));
    m_base->setPlaceholderText(tr("As the server says"));
    m_user->setPlaceholderText(tr("Without signing in"));
    for (const Security security : {Security::Tls, Security::StartTls})
        m_security->addItem(securityWords(security), int(security));
    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    m_port->setGroupSeparatorShown(false);
    auto *server = new QHBoxLayout;
    server->setSpacing(space::medium);
    server->addWidget(new FormField(tr("Server"), m_host), 5, Qt::AlignTop);
    server->addWidget(new FormField(tr("Security"), m_security), 3, Qt::AlignTop);
    server->addWidget(new FormField(tr("Port"), m_port), 2, Qt::AlignTop);
    auto *names = new QHBoxLayout;
    names->setSpacing(space::medium);
    names->addWidget(new FormField(tr("Search below (base DN)"), m_base), 1, Qt::AlignTop);
    names->addWidget(new FormField(tr("Sign in as (DN)"), m_user), 1, Qt::AlignTop);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::medium, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(headingLabel(tr("Directory (LDAP)")));
    column->addWidget(plainLabel(tr("People of your company are offered while you type an address."), Tone::Secondary));
    column->addLayout(server);
    column->addLayout(names);
    column->addWidget(m_bar);
    column->addLayout(buttons);
    m_bar->hide();
}

quint16 DirectoryCard::usualPort() const
{
    return Security(m_security->currentData().toInt()) == Security::Tls ? 636 : 389;
}

void DirectoryCard::setAccount(const core::Account &account)
{
    const bool isOther = account.id != m_stored.id;
    m_stored = account;
    const core::ServerSettings &server = account.directory.server;
    m_host->setText(server.host);
    m_base->setText(account.directory.base);
    m_user->setText(server.user);
    m_security->setCurrentIndex(qMax(0, m_security->findData(int(server.security))));
    m_port->setValue(server.host.isEmpty() ? usualPort() : server.port);
    m_isPortUsual = m_port->value() == usualPort();
    if (isOther)
        m_bar->hide();
    updateButton();
}

/** As the fields say; without a host there is no directory. */
core::DirectorySettings DirectoryCard::settings() const
{
    core::DirectorySettings settings = m_stored.directory;
    settings.server.host = m_host->text().trimmed();
    if (settings.server.host.isEmpty())
        return {};
    settings.server.port = quint16(m_port->value());
    settings.server.security = Security(m_security->currentData().toInt());
    settings.server.user = m_user->text().trimmed();
    settings.base = m_base->text().trimmed();
    return settings;
}

bool DirectoryCard::isChanged() const
{
    return m_stored.id.isValid() && settings() != m_stored.directory;
}

void DirectoryCard::save()
{
    core::Account account = m_editor.account(m_stored.id).value_or(m_stored); // the form around may have saved
    account.directory = settings();
    m_bar->setTone(MessageBar::Tone::Info);
    m_bar->setDetails({});
    m_bar->setText(tr("Asking the directory…"));
    m_bar->setVisible(!account.directory.server.host.isEmpty());
    m_editor.saveDirectory(account);
}

void DirectoryCard::tellChecked(const core::Result<core::PeopleFound> &outcome)
{
    if (outcome) {
        m_bar->setTone(outcome->people.isEmpty() ? MessageBar::Tone::Warning : MessageBar::Tone::Info);
        m_bar->setText(outcome->people.isEmpty()
                ? tr("Saved. The directory answers, but does not know you. Are the base DN and the sign-in right?")
                : tr("Saved. The directory answers and knows you."));
    } else {
        const ErrorWords words = wordsFor(outcome.error());
        m_bar->setTone(MessageBar::Tone::Danger);
        m_bar->setText(tr("Saved, but the directory could not be asked. %1").arg(words.headline));
        m_bar->setDetails(words.advice);
    }
    m_bar->show();
}

void DirectoryCard::updateButton()
{
    m_save->setEnabled(!m_editor.isBusy() && isChanged());
}

} // namespace ui
