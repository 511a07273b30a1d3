// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signinwords.h"

#include "models/providerwords.h"

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
    static ErrorWords of(const core::Error &error)
    {
        switch (error.code) {
        case Errc::AuthenticationFailed:
            return {tr("You were not signed in."), tr("Try again, and allow Hikyaku to use your mail."), {}};
        case Errc::AuthenticationUnavailable:
            return {tr("%1 cannot sign you in just now.").arg(error.context), tr("Try again in a while."), {}};
        case Errc::Timeout:
            return {tr("Nobody came back from the browser in time."), tr("Try again."), {}};
        case Errc::InvalidInput:
            return {tr("No client ID is set for this provider."),
                tr("Without one Hikyaku cannot ask it to sign you in. Ask whoever provides Hikyaku to you, or set one "
                   "of your own."),
                {}};
        case Errc::ServerRefused:
            return {tr("%1 does not accept this program.").arg(error.context),
                tr("The client ID may be wrong or no longer valid."), {}};
        default:
            return {};
        }
    }
};
} // namespace

ErrorWords signInFailure(const core::Error &error)
{
    ErrorWords words = SignInText::of(error);
    if (words.headline.isEmpty())
        return wordsFor(error);
    words.details = cleaned(error.serverText);
    return words;
}

QString issuerName(const providers::SignInMeans &means, const QString &issuer)
{
    const providers::Issuer *known = means.find(issuer);
    return known ? models::inThisLanguage(known->name) : issuer;
}

} // namespace ui
