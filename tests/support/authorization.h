// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "mailstack.h"

#include <QUrl>

namespace test
{

/** The authorization server of a stack with "--authorization" (tests/stack/authorization.py), and a browser for it. */
class Authorization
{
public:
    explicit Authorization(const MailStack &stack)
        : m_stack(stack)
    {
    }

    struct Page {
        int status = 0; ///< 0: nobody answered
        QByteArray body;
        QUrl location; ///< where it leads on to
    };
    /** One page: of the authorization server (https), or of the loopback (http). */
    Page get(QUrl url) const;
    /** What a browser does in which the person signs in at once: the page, and where it leads to; that last page. */
    Page signIn(const QUrl &page) const { return get(get(page).location); }

    /** Changes how the server behaves; gives what it was asked so far. */
    QJsonObject control(const QJsonObject &wish = {}) const;
    int asked(const char *what) const { return control().value(QLatin1String(what)).toInt(); }
    QByteArray signInFile() const { return m_stack.told("signInFile").toUtf8(); }

private:
    const MailStack &m_stack;
};

} // namespace test
