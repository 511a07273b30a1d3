// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "offer.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace providers
{

bool isHostName(const QString &name)
{
    static const QRegularExpression labels(
        u"\\A(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    return name.size() <= 253 && labels.match(name).hasMatch();
}

} // namespace providers
