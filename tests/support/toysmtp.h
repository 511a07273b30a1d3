// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace test
{

/** A small submission server that keeps what it took; in clear, without sign-in unless a hook says otherwise. */
class ToySmtp : public QTcpServer
{
public:
    struct Taken {
        QByteArray from;
        QByteArrayList recipients;
        QByteArray bytes; ///< dots unstuffed
    };
    ToySmtp();

    QByteArrayList extensions{"SIZE 1000000", "8BITMIME", "AUTH PLAIN"};
    /** The answer to a command instead of the usual one; null: the usual one; "CLOSE": the link ends. "." is the dot.
     */
    std::function<QByteArray(const QByteArray &command)> answer;
    QList<Taken> taken; ///< by the final dot, also where the answer to it was lost
    QByteArrayList commands; ///< AUTH without its secret
    int connections = 0;

    quint16 port() const { return serverPort(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    class Link;
};

} // namespace test
