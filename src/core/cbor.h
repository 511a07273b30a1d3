// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "error.h"
#include "fields.h"
#include "secret.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QDateTime>
#include <QList>
#include <QStringList>
#include <QTimeZone>

#include <algorithm>
#include <concepts>
#include <optional>
#include <type_traits>
#include <variant>

/**
 * Values as CBOR (RFC 8949): for the journal and for the link. A struct is a map by field name, so that a newer
 * program can add fields and an older journal still reads; a missing field keeps its default, a field of the wrong
 * type or an enumerator out of range is an error. Reading never allocates more than its input is long.
 */
namespace core::cbor
{

template <class T>
QCborValue write(const T &value);

/** Reads one value; `ok` stays false once something did not fit. */
template <class T>
void read(const QCborValue &cbor, T &value, bool &ok);

namespace detail
{
template <class T, template <class...> class Template>
inline constexpr bool isA = false;
template <template <class...> class Template, class... Args>
inline constexpr bool isA<Template<Args...>, Template> = true;

template <class T>
concept Id = requires(const T &t) {
    { t.isValid() } -> std::same_as<bool>;
    requires std::integral<std::remove_cvref_t<decltype(t.value())>>;
};
template <class T>
concept Described = requires(T &t) { Fields<T>::of([](auto &&...) { }, t); };
template <class T>
concept FlagSet = requires {
    typename T::enum_type;
    typename T::Int;
};

template <size_t I, class Variant>
bool readAlternative(size_t index, const QCborValue &cbor, Variant &value, bool &ok)
{
    if constexpr (I < std::variant_size_v<Variant>) {
        if (index != I)
            return readAlternative<I + 1>(index, cbor, value, ok);
        read(cbor, value.template emplace<I>(), ok);
        return true;
    } else {
        return false;
    }
}

template <class T>
void readInteger(const QCborValue &cbor, T &value, bool &ok)
{
    // 64-bit unsigned values travel as their two's complement.
    const qint64 number = cbor.toInteger();
    const bool fits = std::same_as<T, quint64> || std::in_range<T>(number);
    ok = ok && cbor.isInteger() && fits;
    if (ok)
        value = T(number);
}
} // namespace detail

template <class T>
QCborValue write(const T &value)
{
    using namespace detail;
    if constexpr (std::same_as<T, bool> || std::same_as<T, QString> || std::same_as<T, QByteArray>) {
        return QCborValue(value);
    } else if constexpr (std::same_as<T, double>) {
        return QCborValue(value);
    } else if constexpr (std::integral<T> || std::is_enum_v<T>) {
        return QCborValue(qint64(value));
    } else if constexpr (FlagSet<T>) {
        return QCborValue(qint64(value.toInt()));
    } else if constexpr (Id<T>) {
        return QCborValue(qint64(value.value()));
    } else if constexpr (std::same_as<T, Secret>) {
        return QCborValue(value.reveal());
    } else if constexpr (std::same_as<T, QDateTime>) {
        return value.isValid() ? QCborArray{value.toMSecsSinceEpoch(), value.offsetFromUtc()} : QCborValue();
    } else if constexpr (std::same_as<T, QStringList> || isA<T, QList>) {
        QCborArray array;
        for (const auto &item : value)
            array.append(write(item));
        return array;
    } else if constexpr (isA<T, std::optional>) {
        return value ? QCborArray{write(*value)} : QCborValue();
    } else if constexpr (isA<T, std::variant>) {
        return QCborArray{qint64(value.index()), std::visit([](const auto &v) { return write(v); }, value)};
    } else if constexpr (std::same_as<T, std::monostate>) {
        return QCborValue();
    } else {
        static_assert(Described<T>, "give the type a Fields<T> specialisation in core/fields.h");
        QCborMap map;
        Fields<T>::of(
            [&](QLatin1StringView name, const auto &field) { map.insert(QString(name), write(field)); }, value);
        return map;
    }
}

template <class T>
void read(const QCborValue &cbor, T &value, bool &ok)
{
    using namespace detail;
    if constexpr (std::same_as<T, bool>) {
        ok = ok && cbor.isBool();
        value = cbor.toBool();
    } else if constexpr (std::same_as<T, QString>) {
        ok = ok && cbor.isString();
        value = cbor.toString();
    } else if constexpr (std::same_as<T, QByteArray>) {
        ok = ok && cbor.isByteArray();
        value = cbor.toByteArray();
    } else if constexpr (std::same_as<T, double>) {
        ok = ok && (cbor.isDouble() || cbor.isInteger());
        value = cbor.toDouble();
    } else if constexpr (std::integral<T>) {
        readInteger(cbor, value, ok);
    } else if constexpr (std::is_enum_v<T>) {
        int number = 0;
        readInteger(cbor, number, ok);
        ok = ok && number >= 0 && number < kEnumerators<T>;
        if (ok)
            value = T(number);
    } else if constexpr (FlagSet<T>) {
        typename T::Int bits{};
        readInteger(cbor, bits, ok);
        value = T::fromInt(bits);
    } else if constexpr (Id<T>) {
        std::remove_cvref_t<decltype(value.value())> number{};
        readInteger(cbor, number, ok);
        value = T{number};
    } else if constexpr (std::same_as<T, Secret>) {
        ok = ok && cbor.isByteArray();
        value = Secret(cbor.toByteArray());
    } else if constexpr (std::same_as<T, QDateTime>) {
        value = {};
        if (cbor.isUndefined() || cbor.isNull())
            return;
        const QCborArray parts = cbor.toArray();
        const qint64 offset = parts.at(1).toInteger();
        ok = ok && cbor.isArray() && parts.size() == 2 && parts.at(0).isInteger() && qAbs(offset) <= 14 * 3600;
        if (ok)
            value = QDateTime::fromMSecsSinceEpoch(parts.at(0).toInteger(),
                offset == 0 ? QTimeZone(QTimeZone::UTC) : QTimeZone::fromSecondsAheadOfUtc(int(offset)));
    } else if constexpr (std::same_as<T, QStringList> || isA<T, QList>) {
        ok = ok && cbor.isArray();
        const QCborArray array = cbor.toArray();
        value.clear();
        value.reserve(std::min<qsizetype>(array.size(), 1000)); // what a stranger claims is not what we allocate
        for (const QCborValue &item : array) {
            typename T::value_type element{};
            read(item, element, ok);
            if (!ok)
                return;
            value.append(std::move(element));
        }
    } else if constexpr (isA<T, std::optional>) {
        value.reset();
        if (cbor.isUndefined() || cbor.isNull())
            return;
        ok = ok && cbor.isArray() && cbor.toArray().size() == 1;
        if (ok)
            read(cbor.toArray().at(0), value.emplace(), ok);
    } else if constexpr (isA<T, std::variant>) {
        const QCborArray parts = cbor.toArray();
        ok = ok && cbor.isArray() && parts.size() == 2 && parts.at(0).isInteger() && parts.at(0).toInteger() >= 0;
        if (ok)
            ok = readAlternative<0>(size_t(parts.at(0).toInteger()), parts.at(1), value, ok) && ok;
    } else if constexpr (std::same_as<T, std::monostate>) {
        Q_UNUSED(cbor);
    } else {
        ok = ok && cbor.isMap();
        if (!ok)
            return;
        const QCborMap map = cbor.toMap();
        Fields<T>::of(
            [&](QLatin1StringView name, auto &field) {
                if (const auto it = map.constFind(QString(name)); it != map.constEnd())
                    read(it.value(), field, ok);
            },
            value);
    }
}

/** The bytes of one value. */
template <class T>
QByteArray toBytes(const T &value)
{
    return write(value).toCbor();
}

/** InvalidInput when the bytes are no CBOR or do not fit the type. */
template <class T>
Result<T> fromBytes(const QByteArray &bytes)
{
    QCborParserError error;
    const QCborValue cbor = QCborValue::fromCbor(bytes, &error);
    T value{};
    bool ok = error.error == QCborError::NoError && error.offset == bytes.size();
    if (ok)
        read(cbor, value, ok);
    if (!ok)
        return failure(Errc::InvalidInput, QStringLiteral("CBOR"));
    return value;
}

} // namespace core::cbor
