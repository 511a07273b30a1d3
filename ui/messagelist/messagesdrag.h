// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QList>

class QMimeData;

namespace ui
{

/** Messages on their way from the list to a mailbox of the sidebar. Means nothing to any other program or process. */
QMimeData *messagesAsMime(const QList<core::MessageId> &messages);
/** Empty when `data` is something else, or comes from another process. */
QList<core::MessageId> messagesFromMime(const QMimeData *data);

} // namespace ui
