// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QtTypes>

#include <compare>
#include <concepts>

namespace core
{

/** An integer with a meaning of its own: a UID cannot be passed where a mailbox id is wanted. */
template <class Tag, std::integral Rep>
class StrongId
{
public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(Rep value)
        : m_value(value)
    {
    }
    constexpr Rep value() const { return m_value; }
    /** False for 0, which is no valid UID, UIDVALIDITY or row id. */
    constexpr bool isValid() const { return m_value != 0; }
    friend constexpr auto operator<=>(const StrongId &, const StrongId &) = default;
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    Rep m_value{};
};

using Uid = StrongId<struct UidTag, quint32>; ///< RFC 3501 2.3.1.1; 1 … 2^32-1
using UidValidity = StrongId<struct UidValidityTag, quint32>; ///< RFC 3501 2.3.1.1
using ModSeq = StrongId<struct ModSeqTag, quint64>; ///< RFC 7162
using AccountId = StrongId<struct AccountIdTag, qint64>; ///< row of journal.db; never reused
using MailboxId = StrongId<struct MailboxIdTag, qint64>; ///< row of index.db; lost when the index is rebuilt
using MessageId = StrongId<struct MessageIdTag, qint64>; ///< row of index.db; lost when the index is rebuilt
using SubmissionId = StrongId<struct SubmissionIdTag, qint64>; ///< row of journal.db
using ActionId = StrongId<struct ActionIdTag, qint64>; ///< row of journal.db
using DraftId = StrongId<struct DraftIdTag, qint64>; ///< row of journal.db

} // namespace core
