// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/mailbox.h"

#include <QFile>
#include <QHash>

namespace engine
{

/**
 * What is under way, written where the death of the process cannot take it (a mapped file; a power cut may). What was
 * under way in two deaths in a row without a step forward in between is set aside: not tried a third time, until the
 * program has another version or the file is removed (`hikyakuctl doctor`). Costs a few copied bytes an entry.
 * Engine's thread.
 */
class CrashRecord
{
public:
    /** Reads what the last life left. When the file cannot be made, nothing is ever set aside. */
    explicit CrashRecord(const QString &path);
    ~CrashRecord();
    CrashRecord(CrashRecord &&) = delete;

    /** Something is under way for as long as this lives; what ends alive, well or not, is forgiven. */
    class Entry
    {
    public:
        Entry(CrashRecord *record, int slot)
            : m_record(record)
            , m_slot(slot)
        {
        }
        Entry(Entry &&other) noexcept
            : m_record(std::exchange(other.m_record, nullptr))
            , m_slot(other.m_slot)
        {
        }
        Entry &operator=(Entry &&) = delete;
        ~Entry();
        /** Part of it stands in the store: earlier deaths over it do not count any more. */
        void stepForward();

    private:
        CrashRecord *m_record;
        int m_slot;
    };

    /** SetAside, with `context`, when it is. The same thing may be begun several times at once. */
    core::Result<Entry> begin(const QByteArray &what, const QString &context);
    core::Result<Entry> beginMailbox(core::AccountId account, const QByteArray &rawName, const QString &name);
    core::Result<Entry> beginMessage(const core::MessageKey &key);
    core::Result<Entry> beginAction(core::ActionId action, const QString &context);

private:
    struct Slot;
    Slot &slot(int index) const;
    int find(const QByteArray &what) const;
    int freeSlot() const;
    void end(int index);

    QFile m_file;
    uchar *m_map = nullptr;
    QHash<int, int> m_users; ///< of a slot that is under way
};

} // namespace engine
