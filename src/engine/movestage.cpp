// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "movestage.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace engine
{

QString MoveStage::toText() const
{
    switch (step) {
    case Step::Begun:
        return u"%1 begun"_s.arg(batch);
    case Step::Copying:
        return u"%1 copying %2 %3"_s.arg(batch).arg(uidValidity.value()).arg(uidNext.value());
    case Step::Copied:
        return u"%1 copied"_s.arg(batch);
    }
    std::unreachable();
}

MoveStage MoveStage::fromText(const QString &text)
{
    const QStringList words = text.split(u' ');
    MoveStage stage{.batch = std::max(0, words.value(0).toInt())};
    if (words.value(1) == "copied"_L1) {
        stage.step = Step::Copied;
    } else if (words.value(1) == "copying"_L1) {
        stage.step = Step::Copying;
        stage.uidValidity = core::UidValidity{words.value(2).toUInt()};
        stage.uidNext = core::Uid{words.value(3).toUInt()};
    }
    return stage;
}

} // namespace engine
