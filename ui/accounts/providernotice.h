// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/accountsetup.h"
#include "ui/shared/messagebar.h"

namespace ui
{

/** What a provider wants done before one can sign in, with the page where it is done. Hidden where it wants nothing. */
class ProviderNotice : public MessageBar
{
    Q_OBJECT

public:
    explicit ProviderNotice(QWidget *parent = nullptr);

    using Browser = models::BrowserWay;

    /** `provider` null: an unknown one. `browser`: how one may sign in there, at `issuer` (null: nobody). */
    void setProvider(const providers::Provider *provider, Browser browser, const providers::Issuer *issuer);
    /** `words` empty: hidden. `page` empty: no button. */
    void tell(Tone tone, const QString &words, const QUrl &page);

Q_SIGNALS:
    void clientIdWanted(); ///< the person has one

private:
    QPushButton *m_open, *m_clientId;
    QUrl m_page;
};

} // namespace ui
