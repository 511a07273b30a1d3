// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "computerpage.h"

#include "models/keptfiles.h"
#include "models/workspace.h"
#include "passwordcard.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/scrollpage.h"
#include "ui/shared/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using What = models::KeptFile::What;

namespace ui
{

namespace
{
QString titleOf(What what)
{
    switch (what) {
    case What::Bodies:
        return ComputerPage::tr("Messages");
    case What::Index:
        return ComputerPage::tr("Lists");
    case What::Journal:
        return ComputerPage::tr("Accounts, drafts, Outbox");
    case What::Log:
        return ComputerPage::tr("Log");
    case What::Settings:
        break;
    }
    return ComputerPage::tr("Window settings");
}

QString wordsOf(What what)
{
    switch (what) {
    case What::Bodies:
        return ComputerPage::tr("Copies of messages as your servers sent them, so that they can be read offline.");
    case What::Index:
        return ComputerPage::tr("Subjects, senders, dates, folders. Made again from your servers when it is missing.");
    case What::Journal:
        return ComputerPage::tr("What is on no server yet, and the certificates you trusted. No password is in it.");
    case What::Log:
        return ComputerPage::tr("What the program did, for whoever helps you. No password and no message text.");
    case What::Settings:
        break;
    }
    return ComputerPage::tr("Sizes and places of windows and columns.");
}
} // namespace

ComputerPage::ComputerPage(models::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_files(new QGridLayout)
    , m_total(plainLabel({}, Tone::Secondary))
{
    setObjectName(u"computerPage"_s);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, space::medium, 0);
    column->setSpacing(space::large);
    auto *files = card();
    files->setLayout(m_files);
    m_files->setContentsMargins(space::large, space::large, space::large, space::large);
    m_files->setHorizontalSpacing(space::large);
    m_files->setVerticalSpacing(space::tiny);
    m_files->setColumnStretch(0, 1);
    m_total->setObjectName(u"keptTotal"_s);
    column->addWidget(files);
    column->addWidget(m_total);
    column->addWidget(new PasswordCard(workspace.client()));
    column->addWidget(makeErasing());
    column->addStretch();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(space::huge, space::huge, space::large, space::large);
    all->setSpacing(space::large);
    all->addWidget(titleLabel(tr("On this computer"), 5));
    all->addWidget(new ScrollPage(page), 1);
    refresh();
}

QWidget *ComputerPage::makeErasing()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(headingLabel(tr("How to erase it")));
    column->addWidget(plainLabel(tr(
        "One account: remove it on the page Accounts, and let its mail be erased, too. The server keeps its mail.")));
    column->addWidget(plainLabel(
        tr("Everything: send what waits in the Outbox, close Hikyaku, wait a minute, then delete this folder. What is "
           "on your servers comes again when you set your accounts up.")));
    const QString folder = QDir::toNativeSeparators(m_workspace.paths().directory);
    auto *path = selectableLabel(folder);
    path->setObjectName(u"profileFolder"_s);
    path->setAccessibleName(tr("Folder"));
    column->addWidget(path);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    auto *open = new QPushButton(icon("folder"), tr("Open folder"));
    connect(open, &QPushButton::clicked, this,
        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_workspace.paths().directory)); });
    auto *copy = new QPushButton(icon("copy"), tr("Copy path"));
    connect(copy, &QPushButton::clicked, this, [folder] { QGuiApplication::clipboard()->setText(folder); });
    buttons->addWidget(open);
    buttons->addWidget(copy);
    buttons->addStretch();
    column->addLayout(buttons);
    return box;
}

void ComputerPage::refresh()
{
    while (QLayoutItem *item = m_files->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QLocale locale;
    qint64 total = 0;
    int row = 0;
    for (const models::KeptFile &file : models::keptFiles(m_workspace.paths())) {
        auto *size = plainLabel(locale.formattedDataSize(file.bytes, 1, QLocale::DataSizeTraditionalFormat));
        size->setWordWrap(false);
        auto *path = selectableLabel(QDir::toNativeSeparators(file.path), Tone::Secondary);
        path->setFont(uiFont(-1));
        if (row > 0)
            m_files->setRowMinimumHeight(row++, space::small);
        m_files->addWidget(headingLabel(titleOf(file.what)), row, 0);
        m_files->addWidget(size, row++, 1, Qt::AlignRight);
        m_files->addWidget(plainLabel(wordsOf(file.what)), row++, 0, 1, 2);
        m_files->addWidget(path, row++, 0, 1, 2);
        total += file.bytes;
    }
    QStringList words{tr("Together %1.").arg(locale.formattedDataSize(total, 1, QLocale::DataSizeTraditionalFormat))};
    if (const int gone = int(m_workspace.reader().gone().size()); gone > 0)
        words.append(tr("%Ln message(s) that a server no longer has are kept for a while.", nullptr, gone));
    m_total->setText(sentences(words));
}

void ComputerPage::showEvent(QShowEvent *event)
{
    refresh();
    QWidget::showEvent(event);
}

} // namespace ui
