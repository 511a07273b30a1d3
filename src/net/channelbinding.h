// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

class QSslCertificate;

namespace net
{

/**
 * tls-server-end-point (RFC 5929 4.1): the hash of the server's certificate, by the hash of its signature, SHA-256 in
 * place of MD5 and SHA-1. Empty where the standard has none (Ed25519). Qt gives nothing of the connection itself, so
 * neither tls-unique nor tls-exporter can be had.
 */
QByteArray tlsServerEndPoint(const QSslCertificate &leaf);

} // namespace net
