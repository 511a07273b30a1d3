// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table.h"

#include <QFile>
#include <QJsonDocument>

// A static library's resources are not registered by themselves; the macro wants the global namespace.
static void registerTables()
{
    Q_INIT_RESOURCE(providers);
}

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace providers
{

Result<QByteArray> builtInTable(const QString &name)
{
    registerTables();
    QFile file(u":/providers/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(Errc::InvalidInput, name);
    return file.readAll();
}

Result<QJsonArray> tableRows(const QByteArray &json, const QString &what)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isArray())
        return core::failure(Errc::InvalidInput, what, error.errorString().toUtf8());
    return document.array();
}

void TableRow::onlyKeys(const QStringList &known)
{
    for (auto it = m_json.begin(); it != m_json.end(); ++it)
        require(known.contains(it.key()), it.key());
}

QStringList TableRow::strings(QLatin1StringView key) const
{
    QStringList list;
    for (const QJsonValue &value : m_json[key].toArray())
        list.append(value.toString());
    return list;
}

} // namespace providers
