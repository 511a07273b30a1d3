// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tlspolicy.h"

#include <algorithm>

namespace net
{

bool TlsPolicy::accepts(const core::TrustQuestion &question) const
{
    if (question.chain.isEmpty())
        return false;
    return std::ranges::any_of(exceptions, [&](const core::TrustException &e) {
        return e.host == question.host && e.port == question.port && e.spkiSha256 == question.chain.first().spkiSha256
            && std::ranges::all_of(question.problems, [&](auto problem) { return e.problems.contains(problem); });
    });
}

QByteArray TlsPolicy::changedKey(const core::TrustQuestion &question) const
{
    for (const core::TrustException &e : exceptions) {
        if (e.host == question.host && e.port == question.port && !question.chain.isEmpty()
            && e.spkiSha256 != question.chain.first().spkiSha256)
            return e.spkiSha256;
    }
    return {};
}

} // namespace net
