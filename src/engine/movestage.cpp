// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "movestage.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace engine
{

QString MoveStage::toText() const
{
    if (step == Step::Begun)
        return u"%1 begun"_s.arg(batch);
    const QString fence = u" %1 %2"_s.arg(uidValidity.value()).arg(uidNext.value());
    const QString again = mayHaveTwins ? u" again"_s : QString();
    return QString::number(batch) + (step == Step::Copying ? u" copying"_s : u" copied"_s) + fence + again;
}

MoveStage MoveStage::fromText(const QString &text)
{
    const QStringList words = text.split(u' ');
    MoveStage stage{.batch = std::max(0, words.value(0).toInt())};
    if (words.value(1) == "copied"_L1)
        stage.step = Step::Copied;
    else if (words.value(1) == "copying"_L1)
        stage.step = Step::Copying;
    stage.uidValidity = core::UidValidity{words.value(2).toUInt()};
    stage.uidNext = core::Uid{words.value(3).toUInt()};
    stage.mayHaveTwins = words.value(4) == "again"_L1;
    return stage;
}

} // namespace engine
