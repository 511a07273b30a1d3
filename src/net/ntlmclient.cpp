// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ntlmclient.h"

#include <QDateTime>
#include <QStringConverter>
#include <QtCrypto>
#include <QtEndian>

using namespace Qt::StringLiterals;
using core::Errc;
using core::Result;

namespace net
{

namespace
{
// MS-NLMP 2.2.2.5
constexpr quint32 kUnicode = 0x1, kOem = 0x2, kRequestTarget = 0x4, kNtlm = 0x200, kAlwaysSign = 0x8000;
constexpr quint32 kTargetIsDomain = 0x10000, kExtendedSecurity = 0x80000, kTargetInfo = 0x800000, k128 = 0x20000000;
constexpr quint32 kOurs
    = kUnicode | kOem | kRequestTarget | kNtlm | kAlwaysSign | kExtendedSecurity | kTargetInfo | k128;
// MS-NLMP 2.2.2.1
constexpr quint16 kAvEnd = 0, kAvFlags = 6, kAvTimestamp = 7;
constexpr quint32 kAvFlagMic = 0x2;

const QByteArray kSignature("NTLMSSP\0", 8);
constexpr qsizetype kChallengeSize = 32; ///< the shortest: without target information
constexpr qsizetype kTargetInfoEnd = 48;
constexpr qsizetype kLongestPairs = 32 * 1024; ///< they come back in a field of less than 64 KiB
constexpr qsizetype kAuthenticateSize = 88; ///< 2.2.1.3: fields, flags, version, MIC
constexpr qsizetype kMicOffset = 72, kMicSize = 16;
constexpr quint64 kUnixEpoch = 116'444'736'000'000'000; ///< 1970 in 100 ns since 1601

template <class Number>
QByteArray bytesOf(Number number)
{
    QByteArray bytes(sizeof(Number), Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

template <class Number>
Number numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<Number>(bytes.constData() + at);
}

QByteArray utf16(const QString &text)
{
    return QStringEncoder(QStringEncoder::Utf16LE)(text);
}

QString fromUtf16(const QByteArray &bytes)
{
    return QStringDecoder(QStringDecoder::Utf16LE)(bytes);
}

/** The first message; the MIC is over it, too. Names neither domain nor workstation. */
QByteArray negotiateMessage()
{
    return kSignature + bytesOf<quint32>(1) + bytesOf(kOurs) + QByteArray(16, '\0');
}

/** One code unit for one, as Windows does it: ß stays ß. */
QString upper(const QString &text)
{
    QString result;
    for (const QChar c : text)
        result += c.toUpper();
    return result;
}

QByteArray hmacMd5(const QByteArray &key, const QByteArray &message)
{
    QCA::MessageAuthenticationCode mac(u"hmac(md5)"_s, QCA::SymmetricKey(key));
    mac.update(message);
    return mac.final().toByteArray();
}

std::unexpected<core::Error> refused(const QString &why)
{
    return core::failure(Errc::AuthenticationFailed, u"NTLM: "_s + why);
}

/** The bytes that the eight at `at` point to (2.2.1: length, maximum, offset); nothing when they lie outside. */
std::optional<QByteArray> fieldAt(const QByteArray &message, qsizetype at)
{
    const auto length = qsizetype(numberAt<quint16>(message, at));
    const auto offset = qsizetype(numberAt<quint32>(message, at + 4));
    if (length == 0)
        return QByteArray();
    if (offset > message.size() || length > message.size() - offset)
        return std::nullopt;
    return message.mid(offset, length);
}
} // namespace

struct NtlmClient::Challenge {
    quint32 flags = 0;
    QByteArray server; ///< 8 bytes
    QString target;
    QByteArray pairs; ///< AV_PAIRs without the end; empty: none were sent
    QByteArray timestamp; ///< of the server; 8 bytes or empty
    quint32 avFlags = 0;
};

NtlmClient::NtlmClient(
    const QString &user, const core::Secret &password, const QByteArray &clientChallenge, std::optional<quint64> time)
    : m_user(user)
    , m_password(password)
    , m_clientChallenge(clientChallenge.isEmpty() ? QCA::Random::randomArray(8).toByteArray() : clientChallenge)
    , m_time(time)
{
}

bool NtlmClient::isPossible()
{
    return QCA::isSupported("md4,hmac(md5)");
}

std::optional<QByteArray> NtlmClient::initialResponse()
{
    m_step = Step::Negotiated;
    return negotiateMessage();
}

Result<QByteArray> NtlmClient::respond(const QByteArray &challenge)
{
    switch (m_step) {
    case Step::Start:
        return *initialResponse();
    case Step::Negotiated:
        break;
    case Step::Answered:
        return refused(u"talk after the end"_s);
    }
    const auto understood = parsed(challenge);
    if (!understood)
        return std::unexpected(understood.error());
    auto answer = authenticate(challenge, *understood);
    if (answer)
        m_step = Step::Answered;
    return answer;
}

Result<NtlmClient::Challenge> NtlmClient::parsed(const QByteArray &message)
{
    if (message.size() < kChallengeSize || !message.startsWith(kSignature) || numberAt<quint32>(message, 8) != 2)
        return refused(u"no challenge"_s);
    Challenge challenge;
    challenge.flags = numberAt<quint32>(message, 20);
    challenge.server = message.mid(24, 8);
    const auto target = fieldAt(message, 12);
    if (!target)
        return refused(u"target outside the challenge"_s);
    challenge.target = challenge.flags & kUnicode ? fromUtf16(*target) : QString::fromLatin1(*target);
    if (!(challenge.flags & kTargetInfo) || message.size() < kTargetInfoEnd)
        return challenge;
    const auto pairs = fieldAt(message, 40);
    if (!pairs)
        return refused(u"target information outside the challenge"_s);
    if (pairs->size() > kLongestPairs)
        return refused(u"too much target information"_s);
    for (qsizetype at = 0; at < pairs->size();) {
        if (pairs->size() - at < 4)
            return refused(u"target information cut off"_s);
        const auto id = numberAt<quint16>(*pairs, at);
        const auto length = qsizetype(numberAt<quint16>(*pairs, at + 2));
        if (id == kAvEnd)
            return challenge;
        if (length > pairs->size() - at - 4)
            return refused(u"target information cut off"_s);
        const QByteArray value = pairs->mid(at + 4, length);
        if ((id == kAvTimestamp && length != 8) || (id == kAvFlags && length != 4))
            return refused(u"bad target information"_s);
        if (id == kAvFlags) // ours takes its place
            challenge.avFlags = numberAt<quint32>(value, 0);
        else
            challenge.pairs += pairs->mid(at, 4 + length);
        if (id == kAvTimestamp)
            challenge.timestamp = value;
        at += 4 + length;
    }
    return pairs->isEmpty() ? Result<Challenge>(challenge) : refused(u"target information without an end"_s);
}

Result<QByteArray> NtlmClient::authenticate(const QByteArray &message, const Challenge &challenge) const
{
    const qsizetype slash = m_user.indexOf(u'\\');
    const QString user = m_user.mid(slash + 1);
    QString domain = m_user.first(std::max<qsizetype>(slash, 0));
    if (slash < 0 && !user.contains(u'@') && challenge.flags & kTargetIsDomain)
        domain = challenge.target;
    const bool unicode = challenge.flags & kUnicode;
    const auto isAscii = [](const QString &text) {
        return std::ranges::all_of(text, [](QChar c) { return c < u'\x80'; });
    };
    if (!unicode && !(isAscii(user) && isAscii(domain)))
        return refused(u"the server cannot take this user name"_s);

    const QByteArray ntHash = QCA::Hash(u"md4"_s).hash(utf16(QString::fromUtf8(m_password.reveal()))).toByteArray();
    const QByteArray key = hmacMd5(ntHash, utf16(upper(user) + domain)); // NTOWFv2, 3.3.2
    const bool mic = !challenge.timestamp.isEmpty();
    QByteArray pairs = challenge.pairs;
    if (mic || challenge.avFlags)
        pairs += bytesOf(kAvFlags) + bytesOf<quint16>(4) + bytesOf(challenge.avFlags | (mic ? kAvFlagMic : 0));
    const auto now = quint64(QDateTime::currentMSecsSinceEpoch()) * 10'000 + kUnixEpoch;
    const QByteArray time = mic ? challenge.timestamp : bytesOf<quint64>(m_time.value_or(now));
    const QByteArray blob = "\x01\x01"_ba + QByteArray(6, '\0') + time + m_clientChallenge + QByteArray(4, '\0') + pairs
        + QByteArray(8, '\0'); // the end of the pairs, then four more
    const QByteArray proof = hmacMd5(key, challenge.server + blob);
    // 3.1.5.1.2: who sends the time can check the blob, and gets no LMv2 response.
    const QByteArray lm
        = mic ? QByteArray(24, '\0') : hmacMd5(key, challenge.server + m_clientChallenge) + m_clientChallenge;

    QByteArray answer = kSignature + bytesOf<quint32>(3);
    QByteArray payload;
    for (const QByteArray &field : {lm, proof + blob, unicode ? utf16(domain) : domain.toLatin1(),
             unicode ? utf16(user) : user.toLatin1(), QByteArray(), QByteArray()}) { // no workstation, no session key
        const auto length = bytesOf(quint16(field.size()));
        answer += length + length + bytesOf(quint32(kAuthenticateSize + payload.size()));
        payload += field;
    }
    const quint32 both = kOurs & challenge.flags;
    answer += bytesOf(unicode ? both & ~kOem : both) + QByteArray(8 + kMicSize, '\0') + payload;
    if (mic) {
        // Without key exchange the exported session key is the base key: HMAC of the proof.
        answer.replace(kMicOffset, kMicSize, hmacMd5(hmacMd5(key, proof), negotiateMessage() + message + answer));
    }
    return answer;
}

} // namespace net
