// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mailaction.h"
#include "store/transaction.h"

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

/** The part of an action that is about these messages; nothing when none is. */
std::optional<core::MailAction> restrictedTo(const core::MailAction &action, const QSet<core::MessageKey> &messages);

/** Where an action's messages are, as the action knows; empty for one about mailboxes. */
QList<core::MessageTarget> targetsOf(const core::MailAction &action);

} // namespace engine
