// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "certificateform.h"

#include "formfield.h"
#include "passwordedit.h"
#include "ui/shared/errorwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"
#include "ui/trust/certificatedialog.h"

#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using core::Errc;

namespace ui
{

namespace
{
constexpr qint64 kMostBytes = 1 << 20;
} // namespace

CertificateForm::CertificateForm(models::CertificateReader &reader, QWidget *parent)
    : QWidget(parent)
    , m_reader(reader)
    , m_rows(new QVBoxLayout)
    , m_unlock(new QWidget)
    , m_typed(new PasswordEdit)
    , m_typedField(new FormField(tr("Passphrase of the file"), m_typed))
    , m_failure(plainLabel({}, Tone::Danger))
    , m_signsIn(new QCheckBox(tr("Sign in with this certificate instead of a password")))
{
    m_rows->setSpacing(space::tiny);
    m_signsIn->setObjectName(u"signsInWithCertificate"_s);
    m_failure->setObjectName(u"certificateFailure"_s);
    m_failure->hide();
    auto *add = new QPushButton(tr("Add from file…"));
    add->setObjectName(u"addCertificate"_s);
    add->setToolTip(tr("The certificate of an authority (PEM, DER), or your own with its key (PKCS #12, .p12, .pfx)"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(headingLabel(tr("Certificates")));
    column->addWidget(plainLabel(tr("Of a company that issues its own, or with which you sign in. They count for this "
                                    "account only."),
        Tone::Secondary));
    column->addLayout(m_rows);
    column->addWidget(m_signsIn);
    makePassphrase(column);
    column->addWidget(m_failure);
    column->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, &CertificateForm::choose);
    connect(m_signsIn, &QCheckBox::toggled, this, &CertificateForm::changed);
    connect(&reader, &models::CertificateReader::read, this, &CertificateForm::take);
    connect(&reader, &models::CertificateReader::failed, this, &CertificateForm::tell);
    refresh();
}

void CertificateForm::makePassphrase(QVBoxLayout *column)
{
    m_typed->setObjectName(u"filePassphrase"_s);
    auto *open = new QPushButton(tr("Open"));
    open->setObjectName(u"openCertificate"_s);
    auto *line = new QHBoxLayout(m_unlock);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::small);
    line->addWidget(m_typedField, 1);
    line->addWidget(open, 0, Qt::AlignBottom);
    column->addWidget(m_unlock);
    m_unlock->hide();
    connect(open, &QPushButton::clicked, this, &CertificateForm::ask);
    connect(m_typed, &QLineEdit::returnPressed, this, &CertificateForm::ask);
}

void CertificateForm::setCertificates(const core::NetworkSettings &network, bool signsIn)
{
    m_authorities = network.authorities;
    m_own = network.certificate;
    m_passphrase = {};
    m_file.clear();
    m_unlock->hide();
    m_failure->hide();
    m_signsIn->setChecked(signsIn);
    refresh();
}

void CertificateForm::writeTo(core::NetworkSettings &network) const
{
    network.authorities = m_authorities;
    network.certificate = m_own;
}

bool CertificateForm::signsIn() const
{
    return m_own && m_signsIn->isChecked();
}

void CertificateForm::choose()
{
    auto *dialog = new QFileDialog(window(), tr("Add a certificate"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer *.der *.p12 *.pfx)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &CertificateForm::readFile);
    dialog->open();
}

void CertificateForm::readFile(const QString &path)
{
    m_failure->hide();
    m_unlock->hide();
    m_typed->clear();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        tell({Errc::StoreFailed, path, file.errorString().toUtf8()});
        return;
    }
    m_file = file.read(kMostBytes + 1);
    ask();
}

void CertificateForm::ask()
{
    m_typedField->setFlaw({});
    m_reader.open(m_file, m_typed->secret());
}

void CertificateForm::take(const ipc::CertificatesFound &found)
{
    for (const core::CertificateInfo &one : found.authorities) {
        const bool isKnown = std::ranges::any_of(
            m_authorities, [&](const core::CertificateInfo &known) { return known.sha256 == one.sha256; });
        if (!isKnown)
            m_authorities.append(one);
    }
    if (found.own) {
        m_own = found.own;
        m_passphrase = m_typed->secret();
    }
    m_file.clear();
    m_typed->clear();
    m_unlock->hide();
    refresh();
    Q_EMIT changed();
}

void CertificateForm::tell(const core::Error &error)
{
    if (error.code == Errc::PassphraseNeeded) {
        m_typedField->setFlaw(m_typed->text().isEmpty() ? QString() : tr("This passphrase does not open the file."));
        m_unlock->show();
        m_typed->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_failure->setText(error.code == Errc::InvalidInput
            ? tr("There is no certificate in this file that can be used here.")
            : wordsFor(error).headline);
    m_failure->show();
}

QWidget *CertificateForm::row(
    const core::CertificateInfo &certificate, const char *icon, const std::function<void()> &remove)
{
    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::small);
    line->addWidget(iconLabel(icon, 18));
    const bool isOver = certificate.notAfter < QDateTime::currentDateTimeUtc();
    const QString until = QLocale().toString(certificate.notAfter.toLocalTime().date(), QLocale::ShortFormat);
    line->addWidget(plainLabel((isOver ? tr("%1 – ended on %2") : tr("%1 – valid until %2"))
                                   .arg(cleaned(certificate.subject.toUtf8()), until),
                        isOver ? Tone::Danger : Tone::Normal),
        1);
    auto *show = new QPushButton(tr("Show…"));
    auto *gone = new QPushButton(tr("Remove"));
    gone->setObjectName(u"removeCertificate"_s);
    for (QPushButton *button : {show, gone})
        setLook(button, ButtonLook::Plain);
    connect(show, &QPushButton::clicked, this, [this, certificate] {
        auto *dialog = new CertificateDialog(certificate, window());
        dialog->setWindowModality(Qt::WindowModal);
        dialog->show();
    });
    connect(gone, &QPushButton::clicked, this, [this, remove] {
        remove();
        refresh();
        Q_EMIT changed();
    });
    line->addWidget(show);
    line->addWidget(gone);
    return box;
}

void CertificateForm::refresh()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->deleteLater(); // it may be the one whose button was pressed
        item->widget()->hide();
        delete item;
    }
    for (const core::CertificateInfo &one : std::as_const(m_authorities)) {
        m_rows->addWidget(row(one, "shield", [this, sha256 = one.sha256] {
            m_authorities.removeIf([&](const core::CertificateInfo &known) { return known.sha256 == sha256; });
        }));
    }
    if (m_own) {
        m_rows->addWidget(row(m_own->certificate, "key", [this] {
            m_own.reset();
            m_passphrase = {};
        }));
    }
    m_signsIn->setVisible(m_own.has_value());
}

} // namespace ui
