// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagesdrag.h"

#include <QCoreApplication>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
QString kind()
{
    return u"application/x-hikyaku-messages-%1"_s.arg(QCoreApplication::applicationPid());
}
} // namespace

QMimeData *messagesAsMime(const QList<core::MessageId> &messages)
{
    QByteArray ids;
    for (const core::MessageId id : messages)
        ids += QByteArray::number(id.value()) + ' ';
    auto *data = new QMimeData;
    data->setData(kind(), ids);
    return data;
}

QList<core::MessageId> messagesFromMime(const QMimeData *data)
{
    QList<core::MessageId> messages;
    const QByteArray ids = data ? data->data(kind()) : QByteArray();
    for (const QByteArray &id : ids.split(' ')) {
        if (!id.isEmpty())
            messages.append(core::MessageId{id.toLongLong()});
    }
    return messages;
}

} // namespace ui
