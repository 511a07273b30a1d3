// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"
#include "core/error.h"

#include <QObject>
#include <QTemporaryDir>

namespace models
{
class MessageViewModel;
}

namespace ui
{

/** Brings parts of the shown message into files; reading and writing happen off the GUI thread. */
class SavedParts : public QObject
{
    Q_OBJECT

public:
    explicit SavedParts(models::MessageViewModel &message, QObject *parent = nullptr);

    /** Replaces a file of that name: the person chose it in a dialog that asked. */
    void save(const core::Attachment &attachment, const QString &path);
    /** Into a folder, beside what is there. */
    void saveAll(const QList<core::Attachment> &attachments, const QString &folder);
    /** Opens a private copy that cannot be written; it lives as long as the program. */
    void open(const core::Attachment &attachment);

Q_SIGNALS:
    void saved(const QStringList &paths);
    /** Nothing was written under this name. */
    void failed(const QString &fileName, const core::Error &error);

private:
    using Written = std::function<void(const QString &path)>;
    void write(const core::Attachment &attachment, const QString &path, bool replaces, Written done);

    models::MessageViewModel &m_message;
    std::unique_ptr<QTemporaryDir> m_private;
};

} // namespace ui
