// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "log.h"

namespace core
{

Q_LOGGING_CATEGORY(lcNet, "hikyaku.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcImap, "hikyaku.imap", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSmtp, "hikyaku.smtp", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "hikyaku.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcMime, "hikyaku.mime", QtInfoMsg)
Q_LOGGING_CATEGORY(lcEngine, "hikyaku.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLink, "hikyaku.link", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "hikyaku.ui", QtInfoMsg)

} // namespace core
