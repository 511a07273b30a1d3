// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attachmentstrip.h"

#include "attachmentkind.h"
#include "savedparts.h"
#include "ui/shared/datewords.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kLeastWidth = 168;
constexpr int kMostWidth = 232;
constexpr int kRows = 2; ///< seen at a time
constexpr int kTileHeight = 48;
constexpr qsizetype kTiles = 100; ///< more are reached by saving all

/** Icon, name and size; looks like a card. */
class Tile : public QToolButton
{
public:
    Tile(core::Attachment attachment, QWidget *parent)
        : QToolButton(parent)
        , m_attachment(std::move(attachment))
    {
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(u"%1, %2"_s.arg(m_attachment.fileName, sizeWords(m_attachment.size)));
        setToolTip(m_attachment.fileName.toHtmlEscaped());
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hasFocus() ? theme.accent : theme.hairline);
        painter.setBrush(isDown() || underMouse() ? theme.hover : theme.raised);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::radius, space::radius);
        const bool isDanger = openingOf(m_attachment) == Opening::Never;
        paintIcon(painter, QRect(space::medium, (height() - 22) / 2, 22, 22), attachmentIcon(m_attachment),
            isDanger ? theme.danger : theme.accent);
        const QRect text = rect().adjusted(44, 6, -space::small, -6);
        painter.setFont(uiFont(0, QFont::Medium));
        painter.setPen(theme.text);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(m_attachment.fileName, Qt::ElideMiddle, text.width()));
        painter.setFont(uiFont(-1));
        painter.setPen(theme.secondary);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, sizeWords(m_attachment.size));
    }

private:
    core::Attachment m_attachment;
};

QString downloads()
{
    return QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
}
} // namespace

AttachmentStrip::AttachmentStrip(SavedParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_caption(new QWidget(this))
    , m_count(new ElidedLabel(m_caption))
    , m_saveAll(new QPushButton(tr("Save all…"), m_caption))
    , m_scroll(new QScrollArea(this))
{
    setObjectName(u"attachments"_s);
    setAccessibleName(tr("Attachments"));
    m_count->setFont(uiFont(-1));
    m_count->setProperty("tone", u"secondary"_s);
    setLook(m_saveAll, ButtonLook::Plain);
    m_saveAll->setProperty("flush", true); // ends where the tiles may
    connect(m_saveAll, &QPushButton::clicked, this, &AttachmentStrip::saveAll);
    auto *line = new QHBoxLayout(m_caption);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_count, 1);
    line->addWidget(m_saveAll);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::small, space::huge, space::tiny);
    column->setSpacing(space::tiny);
    column->addWidget(m_caption);
    column->addWidget(m_scroll);
    setAttachments({});
}

void AttachmentStrip::setAttachments(const QList<core::Attachment> &attachments)
{
    m_attachments = attachments;
    m_tiles.clear();
    auto *tiles = new QWidget;
    tiles->setObjectName(u"attachmentTiles"_s);
    qint64 size = 0;
    for (const core::Attachment &attachment : attachments.first(std::min(attachments.size(), kTiles))) {
        auto *tile = new Tile(attachment, tiles);
        connect(tile, &QToolButton::clicked, this, [this, tile, attachment] { showMenu(tile, attachment); });
        m_tiles.append(tile);
        size += attachment.size;
    }
    m_count->setText(u"%1 · %2"_s.arg(tr("%Ln attachment(s)", nullptr, int(attachments.size())), sizeWords(size)));
    m_caption->setVisible(attachments.size() > 1);
    m_scroll->setWidget(tiles); // the old ones go with their widget
    tiles->setAutoFillBackground(false);
    setVisible(!attachments.isEmpty());
    arrange();
}

void AttachmentStrip::arrange()
{
    const int width = m_scroll->viewport()->width();
    const int columns = std::max(1, (width + space::small) / (kLeastWidth + space::small));
    const int tileWidth = std::min(kMostWidth, (width - (columns - 1) * space::small) / columns);
    for (int at = 0; at < m_tiles.size(); ++at)
        m_tiles[at]->setGeometry(at % columns * (tileWidth + space::small), at / columns * (kTileHeight + space::small),
            tileWidth, kTileHeight);
    const int rows = int((m_tiles.size() + columns - 1) / columns);
    const int height = rows * (kTileHeight + space::small);
    m_scroll->widget()->resize(width, height);
    m_scroll->setFixedHeight(std::min(height, kRows * (kTileHeight + space::small)));
}

void AttachmentStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void AttachmentStrip::showMenu(QToolButton *tile, const core::Attachment &attachment)
{
    auto *menu = new QMenu(tile);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isProgram = openingOf(attachment) == Opening::Never;
    QAction *openIt = menu->addAction(isProgram ? tr("This kind of file is not opened from a message") : tr("Open"));
    openIt->setEnabled(!isProgram);
    connect(openIt, &QAction::triggered, this, [this, attachment] { open(attachment); });
    menu->addAction(icon("save"), tr("Save as…"), this, [this, attachment] { saveAs(attachment); });
    if (m_attachments.size() > 1)
        menu->addAction(tr("Save all…"), this, &AttachmentStrip::saveAll);
    menu->popup(tile->mapToGlobal(QPoint(0, tile->height() + 2)));
}

void AttachmentStrip::open(const core::Attachment &attachment)
{
    if (openingOf(attachment) == Opening::Direct) {
        m_parts.open(attachment);
        return;
    }
    auto *box = new QMessageBox(window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Warning);
    box->setText(tr("Open “%1”?").arg(attachment.fileName));
    box->setInformativeText(tr("Files of this kind can do harm. Open it only if you know the sender and expected it."));
    QPushButton *yes = box->addButton(tr("Open"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this, attachment] { m_parts.open(attachment); });
    box->open();
}

void AttachmentStrip::saveAs(const core::Attachment &attachment)
{
    auto *dialog = new QFileDialog(window(), tr("Save attachment"), downloads());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(attachment.fileName);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, attachment](const QString &path) { m_parts.save(attachment, path); });
    dialog->open();
}

void AttachmentStrip::saveAll()
{
    if (m_attachments.isEmpty())
        return;
    auto *dialog = new QFileDialog(window(), tr("Save all attachments into a folder"), downloads());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, all = m_attachments](const QString &folder) { m_parts.saveAll(all, folder); });
    dialog->open();
}

void AttachmentStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::current().hairline);
    painter.drawLine(space::huge, 0, width() - space::huge, 0);
}

} // namespace ui
