// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "draftattachments.h"

#include "ui/messageview/attachmentkind.h"
#include "ui/shared/datewords.h"
#include "ui/shared/flowlayout.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kWidestName = 240;
} // namespace

DraftAttachments::DraftAttachments(QWidget *parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(space::small, false, this))
{
    setObjectName(u"attachments"_s);
    setAccessibleName(tr("Attachments"));
    m_flow->setContentsMargins(space::huge, space::medium, space::huge, space::medium);
    hide();
}

void DraftAttachments::setAttachments(const QList<core::DraftAttachment> &attachments)
{
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int index = 0; index < attachments.size(); ++index) {
        QWidget *tile = makeTile(attachments.at(index), index);
        m_flow->insertWidget(index, tile);
        tile->show();
    }
    setVisible(!attachments.isEmpty());
    updateGeometry();
}

QWidget *DraftAttachments::makeTile(const core::DraftAttachment &attachment, int index)
{
    QFrame *tile = card(this);
    auto *sign = iconLabel(
        attachmentIcon(core::Attachment{.fileName = attachment.fileName, .mimeType = attachment.mimeType}), 24);
    auto *name = plainLabel(fontMetrics().elidedText(attachment.fileName, Qt::ElideMiddle, kWidestName));
    name->setWordWrap(false);
    name->setToolTip(attachment.fileName);
    auto *size = plainLabel(sizeWords(attachment.bytes.size()), Tone::Secondary);
    size->setWordWrap(false);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    words->addWidget(size);
    auto *cross = new QToolButton;
    cross->setIcon(icon("close"));
    cross->setIconSize({14, 14});
    cross->setAutoRaise(true);
    const QString tip = tr("Remove %1").arg(attachment.fileName);
    cross->setToolTip(tip);
    cross->setAccessibleName(tip);
    connect(cross, &QToolButton::clicked, this, [this, index] { Q_EMIT removeRequested(index); });
    auto *row = new QHBoxLayout(tile);
    row->setContentsMargins(space::medium, space::small, space::tiny, space::small);
    row->setSpacing(space::small);
    row->addWidget(sign);
    row->addLayout(words);
    row->addWidget(cross, 0, Qt::AlignTop);
    tile->setAccessibleName(u"%1, %2"_s.arg(attachment.fileName, size->text()));
    return tile;
}

} // namespace ui
