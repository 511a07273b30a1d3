// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace core
{

/**
 * One mail address as a person reads it. `address` is the addr-spec (RFC 5322 3.4.1), never decoded by RFC 2047;
 * `name` is the decoded display name, one line, without control or bidi characters.
 */
struct Address {
    QString name;
    QString address;

    /** The part after the last @, lower case; empty without an @. */
    QString domain() const;
    /** `name` unless it is empty or pretends to be an address itself (contains @ or ＠): then `address`. */
    QString displayName() const;
    friend bool operator==(const Address &, const Address &) = default;
};

using AddressList = QList<Address>;

} // namespace core
