// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "response.h"
#include "uidset.h"

#include <functional>

namespace imap
{

/** What the running KIMAP job may say to the server and hear from it. */
struct Permit {
    enum class Verb {
        List,
        Lsub,
        Status,
        Select,
        Store,
        Copy,
        Move,
        Append,
        Create,
        Subscribe,
        Unsubscribe,
        Rename,
        Delete
    };
    Verb verb = Verb::List;
    QByteArray mailbox; ///< raw name that the command must carry, byte for byte; empty for List and Lsub
    UidSet uids; ///< of Store, Copy and Move
    QByteArray newName; ///< of Rename, raw
    /** Asked when the command is about to leave: is what it was made for still true? */
    std::function<bool()> stillValid = {};

    /** The command without tag, as KIMAP wrote it, is the one permitted. */
    bool allows(QByteArrayView command) const;
};

/**
 * Writes a response anew for KIMAP, from parsed values only: one line, quoted strings instead of literals, numbers that
 * it can hold, flags without brackets. Nothing when the job did not ask for it or KIMAP could not read it; then KIMAP
 * never hears of it.
 */
std::optional<QByteArray> normalised(const Response &response, const Permit &permit);

/** `APPENDUID` or `COPYUID` of a tagged OK, anew and in brackets with a space behind; empty for every other code. */
QByteArray normalisedCode(QByteArrayView code);

/** KIMAP sends back these very bytes when it is given the decoded name. */
bool kimapKeepsName(const QByteArray &rawName);
/** The name to give to KIMAP for a name that it keeps. */
QString kimapName(const QByteArray &rawName);

} // namespace imap
