// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"
#include "errorwords.h"

using namespace Qt::StringLiterals;
using core::Errc;

namespace ctl
{

namespace
{
struct Place {
    QString host;
    quint16 port = 0;
};

core::Result<Place> placeFrom(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    const quint16 port = colon < 1 ? quint16(0) : text.mid(colon + 1).toUShort();
    if (port == 0)
        return core::failure(Errc::InvalidInput, text);
    return Place{text.first(colon), port};
}

/** The certificates that the person accepted by their fingerprint. */
class TrustCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(ctl::TrustCommand)

public:
    TrustCommand(Session &session, const QCommandLineParser &parser)
        : Command(session)
        , m_fingerprint(parser.value(u"fingerprint"_s))
        , m_security(parser.value(u"security"_s))
    {
    }
    async::Task<ExitCode> run(QStringList words) override;

private:
    void list();
    async::Task<core::TrustQuestion> look(QString place);
    async::Task<> show(QString place);
    async::Task<ExitCode> accept(QString place);
    async::Task<> forget(QString place);

    QString m_fingerprint;
    QString m_security;
};

void TrustCommand::list()
{
    QJsonArray array;
    QStringList lines;
    for (const core::TrustException &exception : session().reader().trust()) {
        array.append(toJson(exception));
        lines.append(u"%1:%2  %3  %4"_s.arg(printable(exception.host), QString::number(exception.port),
            fingerprint(exception.leaf.sha256), exception.acceptedAt.toString(Qt::ISODate)));
    }
    output().result(QJsonDocument(array), lines.join(u'\n'));
}

async::Task<core::TrustQuestion> TrustCommand::look(QString place)
{
    const Place at = co_await placeFrom(place);
    const auto chosen = core::securityFromName(m_security);
    if (!m_security.isEmpty() && (!chosen || *chosen == core::Security::None))
        co_await core::failure(Errc::InvalidInput, u"--security "_s + m_security);
    const bool usuallyStartTls = at.port == 143 || at.port == 587 || at.port == 25;
    const core::Security security = chosen.value_or(usuallyStartTls ? core::Security::StartTls : core::Security::Tls);
    co_return co_await session().call(ipc::InspectTrust{at.host, at.port, security});
}

async::Task<> TrustCommand::show(QString place)
{
    const core::TrustQuestion found = co_await look(place);
    if (!found.problems.isEmpty()) {
        output().result(QJsonDocument(toJson(found)), ErrorWords::text(found));
        co_return;
    }
    const QByteArray sha256 = found.chain.isEmpty() ? QByteArray() : found.chain.first().sha256;
    output().result(QJsonDocument(toJson(found)),
        tr("The certificate of %1 verifies.").arg(printable(place)) + u'\n'
            + tr("  SHA-256 fingerprint %1").arg(fingerprint(sha256)));
}

async::Task<ExitCode> TrustCommand::accept(QString place)
{
    const QByteArray wanted = QByteArray::fromHex(QString(m_fingerprint).remove(u':').toLatin1());
    if (wanted.size() != 32)
        co_await core::failure(Errc::InvalidInput, tr("--fingerprint wants 64 hexadecimal digits"));
    const core::TrustQuestion found = co_await look(place);
    if (found.chain.isEmpty() || found.chain.first().sha256 != wanted) {
        output().failure({Errc::CertificateUntrusted, place, "the server shows another certificate"}, found);
        co_return ExitCode::NotTrusted;
    }
    if (!found.problems.isEmpty())
        co_await session().call(ipc::AcceptTrust{found, core::TrustAnswer::Always});
    output().result(QJsonDocument(toJson(found)),
        found.problems.isEmpty()
            ? tr("The certificate of %1 verifies; there is nothing to accept.").arg(printable(place))
            : tr("The certificate of %1 is accepted from now on.").arg(printable(place)));
    co_return ExitCode::Done;
}

async::Task<> TrustCommand::forget(QString place)
{
    const Place at = co_await placeFrom(place);
    co_await session().call(ipc::ForgetTrust{at.host, at.port});
    output().result(QJsonDocument(QJsonObject{{u"forgotten"_s, place}}),
        tr("The certificate of %1 is no longer accepted.").arg(printable(place)));
}

async::Task<ExitCode> TrustCommand::run(QStringList words)
{
    const QString verb = words.value(0);
    if (verb == "list"_L1 && words.size() == 1)
        list();
    else if (verb == "show"_L1 && words.size() == 2)
        co_await show(words[1]);
    else if (verb == "accept"_L1 && words.size() == 2)
        co_return co_await accept(words[1]);
    else if (verb == "forget"_L1 && words.size() == 2)
        co_await forget(words[1]);
    else
        co_await core::failure(Errc::InvalidInput, tr("trust list, show, accept or forget HOST:PORT"));
    co_return ExitCode::Done;
}
} // namespace

CommandEntry trustCommand()
{
    return {.name = u"trust"_s,
        .syntax = u"list | show | accept | forget HOST:PORT"_s,
        .description = QCoreApplication::translate("ctl::TrustCommand", "Certificates accepted by hand."),
        .addOptions =
            [](QCommandLineParser &parser) {
                parser.addOption({u"fingerprint"_s,
                    QCoreApplication::translate(
                        "ctl::TrustCommand", "With accept: the certificate's <sha256>, in hexadecimal."),
                    u"sha256"_s});
                parser.addOption({u"security"_s,
                    QCoreApplication::translate(
                        "ctl::TrustCommand", "tls or starttls; without it, what is usual at the port."),
                    u"security"_s});
            },
        .make = [](Session &session, const QCommandLineParser &parser) -> std::unique_ptr<Command> {
            return std::make_unique<TrustCommand>(session, parser);
        }};
}

} // namespace ctl
