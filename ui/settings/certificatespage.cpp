// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "certificatespage.h"

#include "models/trustlist.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/messagebar.h"
#include "ui/shared/theme.h"
#include "ui/trust/certificatedialog.h"
#include "ui/trust/certificatefile.h"
#include "ui/trust/trustwords.h"

#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using core::TrustEvent;

namespace ui
{

namespace
{
QString serverWords(const QString &host, quint16 port)
{
    return u"%1:%2"_s.arg(host).arg(port);
}

QString dateWords(const QDateTime &at)
{
    return QLocale().toString(at.toLocalTime(), QLocale::ShortFormat);
}
} // namespace

CertificatesPage::CertificatesPage(models::TrustList &trust, QWidget *parent)
    : QWidget(parent)
    , m_trust(trust)
    , m_table(makeTable("trusted", tr("Trusted by you"), {tr("Server"), tr("Certificate"), tr("Why"), tr("Since")}))
    , m_record(makeTable("trustRecord", tr("Record"), {tr("When"), tr("Server"), tr("What happened"), tr("Key")}))
    , m_nothing(plainLabel(tr("None. Every server so far has proved who it is."), Tone::Secondary))
    , m_recordHeading(headingLabel(tr("Record")))
    , m_show(new QPushButton(tr("Show…")))
    , m_export(new QPushButton(tr("Export…")))
    , m_forget(new QPushButton(tr("Forget")))
    , m_failure(new MessageBar(MessageBar::Tone::Danger))
    , m_oldServers(new QVBoxLayout)
{
    setObjectName(u"certificatesPage"_s);
    m_show->setObjectName(u"showCertificate"_s);
    m_export->setObjectName(u"exportCertificate"_s);
    m_forget->setObjectName(u"forgetCertificate"_s);
    m_forget->setToolTip(tr("The next connection asks again"));
    m_nothing->setObjectName(u"nothingTrusted"_s);
    m_failure->setClosable(true);
    m_failure->hide();
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    for (QPushButton *button : {m_show, m_export, m_forget})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    column->setSpacing(space::medium);
    column->addWidget(titleLabel(tr("Certificates"), 5));
    column->addWidget(plainLabel(tr("Servers whose certificate this computer cannot verify, and which you trusted all "
                                    "the same. Each holds for one key, one server and one port only."),
        Tone::Secondary));
    m_oldServers->setSpacing(space::small);
    column->addLayout(m_oldServers);
    column->addWidget(headingLabel(tr("Trusted by you")));
    column->addWidget(m_nothing);
    column->addWidget(m_table, 2);
    column->addLayout(buttons);
    column->addWidget(m_failure);
    column->addSpacing(space::small);
    column->addWidget(m_recordHeading);
    column->addWidget(m_record, 3);
    column->addStretch();
    connect(m_table, &QTreeWidget::currentItemChanged, this, &CertificatesPage::updateButtons);
    connect(m_table, &QTreeWidget::itemActivated, this, &CertificatesPage::showCertificate);
    connect(m_show, &QPushButton::clicked, this, &CertificatesPage::showCertificate);
    connect(m_export, &QPushButton::clicked, this, [this] {
        if (const auto one = chosen())
            exportCertificate(one->leaf, window());
    });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        if (const auto one = chosen())
            m_trust.forget(one->host, one->port);
    });
    connect(&trust, &models::TrustList::changed, this, &CertificatesPage::refresh);
    connect(&trust, &models::TrustList::failed, this, [this](const core::Error &error) {
        const ErrorWords words = wordsFor(error);
        m_failure->setText(words.headline);
        m_failure->setDetails(words.advice);
        m_failure->show();
    });
    refresh();
}

