// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDebug>

namespace core
{

/** A password or token. Prints as `***`, is never compared for logging, and is overwritten when it dies. */
class Secret
{
public:
    Secret() = default;
    explicit Secret(const QByteArray &bytes)
        : m_bytes(bytes.constData(), bytes.size())
    {
    }
    explicit Secret(const QString &text)
        : m_bytes(text.toUtf8())
    {
    }
    Secret(const Secret &other)
        : Secret(other.m_bytes)
    {
    }
    Secret(Secret &&other) noexcept = default;
    Secret &operator=(const Secret &other)
    {
        if (this != &other) {
            wipe();
            m_bytes = QByteArray(other.m_bytes.constData(), other.m_bytes.size());
        }
        return *this;
    }
    Secret &operator=(Secret &&other) noexcept
    {
        m_bytes.swap(other.m_bytes);
        return *this;
    }
    ~Secret() { wipe(); }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /** UTF-8 bytes. Hand them straight to the consumer; do not store them. */
    const QByteArray &reveal() const { return m_bytes; }
    friend bool operator==(const Secret &, const Secret &) = default;
    friend QDebug operator<<(QDebug debug, const Secret &) { return debug << "***"; }

private:
    void wipe()
    {
        // data() would detach from a shared buffer and wipe the copy; ours is never shared on purpose.
        if (!m_bytes.isEmpty()) {
            volatile char *bytes = m_bytes.data();
            for (qsizetype i = 0; i < m_bytes.size(); ++i)
                bytes[i] = 0;
        }
    }
    QByteArray m_bytes;
};

} // namespace core
