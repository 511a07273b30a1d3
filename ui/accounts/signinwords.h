// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "providers/signinmeans.h"
#include "ui/shared/errorwords.h"

namespace ui
{

/** Why a sign-in in the browser came to nothing, and what to do. */
ErrorWords signInFailure(const core::Error &error);

/** As the person knows it: "Google"; the id where nobody is called so. */
QString issuerName(const providers::SignInMeans &means, const QString &issuer);

} // namespace ui
