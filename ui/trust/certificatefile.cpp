// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "certificatefile.h"

#include "ui/shared/errorwords.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
struct ExportText {
    Q_DECLARE_TR_FUNCTIONS(ui::CertificateFile)
};

/** A file name of whatever the certificate says. */
QString proposedName(const core::CertificateInfo &certificate)
{
    static const QRegularExpression kOdd(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString name = certificate.subject.left(80);
    name.replace(kOdd, u"_"_s);
    while (name.startsWith(u'.'))
        name.removeFirst();
    return (name.isEmpty() ? u"certificate"_s : name) + u".pem"_s;
}

void tell(const core::Error &error, QWidget *window)
{
    const ErrorWords words = wordsFor(error);
    auto *box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Warning);
    box->setText(words.headline);
    box->setInformativeText(words.advice);
    box->open();
}
} // namespace

QByteArray pemOf(const core::CertificateInfo &certificate)
{
    const QByteArray base64 = certificate.der.toBase64();
    QByteArray text = "-----BEGIN CERTIFICATE-----\n";
    for (qsizetype at = 0; at < base64.size(); at += 64)
        text += base64.mid(at, 64) + '\n';
    return text + "-----END CERTIFICATE-----\n";
}

core::Result<> writeCertificate(const core::CertificateInfo &certificate, const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const bool isDer = suffix == "der"_L1 || suffix == "cer"_L1;
    const QByteArray bytes = isDer ? certificate.der : pemOf(certificate);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    const bool isFull = file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError;
    return core::failure(isFull ? core::Errc::StoreFull : core::Errc::StoreFailed, QFileInfo(path).fileName(),
        file.errorString().toUtf8());
}

void exportCertificate(const core::CertificateInfo &certificate, QWidget *window)
{
    auto *dialog = new QFileDialog(window, ExportText::tr("Export certificate"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({ExportText::tr("PEM text (*.pem)"), ExportText::tr("DER (*.der)")});
    dialog->setDefaultSuffix(u"pem"_s);
    dialog->selectFile(proposedName(certificate));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(".der"_L1) ? u"der"_s : u"pem"_s);
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, window, [certificate, window](const QString &path) {
        if (const auto written = writeCertificate(certificate, path); !written)
            tell(written.error(), window);
    });
    dialog->open();
}

} // namespace ui
