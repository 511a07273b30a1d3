// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/directory.h"

#include <QByteArrayList>

struct ldap;
struct ldapmsg;

namespace people
{

/** Null-terminated, as ldap_search_ext() wants it. */
char **personAttributes();

/** The values of one attribute, in the server's order, its subtypes (";lang-ja") left out. */
QByteArrayList valuesOf(ldap *handle, ldapmsg *entry, const QByteArray &attribute);

/** One for each mail address of an entry that can be written to. */
QList<core::Person> peopleIn(ldap *handle, ldapmsg *entry, const QString &language);

} // namespace people
