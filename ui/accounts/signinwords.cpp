// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signinwords.h"

#include "models/providerwords.h"
#include "ui/shared/errorwords.h"

#include <QCoreApplication>

using core::Errc;

namespace ui
{

namespace
{
class SignInText
{
    Q_DECLARE_TR_FUNCTIONS(ui::SignInWords)

public:
    static QString headline(const core::Error &error)
    {
        switch (error.code) {
        case Errc::AuthenticationFailed:
            return tr("You were not signed in. Try again, and allow Hikyaku to use your mail.");
        case Errc::AuthenticationUnavailable:
            return tr("%1 cannot sign you in just now. Try again later.").arg(error.context);
        case Errc::Timeout:
            return tr("Nobody came back from the browser in time. Try again.");
        case Errc::InvalidInput:
            return tr("No client ID is set for this provider, so Hikyaku cannot ask it to sign you in.");
        case Errc::ServerRefused:
            return tr("%1 does not accept this program. The client ID may be wrong or no longer valid.")
                .arg(error.context);
        default:
            return {};
        }
    }
};
} // namespace

QString signInFailure(const core::Error &error)
{
    const QString headline = SignInText::headline(error);
    if (!headline.isEmpty())
        return headline;
    const ErrorWords words = wordsFor(error);
    return sentences({words.headline, words.advice});
}

QString issuerName(const providers::SignInMeans &means, const QString &issuer)
{
    const providers::Issuer *known = means.find(issuer);
    return known ? models::inThisLanguage(known->name) : issuer;
}

} // namespace ui
