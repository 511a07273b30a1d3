// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "addresses.h"

#include "addresslist.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

constexpr qsizetype kLongest = 254; ///< RFC 5321 4.5.3.1.3 without the brackets

/** Separators people type, as the comma the parser knows; not inside quotes. */
QString withCommas(const QString &text)
{
    QString result;
    result.reserve(text.size());
    bool inQuote = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\\' && inQuote && i + 1 < text.size()) {
            result += c;
            result += text[++i];
            continue;
        }
        if (c == u'"')
            inQuote = !inQuote;
        const bool separates = c == u'\n' || c == u'\r' || (!inQuote && (c == u'，' || c == u'；' || c == u'、'));
        if (separates)
            result += u',';
        else if (c == u'＠' && !inQuote)
            result += u'@';
        else if (c == u'\u3000')
            result += u' ';
        else
            result += c;
    }
    return result;
}

bool isQuotedString(QStringView local)
{
    if (local.size() < 2 || !local.startsWith(u'"') || !local.endsWith(u'"'))
        return false;
    for (qsizetype i = 1; i < local.size() - 1; ++i) {
        if (local[i] == u'"')
            return false;
        if (local[i] == u'\\' && ++i >= local.size() - 1)
            return false;
    }
    return true;
}

bool isDotText(QStringView local)
{
    return !local.isEmpty() && std::none_of(local.begin(), local.end(), [](QChar c) {
        return c.unicode() <= 0x20 || c.unicode() >= 0x7F || u"()<>[]:;@\\,\""_s.contains(c);
    });
}

bool isDomain(const QString &domain)
{
    if (domain.startsWith(u'[') && domain.endsWith(u']')) {
        return std::all_of(domain.begin() + 1, domain.end() - 1,
            [](QChar c) { return c.unicode() < 0x7F && (c.isLetterOrNumber() || u".:-"_s.contains(c)); });
    }
    return !domain.isEmpty() && !domain.startsWith(u'.') && !domain.startsWith(u'-') && !domain.contains(".."_L1)
        && std::all_of(domain.begin(), domain.end(), [](QChar c) {
               return (c.unicode() < 0x7F && c.isLetterOrNumber()) || c == u'.' || c == u'-' || c == u'_';
           });
}

} // namespace

core::AddressList parseAddresses(const QString &text)
{
    core::AddressList result = parseAddressText(withCommas(text).toUtf8(), text.size() + 1).addresses;
    for (core::Address &address : result) {
        // Full-width letters of an input method that was left on.
        const QString plain = address.address.normalized(QString::NormalizationForm_KC);
        if (plain != address.address && isDotText(plain.section(u'@', 0, -2)))
            address.address = plain;
        if (address.address.isEmpty())
            std::swap(address.address, address.name);
    }
    return result;
}

core::Result<QString> wireAddress(const QString &address)
{
    const auto bad = [&] {
        return core::failure(core::Errc::InvalidInput, address);
    };
    const qsizetype at = address.lastIndexOf(u'@');
    if (at <= 0)
        return bad();
    const QString local = address.left(at);
    QString domain = address.mid(at + 1);
    const bool printable
        = std::all_of(local.begin(), local.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; });
    if (!printable || (!isDotText(local) && !isQuotedString(local)))
        return bad();
    if (!isDomain(domain)) {
        domain = QString::fromLatin1(QUrl::toAce(domain));
        if (!isDomain(domain))
            return bad();
    }
    const QString wire = local + u'@' + domain;
    if (wire.size() > kLongest)
        return bad();
    return wire;
}

core::Result<> checkAddress(const QString &address)
{
    return wireAddress(address).transform([](const QString &) { });
}

QString formatAddresses(const core::AddressList &addresses)
{
    QStringList result;
    for (const core::Address &address : addresses) {
        if (address.name.isEmpty() || address.address.isEmpty()) {
            result.append(address.address.isEmpty() ? address.name : address.address);
            continue;
        }
        const bool plain = std::all_of(address.name.begin(), address.name.end(),
            [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate() || c == u' ' || c == u'-' || c == u'_'; });
        QString name = address.name;
        if (!plain)
            name = u'"' + name.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
        result.append(name + u" <"_s + address.address + u'>');
    }
    return result.join(u", "_s);
}

} // namespace mime
