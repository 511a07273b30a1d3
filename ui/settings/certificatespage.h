// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;
class QVBoxLayout;

namespace models
{
class TrustList;
}

namespace ui
{

class MessageBar;

/** Every certificate that was ever accepted by hand, and the record of it. */
class CertificatesPage : public QWidget
{
    Q_OBJECT

public:
    /** `trust` must outlive the page. */
    explicit CertificatesPage(models::TrustList &trust, QWidget *parent = nullptr);

private:
    QTreeWidget *makeTable(const char *name, const QString &called, const QStringList &columns);
    void refresh();
    void refreshRecord();
    void refreshOldServers();
    void updateButtons();
    void showCertificate();
    std::optional<core::TrustException> chosen() const;

    models::TrustList &m_trust;
    QList<core::TrustException> m_exceptions; ///< by row
    QTreeWidget *m_table, *m_record;
    QLabel *m_nothing, *m_recordHeading;
    QPushButton *m_show, *m_export, *m_forget;
    MessageBar *m_failure;
    QVBoxLayout *m_oldServers;
};

} // namespace ui
