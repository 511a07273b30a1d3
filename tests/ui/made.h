// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/discovery.h"

#include <QLabel>
#include <QTest>
#include <QWidget>

/** Values that the tests of several screens need. */
namespace made
{

core::CertificateInfo certificate(const QString &subject, const QString &issuer, char seed);
/** Unknown issuer and wrong name; three certificates. */
core::TrustQuestion trustQuestion();
core::DiscoveryAttempt attempt(int id, core::ServerPurpose purpose, const QString &host, quint16 port);
core::Account account();

/** Shows it and waits until it has the focus. */
bool activate(QWidget &window);
/** Presses a key on whatever has the focus in `window`, as a keyboard does. */
void press(QWidget &window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void type(QWidget &window, const QString &text);
/** All visible text of the labels in it, one a line. */
QString textOf(const QWidget &window);
/** The labels in it that would read what they show as rich text. */
QStringList richLabels(const QWidget &window);

} // namespace made
