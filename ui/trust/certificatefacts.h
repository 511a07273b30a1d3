// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QGridLayout;

namespace ui
{

/** A two-column table of what a certificate says. Values can be marked and copied; empty ones are left out. */
class CertificateFacts : public QWidget
{
    Q_OBJECT

public:
    explicit CertificateFacts(QWidget *parent = nullptr);

    void add(const QString &name, const QString &value);
    /** `groups` a line, whatever the width: so that two of them are compared line by line. */
    void addFingerprint(const QString &name, const QByteArray &sha256, int groups = 8);

private:
    QGridLayout *m_grid;
};

} // namespace ui
