// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/signin.h"
#include "link/client.h"

#include <QObject>
#include <QUrl>

namespace models
{

/**
 * One sign-in in the browser at a time: gives the page to open and tells how it ended. Whoever owns it opens the page.
 * GUI thread.
 */
class BrowserSignIn : public QObject
{
    Q_OBJECT

public:
    explicit BrowserSignIn(ipc::Client &client, QObject *parent = nullptr);
    ~BrowserSignIn() override; ///< ends one under way

    bool isUnderWay() const { return m_isUnderWay; }
    /** Where the person signs in; empty until pageReady(). */
    const QUrl &page() const { return m_page; }

    /**
     * `account`: whose tokens they become, and whose way is gone; none: they wait for a search (ended() tells under
     * which number), and `network` is the way.
     */
    void begin(const QString &issuer, const QString &user, core::AccountId account = {}, bool keep = true,
        const core::NetworkSettings &network = {}, const core::Secret &proxyPassword = {});
    /** Ends it; nothing is told. */
    void cancel();

Q_SIGNALS:
    /** Once a sign-in: open it in the system's browser. https, checked. */
    void pageReady(const QUrl &page);
    void ended(const core::Result<qint64> &outcome);

private:
    void end(const core::Result<qint64> &outcome);
    static core::SignInWords words();

    ipc::Client &m_client;
    bool m_isUnderWay = false;
    quint64 m_count = 0; ///< what comes from an earlier one is dropped
    qint64 m_signIn = 0;
    QUrl m_page;
};

} // namespace models
