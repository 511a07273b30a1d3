// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/envelope.h"

namespace mime
{

struct HeaderField;

/** What parseEnvelope learns beside the envelope, for the warnings of a document. */
struct EnvelopeFields {
    core::Envelope envelope;
    int fromFields = 0; ///< how many From fields there are
    bool fromHidesAuthors = false; ///< several <…> in one entry of From
    bool fromIsDeceptive = false; ///< control or bidirectional characters in a name of From
    bool isFromList = false; ///< List-Id or List-Post: lists rewrite authors lawfully

    /** Takes in one field; unknown ones are left alone. */
    void read(const HeaderField &field);

private:
    void readFrom(const HeaderField &field);
    bool readAddresses(const HeaderField &field);
    void readIds(const HeaderField &field);
};

} // namespace mime
