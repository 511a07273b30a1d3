// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "documentjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace core
{

namespace
{

QJsonArray toJson(const AddressList &addresses)
{
    QJsonArray array;
    for (const Address &address : addresses)
        array.append(QJsonObject{{u"name"_s, address.name}, {u"address"_s, address.address}});
    return array;
}

QJsonObject toJson(const Attachment &attachment)
{
    return {{u"part"_s, attachment.part}, {u"filename"_s, attachment.fileName}, {u"mimeType"_s, attachment.mimeType},
        {u"size"_s, attachment.size}, {u"inline"_s, attachment.isInline},
        {u"contentId"_s, attachment.contentId.isEmpty() ? QJsonValue() : QJsonValue(attachment.contentId)},
        {u"sha256"_s, QString::fromLatin1(attachment.sha256.toHex())}};
}

void insertPlace(QJsonObject &object, const Document &document)
{
    object.insert(u"id"_s, document.key.toString());
    object.insert(u"account"_s, document.accountName);
    object.insert(u"folder"_s, QString::fromUtf8(document.key.mailbox));
    object.insert(u"uid"_s, qint64(document.key.uid.value()));
    object.insert(u"flags"_s, QJsonArray::fromStringList(flagNames(document.flags)));
}

} // namespace

QJsonObject toJson(const Document &document, bool withPlace)
{
    const Envelope &envelope = document.envelope;
    QJsonObject object;
    if (withPlace)
        insertPlace(object, document);
    object.insert(u"size"_s, document.size);
    object.insert(u"messageId"_s, envelope.messageId);
    object.insert(u"inReplyTo"_s, QJsonArray::fromStringList(envelope.inReplyTo));
    object.insert(u"references"_s, QJsonArray::fromStringList(envelope.references));
    object.insert(u"subject"_s, envelope.subject);
    object.insert(u"date"_s, envelope.date.isValid() ? QJsonValue(envelope.date.toString(Qt::ISODate)) : QJsonValue());
    object.insert(u"from"_s, toJson(envelope.from));
    object.insert(u"sender"_s, toJson(envelope.sender));
    object.insert(u"replyTo"_s, toJson(envelope.replyTo));
    object.insert(u"to"_s, toJson(envelope.to));
    object.insert(u"cc"_s, toJson(envelope.cc));
    object.insert(u"bcc"_s, toJson(envelope.bcc));
    object.insert(u"text"_s, document.text);
    object.insert(u"html"_s, document.html);
    QJsonArray attachments;
    for (const Attachment &attachment : document.attachments)
        attachments.append(toJson(attachment));
    object.insert(u"attachments"_s, attachments);
    object.insert(u"remoteReferences"_s, document.remoteReferences);
    QJsonArray warnings;
    for (const Warning &warning : document.warnings)
        warnings.append(QJsonObject{{u"code"_s, warning.code}, {u"text"_s, warning.text}});
    object.insert(u"warnings"_s, warnings);
    // Nothing is verified or decrypted yet, and the object says so.
    object.insert(u"security"_s,
        QJsonObject{{u"signature"_s, u"none"_s}, {u"encryption"_s, u"none"_s}, {u"authentication"_s, QString()}});
    return object;
}

} // namespace core
