// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ldapentry.h"

#include "ldapconnection.h"
#include "mime/plaintext.h"

#include <ldap.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace people
{

namespace
{
constexpr qsizetype kMostText = 200; ///< characters of a name; more is no name
constexpr qsizetype kMostAddress = 320; ///< RFC 3696, erratum 1690, and a little more
constexpr qsizetype kMostWords = 8;

/** Every byte that is no letter or digit as \xx (RFC 4515 3): nothing typed can be more than a value. */
QByteArray escaped(const QString &word)
{
    QByteArray out;
    for (const char c : word.toUtf8()) {
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            out += c;
        else
            out += '\\' + QByteArray(1, c).toHex();
    }
    return out;
}

/** The best value of an attribute: with the language asked for, else without any option. Pronunciation is no name. */
QString textOf(ldap *handle, ldapmsg *entry, const QByteArray &attribute, const QString &language)
{
    const QByteArrayList values
        = valuesOf(handle, entry, attribute + ";lang-" + language.toLatin1()) + valuesOf(handle, entry, attribute);
    return values.isEmpty() ? QString() : mime::oneLine(QString::fromUtf8(values.first())).trimmed().left(kMostText);
}

bool canBeWrittenTo(const QByteArray &address)
{
    return address.size() <= kMostAddress && address.indexOf('@') > 0 && !address.endsWith('@')
        && std::ranges::all_of(address, [](char c) { return c > ' ' && c < '\x7f' && !strchr("<>()[],;:\\\"", c); });
}
} // namespace

char **personAttributes()
{
    // libldap takes them as char *, and changes nothing.
    static char names[][16] = {"mail", "cn", "displayName", "o", "company", "ou", "department"};
    static char *wanted[] = {names[0], names[1], names[2], names[3], names[4], names[5], names[6], nullptr};
    return wanted;
}

QByteArrayList valuesOf(ldap *handle, ldapmsg *entry, const QByteArray &attribute)
{
    QByteArrayList out;
    berval **values = ldap_get_values_len(handle, entry, attribute.constData());
    for (berval **value = values; value && *value; ++value)
        out.append(QByteArray((*value)->bv_val, qsizetype((*value)->bv_len)));
    ldap_value_free_len(values);
    return out;
}

QList<core::Person> peopleIn(ldap *handle, ldapmsg *entry, const QString &language)
{
    const auto first = [&](std::initializer_list<const char *> attributes) {
        for (const char *attribute : attributes) {
            if (const QString text = textOf(handle, entry, attribute, language); !text.isEmpty())
                return text;
        }
        return QString();
    };
    const QString name = first({"displayName", "cn"});
    QStringList organization{first({"o", "company"}), first({"department", "ou"})};
    organization.removeAll(QString());
    QList<core::Person> people;
    for (const QByteArray &address : valuesOf(handle, entry, "mail")) {
        if (canBeWrittenTo(address))
            people.append({{name, QString::fromLatin1(address)}, organization.join(u' ')});
    }
    return people;
}

QByteArray filterFor(const QString &text)
{
    static const QRegularExpression spaces(u"[\\s\\x{3000}]+"_s);
    QByteArray all;
    for (const QString &word : text.split(spaces, Qt::SkipEmptyParts).mid(0, kMostWords)) {
        const QByteArray value = escaped(word.left(kMostText));
        all += "(|";
        for (const char *attribute : {"cn", "displayName", "sn", "givenName"})
            all += QByteArray("(") + attribute + "=*" + value + "*)";
        all += "(mail=" + value + "*))";
    }
    return all.isEmpty() ? all : "(&(mail=*)" + all + ')';
}

} // namespace people
