// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "certificatedialog.h"

#include "certificatefacts.h"
#include "certificatefile.h"
#include "providers/interceptors.h"
#include "trustwords.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

CertificateDialog::CertificateDialog(const core::CertificateInfo &certificate, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"certificateDialog"_s);
    setWindowTitle(tr("Certificate of %1").arg(certificate.subject));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    auto *title = new QHBoxLayout;
    title->setSpacing(space::medium);
    title->addWidget(iconLabel("certificate", 28), 0, Qt::AlignTop);
    title->addWidget(titleLabel(certificate.subject, 4), 1);
    layout->addLayout(title);

    auto *facts = new CertificateFacts;
    facts->add(tr("Issued to"), certificate.subject);
    facts->add(tr("Organization"), certificate.organization);
    facts->add(tr("Names"), certificate.names.join(u'\n'));
    facts->add(tr("Issued by"), certificate.issuer);
    const QString between = providers::interceptorCalled(certificate.issuer);
    if (!between.isEmpty())
        facts->add(tr("Made on the way"), tr("by %1, which can read this connection").arg(between));
    facts->add(tr("Valid"), validityWords(certificate));
    facts->addFingerprint(tr("SHA-256 of the certificate"), certificate.sha256);
    facts->addFingerprint(tr("SHA-256 of the key"), certificate.spkiSha256);
    layout->addWidget(facts);
    layout->addStretch();

    auto *buttons = new QHBoxLayout;
    auto *copy = new QPushButton(icon("copy"), tr("Copy as PEM"));
    copy->setAutoDefault(false);
    copy->setEnabled(!certificate.der.isEmpty());
    connect(copy, &QPushButton::clicked, this,
        [certificate] { QGuiApplication::clipboard()->setText(QString::fromLatin1(pemOf(certificate))); });
    auto *save = new QPushButton(icon("save"), tr("Export…"));
    save->setAutoDefault(false);
    save->setEnabled(!certificate.der.isEmpty());
    connect(save, &QPushButton::clicked, this, [this, certificate] { exportCertificate(certificate, this); });
    auto *close = new QPushButton(tr("Close"));
    setLook(close, ButtonLook::Primary);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    buttons->addWidget(copy);
    buttons->addWidget(save);
    buttons->addStretch();
    buttons->addWidget(close);
    layout->addLayout(buttons);
    close->setFocus();
    resize(560, sizeHint().height());
}

} // namespace ui
