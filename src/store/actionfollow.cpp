// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "actionfollow.h"

namespace store
{

bool follow(core::MailAction &action, const core::MessageTarget &from, const core::MessageKey &to)
{
    bool changed = false;
    const auto visit = [&](auto &a) {
        if constexpr (requires { a.messages; }) {
            for (core::MessageTarget &target : a.messages) {
                if (target.key != from.key)
                    continue;
                target = {to, from.messageId, from.size};
                changed = true;
            }
        }
    };
    std::visit(visit, action);
    return changed;
}

bool follow(core::MailAction &action, const core::Mailbox &from, const QByteArray &to)
{
    bool changed = false;
    const QByteArray below = from.delimiter.isNull() ? QByteArray() : from.rawName + QString(from.delimiter).toLatin1();
    const auto rename = [&](QByteArray &name) {
        if (name != from.rawName && (below.isEmpty() || !name.startsWith(below)))
            return;
        name = to + name.mid(from.rawName.size());
        changed = true;
    };
    const auto visit = [&](auto &a) {
        if constexpr (requires { a.messages; }) {
            for (core::MessageTarget &target : a.messages)
                rename(target.key.mailbox);
        }
        if constexpr (requires { a.destination; })
            rename(a.destination);
        if constexpr (requires { a.mailbox; })
            rename(a.mailbox);
        if constexpr (requires { a.parent; })
            rename(a.parent);
        if constexpr (requires { a.rawName; })
            rename(a.rawName);
    };
    std::visit(visit, action);
    return changed;
}

} // namespace store
