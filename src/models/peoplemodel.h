// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/directory.h"
#include "link/client.h"
#include "store/reader.h"

#include <QAbstractListModel>
#include <QTimer>

namespace models
{

/** People who fit what is being typed into an address field, from the accounts' directories. GUI thread. */
class PeopleModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PersonRole = Qt::UserRole, ///< core::Person
        TextRole, ///< QString: `Name <address>`, also Qt::DisplayRole
        OrganizationRole, ///< QString
    };

    static constexpr int kMost = 8; ///< rows: more are not read while typing

    PeopleModel(const store::Reader &reader, ipc::Client &client, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /**
     * What is typed now. Asked for a moment after the last letter; fewer than two letters (one, where one may be a
     * name: kanji) are too few. Empty: nothing, and at once.
     */
    void setText(const QString &text);
    const QString &text() const { return m_text; }
    const std::optional<core::Error> &error() const { return m_error; } ///< of the last search

Q_SIGNALS:
    void answered(); ///< for text()

private:
    void ask();
    void show(const core::PeopleFound &found);

    const store::Reader &m_reader;
    ipc::Client &m_client;
    QTimer m_pause;
    QString m_text;
    quint64 m_asked = 0;
    QList<core::Person> m_people;
    std::optional<core::Error> m_error;
};

} // namespace models
