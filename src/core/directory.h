// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "account.h"
#include "address.h"
#include "error.h"

#include <optional>

namespace core
{

/** One person in a directory; one line each, without control characters. */
struct Person {
    Address address;
    QString organization; ///< company and department, as far as they are known

    friend bool operator==(const Person &, const Person &) = default;
};

/** What a search for people brought. */
struct PeopleFound {
    QList<Person> people; ///< each address once
    bool more = false; ///< there are more that fit
    std::optional<Error> error; ///< why one directory at least could not be asked

    friend bool operator==(const PeopleFound &, const PeopleFound &) = default;
};

} // namespace core
