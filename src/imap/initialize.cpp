// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "initialize.h"

#include <KLocalizedString>
#include <QCoreApplication>

#include <mutex>

#include <sasl/sasl.h>

namespace imap
{

void initialize()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // Every job holds the application open and its end would close it.
        QCoreApplication::setQuitLockEnabled(false);
        // The first use from a worker thread would make an object of the wrong thread.
        KLocalizedString::setApplicationDomain("hikyaku");
        (void)KLocalizedString(ki18n("x")).toString();
        // KIMAP initialises the library unguarded, from whatever thread signs in first.
        static sasl_callback_t callbacks[] = {{SASL_CB_LIST_END, nullptr, nullptr}};
        sasl_client_init(callbacks);
        // Else every byte of mail goes to a file.
        qunsetenv("KIMAP_LOGFILE");
    });
}

bool hasMechanisms()
{
    for (const char **name = sasl_global_listmech(); name && *name; ++name) {
        if (qstrcmp(*name, "PLAIN") == 0)
            return true;
    }
    return false;
}

} // namespace imap
