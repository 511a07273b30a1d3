// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/draft.h"

#include <QWidget>

namespace ui
{

class FlowLayout;

/** The attachments of a message being written: a tile each, with its size and a cross. Hidden without any. */
class DraftAttachments : public QWidget
{
    Q_OBJECT

public:
    explicit DraftAttachments(QWidget *parent = nullptr);
    void setAttachments(const QList<core::DraftAttachment> &attachments);

Q_SIGNALS:
    void removeRequested(int index);

private:
    QWidget *makeTile(const core::DraftAttachment &attachment, int index);

    FlowLayout *m_flow;
};

} // namespace ui