QTreeWidget *CertificatesPage::makeTable(const char *name, const QString &called, const QStringList &columns)
{
    auto *table = new QTreeWidget;
    table->setObjectName(QLatin1StringView(name));
    table->setAccessibleName(called);
    table->setProperty("framed", true);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setHeaderLabels(columns);
    table->setTextElideMode(Qt::ElideMiddle);
    table->setMinimumHeight(90);
    table->header()->setSectionsMovable(false);
    table->header()->setStretchLastSection(false);
    table->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->header()->setSectionResizeMode(columns.size() - 2, QHeaderView::Stretch);
    return table;
}

std::optional<core::TrustException> CertificatesPage::chosen() const
{
    const int row = m_table->indexOfTopLevelItem(m_table->currentItem());
    return row >= 0 && row < m_exceptions.size() ? std::optional(m_exceptions.at(row)) : std::nullopt;
}

void CertificatesPage::refresh()
{
    const auto before = chosen();
    m_exceptions = m_trust.exceptions();
    m_table->clear();
    for (const core::TrustException &one : std::as_const(m_exceptions)) {
        QStringList problems;
        for (const core::CertificateProblem problem : one.problems)
            problems.append(problemWords(problem));
        auto *item = new QTreeWidgetItem(m_table,
            {serverWords(one.host, one.port), one.leaf.subject, QLocale().createSeparatedList(problems),
                dateWords(one.acceptedAt)});
        for (int column = 0; column < item->columnCount(); ++column)
            item->setToolTip(column, item->text(column));
        if (before && before->host == one.host && before->port == one.port)
            m_table->setCurrentItem(item);
    }
    if (!m_table->currentItem())
        m_table->setCurrentItem(m_table->topLevelItem(0));
    const bool isEmpty = m_exceptions.isEmpty();
    m_nothing->setVisible(isEmpty);
    m_table->setVisible(!isEmpty);
    for (QPushButton *button : {m_show, m_export, m_forget})
        button->setVisible(!isEmpty);
    refreshRecord();
    refreshOldServers();
    updateButtons();
}

/** Loud, and first on the page: such a connection can be read by others. */
void CertificatesPage::refreshOldServers()
{
    while (QLayoutItem *item = m_oldServers->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be what brought us here
        delete item;
    }
    for (const models::OldServer &one : m_trust.oldServers()) {
        auto *bar = new MessageBar(MessageBar::Tone::Danger);
        bar->setText(tr("%1 may use TLS 1.0 and 1.1, which can be broken.").arg(one.place));
        bar->setDetails(tr("You allowed it for the account %1. Whoever is on the way may read its password and mail.")
                .arg(one.accountName));
        QPushButton *end = bar->addButton(tr("Do not allow any more"));
        end->setObjectName(u"forbidOldTls"_s);
        connect(end, &QPushButton::clicked, this, [this, one] { m_trust.forbidOldTls(one.account, one.place); });
        m_oldServers->addWidget(bar);
    }
}

void CertificatesPage::refreshRecord()
{
    m_record->clear();
    for (const TrustEvent &event : m_trust.events()) {
        auto *item = new QTreeWidgetItem(m_record,
            {dateWords(event.at), serverWords(event.host, event.port), eventWords(event.what),
                fingerprintWords(event.spkiSha256.left(6))});
        item->setToolTip(2, item->text(2));
        item->setToolTip(3, fingerprintWords(event.spkiSha256));
    }
    const bool isEmpty = m_record->topLevelItemCount() == 0;
    m_record->setVisible(!isEmpty);
    m_recordHeading->setVisible(!isEmpty);
}

void CertificatesPage::updateButtons()
{
    const auto one = chosen();
    m_show->setEnabled(one.has_value());
    m_export->setEnabled(one && !one->leaf.der.isEmpty());
    m_forget->setEnabled(one.has_value());
}

void CertificatesPage::showCertificate()
{
    const auto one = chosen();
    if (!one)
        return;
    auto *dialog = new CertificateDialog(one->leaf, window());
    dialog->setWindowModality(Qt::WindowModal);
    dialog->show();
}

} // namespace ui
