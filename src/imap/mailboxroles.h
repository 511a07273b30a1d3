// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "values.h"

#include <QByteArrayList>

namespace imap
{

/** The role that LIST attributes name (RFC 6154); None without one. Case does not matter. */
core::MailboxRole roleByAttributes(const QByteArrayList &attributes);

/** A row of LIST or LSUB. */
ListEntry listEntry(const QByteArray &rawName, QChar delimiter, const QByteArrayList &attributes);

/**
 * Gives a role to mailboxes without attributes by their well-known names in Japanese and English. A role that the
 * server named is left alone, and no role is given twice: the better-known name wins, then the one nearer the top.
 * INBOX always has its own.
 */
void assignRolesByName(QList<ListEntry> &entries);

} // namespace imap
