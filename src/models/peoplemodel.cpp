// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "peoplemodel.h"

#include "addressfield.h"

#include <QLocale>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace models
{

PeopleModel::PeopleModel(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QAbstractListModel(parent)
    , m_reader(reader)
    , m_client(client)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(200ms);
    m_pause.callOnTimeout(this, &PeopleModel::ask);
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const core::Person &person = m_people.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case TextRole:
        return addressText(person.address);
    case PersonRole:
        return QVariant::fromValue(person);
    case OrganizationRole:
        return person.organization;
    default:
        return {};
    }
}

void PeopleModel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    ++m_asked; // an answer to what stood here before is no answer any more
    m_pause.stop();
    const bool isEnough = text.size() > 1 || (!text.isEmpty() && text.front().unicode() >= 0x3000);
    if (isEnough)
        m_pause.start();
    else
        show({});
}

void PeopleModel::ask()
{
    const auto hasDirectory = [](const core::Account &account) {
        return !account.directory.server.host.isEmpty();
    };
    if (!std::ranges::any_of(m_reader.accounts(), hasDirectory))
        return;
    const quint64 asked = ++m_asked;
    m_client.call(
        ipc::SearchDirectory{.text = m_text, .limit = kMost, .language = QLocale().name().section(u'_', 0, 0)}, this,
        [this, asked](const core::Result<core::PeopleFound> &found) {
            if (asked == m_asked)
                show(found ? *found : core::PeopleFound{.error = found.error()});
        });
}

void PeopleModel::show(const core::PeopleFound &found)
{
    beginResetModel();
    m_people = found.people.mid(0, kMost);
    m_error = found.error;
    endResetModel();
    Q_EMIT answered();
}

} // namespace models
