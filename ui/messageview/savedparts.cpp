// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "savedparts.h"

#include "attachmentkind.h"
#include "models/messageviewmodel.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
/** Any thread. Where `replaces` is not set, a file that is there already makes it fail. */
core::Result<> writeFile(const QString &path, const QByteArray &bytes, bool replaces, bool readOnly)
{
    const auto refused = [&](const QFileDevice &file) {
        const bool full = file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError;
        return core::failure(full ? core::Errc::StoreFull : core::Errc::StoreFailed, QFileInfo(path).fileName(),
            file.errorString().toUtf8());
    };
    if (replaces) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return refused(file);
        return {};
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return refused(file);
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        const auto error = refused(file);
        file.remove();
        return error;
    }
    if (readOnly)
        file.setPermissions(QFileDevice::ReadOwner);
    return {};
}
} // namespace

SavedParts::SavedParts(models::MessageViewModel &message, QObject *parent)
    : QObject(parent)
    , m_message(message)
{
}

void SavedParts::write(const core::Attachment &attachment, const QString &path, bool replaces, Written done)
{
    const bool isPrivate = m_private && path.startsWith(m_private->path());
    m_message.fetchPart(attachment.part, this,
        [this, name = attachment.fileName, path, replaces, isPrivate, done = std::move(done)](
            const core::Result<QByteArray> &bytes) {
            if (!bytes) {
                Q_EMIT failed(name, bytes.error());
                return;
            }
            QThreadPool::globalInstance()->start(
                [self = QPointer(this), bytes = *bytes, name, path, replaces, isPrivate, done] {
                    const auto outcome = writeFile(path, bytes, replaces, isPrivate);
                    QMetaObject::invokeMethod(qApp, [self, outcome, name, path, done] {
                        if (!self)
                            return;
                        if (outcome)
                            done(path);
                        else
                            Q_EMIT self->failed(name, outcome.error());
                    });
                });
        });
}

void SavedParts::save(const core::Attachment &attachment, const QString &path)
{
    write(attachment, path, true, [this](const QString &written) { Q_EMIT saved({written}); });
}

void SavedParts::saveAll(const QList<core::Attachment> &attachments, const QString &folder)
{
    auto written = std::make_shared<QStringList>();
    QSet<QString> taken; // two parts may have one name
    for (const core::Attachment &attachment : attachments) {
        QString path = freeName(folder, attachment.fileName);
        for (int number = 2; taken.contains(path); ++number)
            path = freeName(folder, u"%1-%2"_s.arg(number).arg(attachment.fileName));
        taken.insert(path);
        write(attachment, path, false, [this, written, count = attachments.size()](const QString &one) {
            written->append(one);
            if (written->size() == count)
                Q_EMIT saved(*written);
        });
    }
}

void SavedParts::open(const core::Attachment &attachment)
{
    if (!m_private)
        m_private = std::make_unique<QTemporaryDir>();
    if (!m_private->isValid()) {
        Q_EMIT failed(attachment.fileName, {core::Errc::StoreFailed, attachment.fileName, {}});
        return;
    }
    write(attachment, freeName(m_private->path(), attachment.fileName), false,
        [](const QString &path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
}

} // namespace ui
