// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/cbor.h"

#include <QRandomGenerator>

namespace test
{

/** Fills any value the link can carry with random content: every field, at its edges more often than by chance. */
template <class T>
void fill(T &value, QRandomGenerator &random, int depth = 0)
{
    using namespace core::cbor::detail;
    if constexpr (std::same_as<T, bool>) {
        value = random.bounded(2);
    } else if constexpr (std::same_as<T, QString>) {
        static const QStringList kSamples{
            {}, QStringLiteral("飛脚 🏃 e\u0301"), QStringLiteral("a\r\nb\t\u202e%1"), QString(70000, QChar(u'あ'))};
        value = kSamples.at(random.bounded(100) == 0 ? 3 : random.bounded(3));
    } else if constexpr (std::same_as<T, QByteArray>) {
        value.resize(random.bounded(100) == 0 ? 300'000 : random.bounded(40));
        std::generate(value.begin(), value.end(), [&] { return char(random.bounded(256)); });
    } else if constexpr (std::integral<T>) {
        const T samples[]{0, 1, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), T(random.generate64())};
        value = samples[random.bounded(5)];
    } else if constexpr (std::is_enum_v<T>) {
        value = T(random.bounded(core::kEnumerators<T>));
    } else if constexpr (FlagSet<T>) {
        value = T::fromInt(typename T::Int(random.bounded(64)));
    } else if constexpr (Id<T>) {
        std::remove_cvref_t<decltype(value.value())> number{};
        fill(number, random);
        value = T{number};
    } else if constexpr (std::same_as<T, core::Secret>) {
        value = core::Secret(QStringLiteral("秘密%1").arg(random.bounded(1000)));
    } else if constexpr (std::same_as<T, QDateTime>) {
        if (random.bounded(4) == 0)
            value = {};
        else
            value = QDateTime::fromMSecsSinceEpoch(qint64(random.bounded(1u << 31)) * 1000,
                QTimeZone::fromSecondsAheadOfUtc((random.bounded(29) - 14) * 3600));
    } else if constexpr (std::same_as<T, QStringList> || isA<T, QList>) {
        value.resize(random.bounded(depth > 3 ? 1 : 3));
        for (auto &item : value)
            fill(item, random, depth + 1);
    } else if constexpr (isA<T, std::optional>) {
        value.reset();
        if (random.bounded(2))
            fill(value.emplace(), random, depth + 1);
    } else if constexpr (isA<T, std::variant>) {
        [&]<size_t... I>(std::index_sequence<I...>) {
            const size_t wanted = random.bounded(int(sizeof...(I)));
            ((I == wanted ? fill(value.template emplace<I>(), random, depth + 1) : void()), ...);
        }(std::make_index_sequence<std::variant_size_v<T>>());
    } else if constexpr (!std::same_as<T, std::monostate>) {
        core::Fields<T>::of([&](auto, auto &field) { fill(field, random, depth + 1); }, value);
    }
}

namespace detail
{
struct Anything {
    template <class T>
    operator T() const; // NOLINT: converts to whatever a field is
};
template <class T, size_t... I>
constexpr bool takes(std::index_sequence<I...>)
{
    return requires { T{(void(I), Anything{})...}; };
}
} // namespace detail

/** How many fields an aggregate has, found by how many initialisers it takes. */
template <class T, size_t N = 0>
constexpr size_t fieldCount()
{
    if constexpr (detail::takes<T>(std::make_index_sequence<N + 1>()))
        return fieldCount<T, N + 1>();
    else
        return N;
}

/** How many of them travel. */
template <class T>
size_t describedFieldCount()
{
    size_t count = 0;
    T value{};
    core::Fields<T>::of([&](auto &&...) { ++count; }, value);
    return count;
}

} // namespace test
