// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"

#include <QStringList>

namespace ui
{

/** One bar above the text of a message. */
struct Notice {
    enum class Weight { Quiet, Warning, Danger };
    Weight weight = Weight::Quiet;
    QString text; ///< plain, in the language of the program
    QString details; ///< may be empty

    friend bool operator==(const Notice &, const Notice &) = default;
};

/** What a person should know before reading: the document's warnings in plain words, the gravest first. */
QList<Notice> noticesFor(const core::Document &document);

} // namespace ui
