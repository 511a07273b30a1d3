// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"
#include "core/question.h"
#include "models/explanation.h"

#include <QCoreApplication>
#include <QString>

namespace ctl
{

/** Words of the command line for errors and certificates. Plain text, one line each, nothing a terminal obeys. */
class ErrorWords
{
    Q_DECLARE_TR_FUNCTIONS(ctl::ErrorWords)

public:
    /** Cause, and where there is one the next step; the server's own words at the end. */
    static QString text(const core::Error &error, const providers::Circumstances &around = {});

    /** What does not fit, the fingerprint, and the command that accepts it. */
    static QString text(const core::TrustQuestion &question);
    static QString problem(core::CertificateProblem problem);
    /** `trust accept HOST:PORT --fingerprint …`, to be typed after the program's name. */
    static QString acceptCommand(const core::TrustQuestion &question);

private:
    static QString cause(const core::Error &error);
    static QString proxyCause(const core::Error &error);
    static QString serverCause(const core::Error &error);
    static QString localCause(const core::Error &error);
    static QString advice(const core::Error &error);
};

/** A foreign text on one line of a terminal: no control or bidi characters, at most 500 characters. */
QString printable(const QString &text);

/** AA:BB:… */
QString fingerprint(const QByteArray &sha256);

} // namespace ctl
