// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tokenizer.h"

namespace imap
{

/**
 * Does a message with this BODYSTRUCTURE (RFC 9051 7.5.2) have something a person calls an attachment? `open` is the
 * list's opening bracket, already read; the list is consumed. Nothing when it is malformed.
 *
 * Yes: a part with disposition "attachment", a named part that is not text, a message within a message. No: signatures
 * and encrypted envelopes (RFC 1847, 8551), images shown within HTML (multipart/related with Content-ID), inline
 * images, the parts of a delivery report.
 */
std::optional<bool> hasAttachment(Tokenizer &tokens, const Token &open);

} // namespace imap
