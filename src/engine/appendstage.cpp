// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "appendstage.h"

#include <QStringList>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace engine
{

QString AppendStage::toText() const
{
    switch (step) {
    case Step::Begun:
        return {};
    case Step::Appending:
        return u"appending %1 %2"_s.arg(uidValidity.value()).arg(uidNext.value());
    case Step::Filed:
        return u"filed %1 %2 %3"_s.arg(uidValidity.value()).arg(uidNext.value()).arg(until.toSecsSinceEpoch());
    }
    std::unreachable();
}

AppendStage AppendStage::fromText(const QString &text)
{
    const QStringList words = text.split(u' ');
    AppendStage stage;
    if (words.value(0) == "appending"_L1)
        stage.step = Step::Appending;
    else if (words.value(0) == "filed"_L1)
        stage.step = Step::Filed;
    else
        return stage;
    stage.uidValidity = core::UidValidity{words.value(1).toUInt()};
    stage.uidNext = core::Uid{words.value(2).toUInt()};
    stage.until = QDateTime::fromSecsSinceEpoch(words.value(3).toLongLong(), QTimeZone::UTC);
    return stage;
}

} // namespace engine
