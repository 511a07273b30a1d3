// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailaction.h"
#include "store/transaction.h"

#include <functional>

namespace engine
{

/**
 * Shows an action in the index at once, and tells what takes it back (QueuedAction::inverse). Messages that the index
 * does not have (any more) are left out: the action itself is in the journal and reaches the server all the same.
 */
core::Result<QList<core::MailAction>> applyLocally(store::Transaction &tx, const core::MailAction &action);

/** Journals an action and shows it. */
core::Result<core::ActionId> journalAction(store::Transaction &tx, core::QueuedAction action);

/**
 * Undoes what applyLocally() has shown: the server has never heard of the action, or refused it. What other queued
 * actions show stays.
 */
core::Result<> takeBackLocally(store::Transaction &tx, const core::QueuedAction &action);

/** Shows once more what is queued: a program that died may have journaled an action and not shown it. */
core::Result<> showQueued(store::Transaction &tx, core::AccountId account);
core::Result<> showAllQueued(store::Transaction &tx); ///< of every account

/**
 * Takes an action back: one that no server can know of is cancelled, for another one its inverse is journaled.
 * NoSuchMessage when it cannot be.
 */
core::Result<> undoAction(store::Transaction &tx, core::ActionId action);
bool isUndoable(const core::QueuedAction &action);

/** The part of an action that is about these messages; nothing when none is. */
std::optional<core::MailAction> restrictedTo(
    const core::MailAction &action, const std::function<bool(const core::MessageKey &)> &concerns);

/** Where an action's messages are, as the action knows; empty for one about mailboxes. */
QList<core::MessageTarget> targetsOf(const core::MailAction &action);

} // namespace engine
