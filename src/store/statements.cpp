// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statements.h"

#include <QFile>
#include <QHash>

// In a static library nobody else pulls the resource in; the macro must stand outside the namespace.
static void pullInQueries()
{
    Q_INIT_RESOURCE(store);
}

using namespace Qt::StringLiterals;

namespace store
{

namespace
{

using Statements = QHash<QString, QString>;

Statements readFile(const QString &file)
{
    pullInQueries();
    QFile source(u":/store/queries/%1.sql"_s.arg(file));
    const bool opened = source.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Statements statements;
    QString name;
    for (const QString &line : QString::fromUtf8(source.readAll()).split(u'\n')) {
        constexpr auto mark = "-- name: "_L1;
        if (line.startsWith(mark)) {
            name = line.mid(mark.size()).trimmed();
            Q_ASSERT(!statements.contains(name));
        } else if (!line.startsWith("--"_L1) && !name.isEmpty()) {
            statements[name] += line + u'\n';
        }
    }
    for (QString &text : statements) {
        text = text.trimmed();
        text.chop(1); // the semicolon
    }
    return statements;
}

const Statements &all()
{
    static const Statements statements = [] {
        Statements joined;
        for (const QString &file : {u"index"_s, u"bodies"_s, u"journal"_s})
            joined.insert(readFile(file));
        return joined;
    }();
    return statements;
}

} // namespace

const QString &statement(const QString &name)
{
    static const QString none;
    const auto found = all().constFind(name);
    Q_ASSERT_X(found != all().constEnd(), "store::statement", qPrintable(name));
    return found == all().constEnd() ? none : *found;
}

QStringList statementNames(const QString &file)
{
    return readFile(file).keys();
}

} // namespace store
