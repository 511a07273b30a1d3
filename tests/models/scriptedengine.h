// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/client.h"
#include "link/server.h"

#include <QTest>

/** The other end of the link, by hand: the test sees each request and answers it when and how it likes. */
class ScriptedEngine
{
public:
    template <class R>
    struct Call {
        R request;
        ipc::Server::Answer answer;

        void succeed(typename R::Reply reply = {}) const { answer(ipc::Reply(std::move(reply))); }
        void fail(core::Errc code, const QString &context = {}) const { answer(core::failure(code, context)); }
    };

    explicit ScriptedEngine(const QString &path)
        : m_path(path)
    {
        start();
    }

    /** A face that is connected. */
    void connect(ipc::Client &client)
    {
        client.connectTo(m_path);
        if (!QTest::qWaitFor([&] { return client.isReady(); }))
            qFatal("scripted engine: no link");
        countAfter<ipc::ForgetTrust>(client); // its greeting has arrived, too: it hears events
    }
    void start()
    {
        m_server = std::make_unique<ipc::Server>([this](ipc::Request request, ipc::Server::Answer answer) {
            m_asked.append({std::move(request), std::move(answer)});
        });
        if (!m_server->listen(m_path))
            qFatal("scripted engine: cannot listen");
    }
    /** The link breaks; what is unanswered stays so. */
    void stop()
    {
        m_server.reset();
        m_asked.clear();
    }
    void tell(const ipc::Event &event) const { m_server->broadcast(event); }

    /** Takes the oldest request of this kind; the program ends when none comes. */
    template <class R>
    Call<R> next()
    {
        if (!QTest::qWaitFor([this] { return count<R>() > 0; }))
            qFatal("scripted engine: nobody asked for %s", typeid(R).name());
        const auto at = std::ranges::find_if(m_asked, [](const auto &a) { return std::holds_alternative<R>(a.first); });
        auto [request, answer] = *at;
        m_asked.erase(at);
        return {std::get<R>(std::move(request)), std::move(answer)};
    }
    /** How many of this kind wait, now. */
    template <class R>
    int count() const
    {
        return int(std::ranges::count_if(m_asked, [](const auto &a) { return std::holds_alternative<R>(a.first); }));
    }
    /** The same, after everything `client` has sent until now has arrived. */
    template <class R>
    int countAfter(ipc::Client &client)
    {
        QObject context;
        bool isThere = false;
        client.call(ipc::ForgetTrust{QStringLiteral("marker"), 0}, &context, [&](const auto &) { isThere = true; });
        next<ipc::ForgetTrust>().succeed();
        if (!QTest::qWaitFor([&] { return isThere; }))
            qFatal("scripted engine: no answer");
        return count<R>();
    }

private:
    QString m_path;
    QList<std::pair<ipc::Request, ipc::Server::Answer>> m_asked;
    std::unique_ptr<ipc::Server> m_server;
};
