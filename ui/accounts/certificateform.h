// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/account.h"
#include "models/certificatereader.h"

#include <QWidget>

#include <functional>
#include <optional>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui
{

class FormField;
class PasswordEdit;

/** Whom an account believes besides the system, and what it shows of itself: certificates out of files. */
class CertificateForm : public QWidget
{
    Q_OBJECT

public:
    /** `reader` must outlive the form. */
    explicit CertificateForm(models::CertificateReader &reader, QWidget *parent = nullptr);

    void setCertificates(const core::NetworkSettings &network, bool signsIn);
    void writeTo(core::NetworkSettings &network) const;
    /** The person signs in with the certificate in place of a password (EXTERNAL). */
    bool signsIn() const;
    core::Secret passphrase() const { return m_passphrase; } ///< of a certificate that was chosen here; else empty
    void readFile(const QString &path);

Q_SIGNALS:
    void changed();

private:
    void makePassphrase(QVBoxLayout *column);
    void ask();
    void choose();
    void take(const ipc::CertificatesFound &found);
    void tell(const core::Error &error);
    void refresh();
    QWidget *row(const core::CertificateInfo &certificate, const char *icon, const std::function<void()> &remove);

    models::CertificateReader &m_reader;
    QList<core::CertificateInfo> m_authorities;
    std::optional<core::ClientCertificate> m_own;
    core::Secret m_passphrase;
    QByteArray m_file; ///< waits for its passphrase
    QVBoxLayout *m_rows;
    QWidget *m_unlock;
    PasswordEdit *m_typed;
    FormField *m_typedField;
    QLabel *m_failure;
    QCheckBox *m_signsIn;
};

} // namespace ui
