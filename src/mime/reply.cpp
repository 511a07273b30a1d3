// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "reply.h"

#include "addresses.h"
#include "dateparser.h"
#include "document.h"
#include "messageids.h"

using namespace Qt::StringLiterals;

namespace mime
{

namespace
{

/** The length of one mark at the begin ("Re:", "RE[2]:", "返信："), 0 when there is none. */
qsizetype markLength(QStringView subject, const QStringList &marks)
{
    for (const QString &mark : marks) {
        if (!subject.startsWith(mark, Qt::CaseInsensitive))
            continue;
        qsizetype at = mark.size();
        const auto skip = [&](auto accept) {
            while (at < subject.size() && accept(subject[at]))
                ++at;
        };
        const auto isBlank = [](QChar c) {
            return c.isSpace();
        };
        skip(isBlank);
        if (at < subject.size() && (subject[at] == u'[' || subject[at] == u'^' || subject[at] == u'(')) {
            ++at;
            const qsizetype digits = at;
            skip([](QChar c) { return c.isDigit(); });
            if (at == digits)
                continue;
            skip([](QChar c) { return c == u']' || c == u')'; });
            skip(isBlank);
        } else {
            skip([](QChar c) { return c.isDigit(); }); // Re2:
        }
        if (at < subject.size() && (subject[at] == u':' || subject[at] == u'：'))
            return at + 1;
    }
    return 0;
}

QString withMark(const QString &subject, const QString &mark, const QStringList &known)
{
    QStringView rest = QStringView(subject).trimmed();
    while (const qsizetype length = markLength(rest, known))
        rest = rest.sliced(length).trimmed();
    return mark + rest.toString();
}

bool isOneOf(const QString &address, const QStringList &own)
{
    return own.contains(address, Qt::CaseInsensitive);
}

/** Adds those of `more` that are no own address and in neither list yet. */
void addOthers(
    core::AddressList &list, const core::AddressList &more, const core::AddressList &already, const QStringList &own)
{
    const auto has = [](const core::AddressList &in, const QString &address) {
        return std::any_of(in.begin(), in.end(),
            [&](const core::Address &other) { return other.address.compare(address, Qt::CaseInsensitive) == 0; });
    };
    for (const core::Address &address : more) {
        const bool known = has(list, address.address) || has(already, address.address);
        if (!address.address.isEmpty() && !known && !isOneOf(address.address, own))
            list.append(address);
    }
}

QStringList chain(const core::Envelope &envelope)
{
    QStringList references
        = envelope.references.isEmpty() && envelope.inReplyTo.size() == 1 ? envelope.inReplyTo : envelope.references;
    references.removeAll(envelope.messageId);
    references.removeIf([](const QString &id) {
        return id.isEmpty() || std::any_of(id.begin(), id.end(), [](QChar c) {
            return c.unicode() <= 0x20 || c.unicode() >= 0x7F || c == u'<' || c == u'>';
        });
    });
    if (!envelope.messageId.isEmpty())
        references.append(envelope.messageId);
    // RFC 5322 asks for all; a thread of years would outgrow every limit. The first one names the thread.
    while (references.size() > kReferencesLimit)
        references.removeAt(1);
    return references;
}

bool isUsableId(const QString &id)
{
    return !id.isEmpty() && id.size() < 900
        && std::all_of(
            id.begin(), id.end(),
            [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F && c != u'<' && c != u'>'; });
}

} // namespace

QString replySubject(const QString &subject)
{
    static const QStringList kMarks{u"Re"_s, u"返信"_s, u"返"_s, u"AW"_s, u"SV"_s, u"Antw"_s};
    return withMark(subject, u"Re: "_s, kMarks);
}

QString forwardSubject(const QString &subject)
{
    static const QStringList kMarks{u"Fwd"_s, u"Fw"_s, u"転送"_s, u"WG"_s};
    return withMark(subject, u"Fwd: "_s, kMarks);
}

QString quoted(const QString &text)
{
    QStringView body = text;
    // RFC 3676 4.3: a signature is not quoted
    if (const qsizetype signature = text.startsWith("-- \n"_L1) ? 0 : text.indexOf("\n-- \n"_L1); signature >= 0)
        body = body.first(signature);
    while (body.endsWith(u'\n'))
        body.chop(1);
    if (body.isEmpty())
        return {};
    QString result;
    for (const QStringView line : QStringTokenizer(body, u'\n')) {
        result += line.startsWith(u'>') ? u">"_s : (line.isEmpty() ? u">"_s : u"> "_s);
        result += line;
        result += u'\n';
    }
    return result;
}

core::Draft replyDraft(const core::Document &document, const core::Address &self, bool all, const QString &attribution,
    const QStringList &ownAddresses)
{
    const core::Envelope &envelope = document.envelope;
    const QStringList own = ownAddresses + QStringList{self.address};
    core::Draft draft;
    draft.from = self;
    const bool isMine = !envelope.from.isEmpty() && isOneOf(envelope.from.first().address, own);
    if (isMine && !envelope.to.isEmpty()) {
        draft.to = envelope.to; // an answer to oneself goes on to the same people
        draft.to.removeIf([](const core::Address &address) { return address.address.isEmpty(); });
    } else {
        addOthers(draft.to, envelope.replyTo.isEmpty() ? envelope.from : envelope.replyTo, {}, {});
    }
    if (all) {
        if (!isMine)
            addOthers(draft.to, envelope.to, {}, own);
        addOthers(draft.cc, envelope.cc, draft.to, own);
    }
    draft.subject = replySubject(envelope.subject);
    if (isUsableId(envelope.messageId)) {
        draft.inReplyTo = envelope.messageId;
        draft.references = chain(envelope);
    }
    const QString quote = quoted(document.text);
    draft.text = attribution.isEmpty() || quote.isEmpty() ? quote : attribution + u'\n' + quote;
    if (document.key.uid.isValid())
        draft.answers = document.key;
    return draft;
}

core::Draft forwardDraft(
    const core::Document &document, const QByteArray &raw, const core::Address &self, const ForwardLabels &labels)
{
    const core::Envelope &envelope = document.envelope;
    core::Draft draft;
    draft.from = self;
    draft.subject = forwardSubject(envelope.subject);
    if (isUsableId(envelope.messageId))
        draft.references = chain(envelope);
    QStringList block;
    const auto row = [&](const QString &label, const QString &value) {
        if (!label.isEmpty() && !value.isEmpty())
            block.append(label + u": "_s + value);
    };
    if (!labels.heading.isEmpty())
        block.append(labels.heading);
    row(labels.from, formatAddresses(envelope.from));
    const bool dated = envelope.date.isValid();
    row(labels.date,
        !labels.dateText.isEmpty() || !dated ? labels.dateText : QString::fromLatin1(formatDate(envelope.date)));
    row(labels.subject, envelope.subject);
    row(labels.to, formatAddresses(envelope.to));
    row(labels.cc, formatAddresses(envelope.cc));
    draft.text = block.isEmpty() ? document.text : block.join(u'\n') + u"\n\n"_s + document.text;
    if (!draft.text.isEmpty() && !draft.text.endsWith(u'\n'))
        draft.text += u'\n';
    for (const core::Attachment &attachment : document.attachments) {
        if (auto bytes = partBytes(raw, attachment.part))
            draft.attachments.append({attachment.fileName, attachment.mimeType, *bytes});
    }
    if (document.key.uid.isValid())
        draft.forwards = document.key;
    return draft;
}

} // namespace mime
