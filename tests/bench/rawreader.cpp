// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The yardstick of ./dev bench: a TLS socket that signs in, asks for every summary of a mailbox and throws the answer
// away. Whatever the program does with the same answer is measured against it.

#include <netdb.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace
{

[[noreturn]] void fail(const std::string &text)
{
    std::fprintf(stderr, "bench_rawreader: %s\n", text.c_str());
    std::exit(1);
}

int connectTo(const char *port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo("127.0.0.1", port, &hints, &found) != 0)
        fail("127.0.0.1 does not resolve");
    const int link = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (link < 0 || connect(link, found->ai_addr, found->ai_addrlen) != 0)
        fail(std::string("nobody listens on port ") + port);
    freeaddrinfo(found);
    return link;
}

class Session
{
public:
    Session(const char *port, const char *caFile)
        : m_context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free)
        , m_buffer(256 * 1024)
    {
        SSL_CTX_load_verify_locations(m_context.get(), caFile, nullptr);
        SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_PEER, nullptr);
        m_tls.reset(SSL_new(m_context.get()));
        SSL_set1_host(m_tls.get(), "localhost");
        SSL_set_tlsext_host_name(m_tls.get(), "localhost");
        SSL_set_fd(m_tls.get(), connectTo(port));
        if (SSL_connect(m_tls.get()) != 1)
            fail("the TLS handshake failed");
        readUntil("\r\n");
    }

    /** Sends one command and reads to its tagged OK; the bytes read. */
    long long run(const std::string &command)
    {
        const std::string tag = "r" + std::to_string(++m_count);
        const std::string line = tag + ' ' + command + "\r\n";
        if (SSL_write(m_tls.get(), line.data(), int(line.size())) <= 0)
            fail("the connection was lost");
        return readUntil("\r\n" + tag + ' ');
    }

private:
    /** Reads until the stream's last line begins with (or, for "\r\n", ends in) `mark`; only the end is ever looked at.
     */
    long long readUntil(const std::string &mark)
    {
        long long bytes = 0;
        std::string end = "\r\n";
        for (;;) {
            const int got = SSL_read(m_tls.get(), m_buffer.data(), int(m_buffer.size()));
            if (got <= 0)
                fail("the server closed the connection");
            bytes += got;
            end.append(
                std::string_view(m_buffer.data() + (got > 4096 ? got - 4096 : 0), size_t(got > 4096 ? 4096 : got)));
            if (end.size() > 8192)
                end.erase(0, end.size() - 8192);
            if (!end.ends_with("\r\n"))
                continue;
            const size_t last = end.rfind("\r\n", end.size() - 3);
            if (mark == "\r\n" && end.size() > 2)
                return bytes;
            if (last != std::string::npos && end.compare(last, mark.size(), mark) == 0) {
                if (end.compare(last + mark.size(), 2, "OK") != 0)
                    fail(end.substr(last + 2));
                return bytes;
            }
        }
    }

    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_tls{nullptr, &SSL_free};
    std::vector<char> m_buffer;
    int m_count = 0;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 7) {
        std::fprintf(stderr,
            "Usage: bench_rawreader PORT CA-FILE USER PASSWORD MAILBOX FETCH-COMMAND\n"
            "Prints bytes, seconds and MB/s of the one command as JSON.\n");
        return 2;
    }
    Session session(argv[1], argv[2]);
    session.run(std::string("LOGIN \"") + argv[3] + "\" \"" + argv[4] + '"');
    session.run(std::string("EXAMINE \"") + argv[5] + "\" (CONDSTORE)");
    const auto begin = std::chrono::steady_clock::now();
    const long long bytes = session.run(argv[6]);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf(
        "{\"bytes\": %lld, \"seconds\": %.4f, \"rate\": %.2f}\n", bytes, seconds, double(bytes) / 1e6 / seconds);
    return 0;
}
