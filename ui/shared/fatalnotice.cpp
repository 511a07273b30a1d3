// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fatalnotice.h"

#include "errorwords.h"
#include "icons.h"
#include "labels.h"
#include "theme.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

FatalNotice::FatalNotice(const core::Error &error, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"fatalNotice"_s);
    setWindowTitle(tr("Hikyaku cannot start"));
    const ErrorWords words = wordsFor(error);
    auto *text = new QVBoxLayout;
    text->setSpacing(space::small);
    text->addWidget(titleLabel(tr("Hikyaku cannot start"), 4));
    text->addWidget(selectableLabel(words.headline));
    if (!words.advice.isEmpty())
        text->addWidget(selectableLabel(words.advice));
    if (!words.details.isEmpty())
        text->addWidget(selectableLabel(words.details, Tone::Secondary));
    auto *sign = iconLabel("danger", 32);
    setIcon(sign, "danger", 32, Theme::current().danger);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addLayout(text, 1);
    auto *close = new QPushButton(tr("Close"));
    setLook(close, ButtonLook::Primary);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::huge);
    layout->addLayout(row);
    layout->addStretch();
    layout->addWidget(close, 0, Qt::AlignRight);
    resize(480, layout->totalHeightForWidth(480));
}

} // namespace ui
