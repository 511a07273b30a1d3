// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailaction.h"

namespace store
{

/** A target of the action that was `from` is `to` now. True when there was one. */
bool follow(core::MailAction &action, const core::MessageTarget &from, const core::MessageKey &to);

/** What the action says of a mailbox, or of one below it, it says of the renamed one. True when it said anything. */
bool follow(core::MailAction &action, const core::Mailbox &from, const QByteArray &to);

} // namespace store
