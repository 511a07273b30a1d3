// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "interceptors.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

// A static library's resources are not registered by themselves; the macro wants the global namespace.
static void registerInterceptors()
{
    Q_INIT_RESOURCE(providers);
}

using namespace Qt::StringLiterals;
using core::CertificateProblem;

namespace providers
{

namespace
{
constexpr qsizetype kMostIssuers = 200; ///< a hostile network can make up any number

QList<Interceptor> read()
{
    registerInterceptors();
    QFile file(u":/providers/interceptors.json"_s);
    QList<Interceptor> list;
    if (!file.open(QIODevice::ReadOnly))
        return list;
    for (const QJsonValue &row : QJsonDocument::fromJson(file.readAll()).array()) {
        const Interceptor one{row["words"_L1].toVariant().toStringList(), row["name"_L1].toString(),
            row["source"_L1].toString(), row["date"_L1].toString()};
        if (!one.words.isEmpty() && !one.name.isEmpty() && !one.source.isEmpty() && !one.date.isEmpty())
            list.append(one);
    }
    return list;
}

/** The last two labels, three under names like co.jp: near enough to tell strangers from siblings. */
QString domainOf(const QString &host)
{
    if (!QHostAddress(host).isNull())
        return host;
    const QStringList labels = host.toLower().split(u'.', Qt::SkipEmptyParts);
    const bool isShort = labels.size() > 2 && labels.last().size() == 2 && labels.at(labels.size() - 2).size() <= 3;
    return labels.mid(std::max<qsizetype>(0, labels.size() - (isShort ? 3 : 2))).join(u'.');
}
} // namespace

const QList<Interceptor> &knownInterceptors()
{
    static const QList<Interceptor> list = read();
    return list;
}

QString interceptorCalled(const QString &issuer)
{
    static const QRegularExpression separators(u"[^\\p{L}\\p{N}]+"_s);
    const QStringList words = issuer.toLower().split(separators, Qt::SkipEmptyParts);
    for (const Interceptor &one : knownInterceptors()) {
        if (std::ranges::any_of(one.words, [&](const QString &word) { return words.contains(word); }))
            return one.name;
    }
    return {};
}

QString InterceptorWatch::look(const core::TrustQuestion &question)
{
    if (question.problems.isEmpty()) {
        for (const core::CertificateInfo &one : question.chain) {
            if (const QString name = interceptorCalled(one.issuer); !name.isEmpty())
                return name;
        }
        return {};
    }
    // Who signs its own certificate is not between two others; who has expired has nobody between either.
    if (question.chain.isEmpty() || !question.problems.contains(CertificateProblem::UnknownIssuer))
        return {};
    const core::CertificateInfo &leaf = question.chain.first();
    if (const QString name = interceptorCalled(leaf.issuer); !name.isEmpty())
        return name;
    const QByteArray issuer = question.chain.size() > 1 ? question.chain.at(1).spkiSha256 : leaf.issuer.toUtf8();
    if (issuer.isEmpty() || (m_domains.size() >= kMostIssuers && !m_domains.contains(issuer)))
        return {};
    QSet<QString> &domains = m_domains[issuer];
    if (domains.size() < 2)
        domains.insert(domainOf(question.host));
    return domains.size() > 1 ? leaf.issuer : QString();
}

} // namespace providers
