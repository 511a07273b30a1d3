// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "contentfield.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace mime
{

/** One entity of a message (RFC 2045 2.4), as offsets into the raw bytes. */
struct Part {
    QString number; ///< IMAP part number; empty for the message itself
    int parent = -1; ///< index in Structure::parts
    QList<int> children;
    int depth = 0; ///< 0 for the message itself
    qsizetype begin = 0; ///< of its header
    qsizetype body = 0;
    qsizetype end = 0; ///< behind its last byte; the line end before a boundary is not part of it
    ContentField type; ///< "text/plain" when the message gives none
    ContentField disposition;
    QByteArray encoding; ///< lower case, empty for none
    QString contentId; ///< without brackets
    bool isMessage = false; ///< message/rfc822 whose message was read: one child, the message itself

    bool isMultipart() const { return !isMessage && !children.isEmpty(); }
    bool is(const char *mediaType) const { return type.value == mediaType; }
};

/** The tree of a message, in the order of the bytes; parts[0] is the message itself. */
struct Structure {
    QList<Part> parts;
    bool broken = false; ///< a boundary is missing or never ends
    bool tooDeep = false; ///< beyond kDepthLimit or kPartsLimit: the rest is one leaf

    const Part *find(const QString &number) const;
};

constexpr int kDepthLimit = 100;
constexpr int kPartsLimit = 1000;

/** Reads the structure in one pass over the bytes; never recursive, never fails. */
Structure readStructure(QByteArrayView raw);

} // namespace mime
