// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "address.h"

using namespace Qt::StringLiterals;

namespace core
{

QString Address::domain() const
{
    const qsizetype at = address.lastIndexOf(u'@');
    return at < 0 ? QString() : address.mid(at + 1).toLower();
}

QString Address::displayName() const
{
    const bool pretends = name.contains(u'@') || name.contains(u'＠');
    return name.isEmpty() || pretends ? address : name;
}

} // namespace core
