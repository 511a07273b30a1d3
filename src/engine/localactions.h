// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailaction.h"
#include "store/transaction.h"

namespace engine
{

/**
 * Shows an action in the index at once. Messages that the index does not have (any more) are left out: the action
 * itself is in the journal and reaches the server all the same.
 */
core::Result<> applyLocally(store::Transaction &tx, const core::MailAction &action);

} // namespace engine
