// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace providers
{

/** A file of resources/ that comes with the program. */
core::Result<QByteArray> builtInTable(const QString &name);

/** The rows of a table; InvalidInput naming `what` when it is no list. */
core::Result<QJsonArray> tableRows(const QByteArray &json, const QString &what);

/** A row of a table while it is read: remembers the first thing that is wrong with it. */
class TableRow
{
public:
    explicit TableRow(const QJsonObject &json)
        : m_json(json)
    {
    }

protected:
    const QJsonObject &json() const { return m_json; }
    void require(bool condition, const QString &what)
    {
        if (!condition && m_wrong.isEmpty())
            m_wrong = what;
    }
    void onlyKeys(const QStringList &known);
    QString text(QLatin1StringView key) const { return m_json[key].toString(); }
    QStringList strings(QLatin1StringView key) const;

    template <typename Row>
    core::Result<Row> ended(const QString &id, const Row &row) const
    {
        if (!m_wrong.isEmpty())
            return core::failure(core::Errc::InvalidInput, id, m_wrong.toUtf8());
        return row;
    }

private:
    QJsonObject m_json;
    QString m_wrong;
};

} // namespace providers
