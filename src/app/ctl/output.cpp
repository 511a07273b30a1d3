// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "output.h"

#include "errorwords.h"

#include <QJsonArray>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace ctl
{

namespace
{
void write(std::FILE *file, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), file);
    std::fflush(file);
}

void writeLine(std::FILE *file, QByteArray bytes)
{
    if (!bytes.isEmpty() && !bytes.endsWith('\n'))
        bytes += '\n';
    write(file, bytes);
}

QByteArray oneLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonArray problemNames(const QList<core::CertificateProblem> &problems)
{
    QJsonArray names;
    for (const core::CertificateProblem problem : problems)
        names.append(core::certificateProblemName(problem));
    return names;
}
void logLine(QtMsgType, const QMessageLogContext &context, const QString &text)
{
    writeLine(stderr, oneLine({{u"log"_s, QString::fromUtf8(context.category)}, {u"text"_s, text}}));
}
} // namespace

void logAsJson()
{
    qInstallMessageHandler(logLine);
}

void Output::result(const QJsonDocument &document, const QString &text) const
{
    writeLine(stdout, m_json ? document.toJson() : text.toUtf8());
}

void Output::bytes(const QByteArray &bytes) const
{
    write(stdout, bytes);
}

void Output::progress(const QJsonObject &object, const QString &text) const
{
    writeLine(stderr, m_json ? oneLine(object) : text.toUtf8());
}

void Output::failure(const core::Error &error, const std::optional<core::TrustQuestion> &trust,
    const providers::Circumstances &around) const
{
    if (!m_json) {
        writeLine(stderr, (trust ? ErrorWords::text(*trust) : ErrorWords::text(error, around)).toUtf8());
        return;
    }
    QJsonObject told = toJson(error, around);
    told.insert(u"text"_s, ErrorWords::text(error, around));
    told.insert(u"trust"_s, trust ? QJsonValue(toJson(*trust)) : QJsonValue());
    writeLine(stderr, oneLine({{u"error"_s, told}}));
}

QJsonObject toJson(const core::Error &error, const providers::Circumstances &around)
{
    const QString cause = providers::causeName(providers::diagnose(error, around).cause);
    return {{u"code"_s, core::errcName(error.code)}, {u"context"_s, error.context},
        {u"serverText"_s, QString::fromUtf8(error.serverText)},
        {u"cause"_s, cause.isEmpty() ? QJsonValue() : QJsonValue(cause)}};
}

QJsonValue toJson(const std::optional<core::Error> &error, const providers::Circumstances &around)
{
    return error ? QJsonValue(toJson(*error, around)) : QJsonValue();
}

QJsonObject toJson(const core::CertificateInfo &certificate)
{
    return {{u"subject"_s, certificate.subject}, {u"issuer"_s, certificate.issuer},
        {u"organization"_s, certificate.organization}, {u"names"_s, QJsonArray::fromStringList(certificate.names)},
        {u"notBefore"_s, certificate.notBefore.toString(Qt::ISODate)},
        {u"notAfter"_s, certificate.notAfter.toString(Qt::ISODate)}, {u"sha256"_s, fingerprint(certificate.sha256)}};
}

QJsonObject toJson(const core::TrustQuestion &question)
{
    QJsonArray chain;
    for (const core::CertificateInfo &certificate : question.chain)
        chain.append(toJson(certificate));
    return {{u"host"_s, question.host}, {u"port"_s, question.port}, {u"problems"_s, problemNames(question.problems)},
        {u"chain"_s, chain}, {u"accept"_s, ErrorWords::acceptCommand(question)}};
}

QJsonObject toJson(const core::TrustException &exception)
{
    return {{u"host"_s, exception.host}, {u"port"_s, exception.port}, {u"problems"_s, problemNames(exception.problems)},
        {u"certificate"_s, toJson(exception.leaf)}, {u"acceptedAt"_s, exception.acceptedAt.toString(Qt::ISODate)}};
}

QJsonObject toJson(const core::DiscoveryAttempt &attempt, const providers::Circumstances &around)
{
    providers::Circumstances own = around;
    own.purpose = attempt.purpose;
    own.user = attempt.server.user;
    return {{u"id"_s, attempt.id},
        {u"purpose"_s, attempt.purpose == core::ServerPurpose::Receive ? u"receive"_s : u"send"_s},
        {u"source"_s, attempt.source},
        {u"protocol"_s,
            attempt.purpose == core::ServerPurpose::Send ? u"smtp"_s : core::protocolName(attempt.protocol)},
        {u"host"_s, attempt.server.host}, {u"port"_s, attempt.server.port},
        {u"security"_s, core::securityName(attempt.server.security)}, {u"user"_s, attempt.server.user},
        {u"userForm"_s,
            attempt.server.user.isEmpty() ? QString() : providers::userNameForm(attempt.server.user, around.address)},
        {u"state"_s, core::attemptStateName(attempt.state)}, {u"milliseconds"_s, attempt.milliseconds},
        {u"error"_s, toJson(attempt.error, own)},
        {u"trust"_s, attempt.trust ? QJsonValue(toJson(*attempt.trust)) : QJsonValue()}};
}

} // namespace ctl
