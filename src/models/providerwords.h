// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "providers/signinmeans.h"

namespace models
{

using providers::BrowserWay;

/** A provider's name, or what it calls something, in the language of the program. */
QString inThisLanguage(const providers::Provider::Words &words);

/** What one note says, a sentence. */
QString noteWords(const providers::Provider &provider, providers::Note note, BrowserWay browser = BrowserWay::NotKnown);

/** Whatever the person does, this version cannot receive there. */
bool stopsHere(const providers::Provider &provider, BrowserWay browser = BrowserWay::NotKnown);

/** Everything to know before one signs in, a sentence a line; empty when there is nothing. */
QString providerWords(const providers::Provider &provider, BrowserWay browser = BrowserWay::NotKnown);

} // namespace models
