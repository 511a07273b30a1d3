// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// A source for what each layer's tests share: the precompiled header at least.
#include "coroutine.h"
