// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "draftfiles.h"

#include "core/cbor.h"
#include "core/fields.h"
#include "core/log.h"

#include <QDir>
#include <QFuture>
#include <QPromise>
#include <QSaveFile>
#include <QUuid>

#include <cerrno>

using namespace Qt::StringLiterals;
using core::Errc;

namespace models
{

namespace
{
constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
const QString kSuffix = u".draft"_s;

core::Result<> writeFile(const QString &folder, const QString &path, const core::Draft &draft)
{
    QDir().mkpath(folder);
    QFile::setPermissions(folder, kOwnerOnly | QFile::ExeOwner);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(kOwnerOnly);
        file.write(core::cbor::toBytes(draft));
        if (file.commit())
            return {};
    }
    const bool isFull = errno == ENOSPC || file.error() == QFileDevice::ResourceError;
    return core::failure(isFull ? Errc::StoreFull : Errc::StoreFailed, path, file.errorString().toUtf8());
}
} // namespace

DraftFiles::DraftFiles(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
    m_pool.setMaxThreadCount(1);
}

DraftFiles::~DraftFiles()
{
    m_pool.waitForDone();
}

/** A token is a UUID of ours; whatever else it may be, it names no other place. */
QString DraftFiles::path(const QString &token) const
{
    const QUuid uuid = QUuid::fromString(token);
    return m_folder + u'/' + (uuid.isNull() ? QUuid::createUuidV5(QUuid(), token) : uuid).toString(QUuid::WithoutBraces)
        + kSuffix;
}

void DraftFiles::write(const core::Draft &draft, QObject *context, std::function<void(core::Result<>)> done)
{
    const auto promise = std::make_shared<QPromise<core::Result<>>>();
    promise->start();
    promise->future().then(context, std::move(done));
    m_pool.start([promise, folder = m_folder, path = path(draft.token), draft] {
        promise->addResult(writeFile(folder, path, draft));
        promise->finish();
    });
}

void DraftFiles::remove(const QString &token)
{
    m_pool.start([path = path(token)] { QFile::remove(path); });
}

QList<core::Draft> DraftFiles::all()
{
    QList<core::Draft> drafts;
    const QDir folder(m_folder);
    if (!folder.exists())
        return drafts;
    m_pool.waitForDone();
    for (const QString &name : folder.entryList({u'*' + kSuffix}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto draft = core::cbor::fromBytes<core::Draft>(file.readAll());
        if (draft && path(draft->token) == file.fileName())
            drafts.append(*draft);
        else
            qCWarning(core::lcStore) << "unreadable draft:" << name;
    }
    return drafts;
}

void DraftFiles::claim(const QString &token, QObject *writer)
{
    m_writers.insert(token, writer);
}

bool DraftFiles::isClaimed(const QString &token) const
{
    return !m_writers.value(token).isNull();
}

} // namespace models
