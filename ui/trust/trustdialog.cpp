// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trustdialog.h"

#include "ui/shared/scrollpage.h"
#include "ui/shared/theme.h"

#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kWidth = 700;
constexpr int kSpare = 40; ///< what is measured before the fonts of the screen are known may be a little wider there
} // namespace

TrustDialog::TrustDialog(
    const core::TrustQuestion &question, const std::optional<core::TrustException> &previous, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"trustDialog"_s);
    setWindowTitle(tr("Is this your server?"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *prompt = new TrustPrompt(question, previous);
    prompt->layout()->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->addWidget(new ScrollPage(prompt), 1);
    auto *answers = new QHBoxLayout;
    answers->setContentsMargins(space::huge, space::medium, space::huge, space::large);
    answers->setSpacing(space::small);
    answers->addStretch();
    prompt->addAnswersTo(answers);
    layout->addLayout(answers);
    connect(prompt, &TrustPrompt::answered, this, [this](core::TrustAnswer answer) {
        Q_EMIT answered(answer);
        accept();
    });
    const int room = screen()->availableGeometry().height() - 80;
    const int wanted = prompt->layout()->totalHeightForWidth(kWidth - kSpare) + answers->sizeHint().height();
    resize(kWidth, qMin(room, wanted));
    prompt->safeButton()->setFocus();
}

} // namespace ui
