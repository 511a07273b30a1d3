// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/document.h"

#include <QWidget>

class QPushButton;
class QScrollArea;
class QToolButton;

namespace ui
{

class ElidedLabel;
class SavedParts;

/** The attachments of the shown message as tiles. A click opens a menu, never a file. */
class AttachmentStrip : public QWidget
{
    Q_OBJECT

public:
    /** `parts` fetches and writes; it must outlive the strip. */
    explicit AttachmentStrip(SavedParts &parts, QWidget *parent = nullptr);

    void setAttachments(const QList<core::Attachment> &attachments);

public Q_SLOTS:
    void saveAll();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void showMenu(QToolButton *tile, const core::Attachment &attachment);
    void open(const core::Attachment &attachment);
    void saveAs(const core::Attachment &attachment);

    SavedParts &m_parts;
    QList<core::Attachment> m_attachments;
    QWidget *m_caption; ///< how many, and a button that saves all
    ElidedLabel *m_count;
    QPushButton *m_saveAll;
    QScrollArea *m_scroll;
    QList<QWidget *> m_tiles;
};

} // namespace ui
