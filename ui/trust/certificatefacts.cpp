// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "certificatefacts.h"

#include "trustwords.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QFontDatabase>
#include <QGridLayout>

namespace ui
{

CertificateFacts::CertificateFacts(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::large);
    m_grid->setVerticalSpacing(space::small);
    m_grid->setColumnStretch(1, 1);
}

void CertificateFacts::add(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    const int row = m_grid->rowCount();
    auto *label = plainLabel(name, Tone::Secondary);
    label->setWordWrap(false);
    auto *text = selectableLabel(value);
    text->setAccessibleName(name);
    m_grid->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignRight);
    m_grid->addWidget(text, row, 1, Qt::AlignTop);
}

void CertificateFacts::addFingerprint(const QString &name, const QByteArray &sha256, int groups)
{
    if (sha256.isEmpty())
        return;
    QString words = fingerprintWords(sha256);
    for (qsizetype at = 5 * groups - 1; at < words.size(); at += 5 * groups)
        words[at] = u'\n';
    add(name, words);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(uiFont().pointSizeF());
    m_grid->itemAtPosition(m_grid->rowCount() - 1, 1)->widget()->setFont(font);
}

} // namespace ui
