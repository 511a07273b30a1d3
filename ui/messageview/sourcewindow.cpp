// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sourcewindow.h"

#include "ui/shared/errorwords.h"
#include "ui/shared/icons.h"
#include "ui/shared/quietpage.h"
#include "ui/shared/theme.h"

#include <QFileDialog>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QShortcut>
#include <QStackedWidget>
#include <QStringDecoder>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr qsizetype kShown = 4'000'000; ///< bytes
} // namespace

SourceWindow::SourceWindow(const QString &subject, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_subject(subject)
    , m_stack(new QStackedWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_nothing(new QuietPage(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_StyledBackground); // of its name in the style sheet
    setObjectName(u"sourceWindow"_s);
    setWindowTitle(subject.isEmpty() ? tr("Source") : tr("Source of “%1”").arg(subject.left(80)));
    setWindowIcon(appIcon());
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Source of the message"));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(uiFont().pointSizeF());
    m_text->setFont(fixed);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setProperty("frameless", true);
    m_text->document()->setDocumentMargin(space::large);
    m_nothing->show("source", tr("The message is being fetched"), {});
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_text);
    auto *saveIt = new QPushButton(icon("save"), tr("Save as…"), this);
    connect(saveIt, &QPushButton::clicked, this, &SourceWindow::save);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    buttons->addStretch();
    buttons->addWidget(saveIt);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack, 1);
    column->addLayout(buttons);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(QKeySequence(QKeySequence::Close), this), &QShortcut::activated, this, &QWidget::close);
    resize(860, 640);
}

QString SourceWindow::readable(const QByteArray &raw)
{
    const QByteArray shown = raw.first(std::min(raw.size(), kShown));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(shown);
    if (decoder.hasError() && raw.size() <= kShown)
        text = QString::fromLatin1(shown);
    text.replace("\r\n"_L1, "\n"_L1);
    for (QChar &c : text) {
        if (c.unicode() < 0x20 && c != u'\n' && c != u'\t')
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f)
            c = QChar(0x2421);
        // Direction marks would show one thing and mean another.
        else if ((c.unicode() >= 0x202a && c.unicode() <= 0x202e) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069))
            c = QChar(0xfffd);
    }
    return text;
}

void SourceWindow::setSource(const core::Result<QByteArray> &raw)
{
    if (!raw) {
        const ErrorWords words = wordsFor(raw.error());
        m_nothing->show("failure", words.headline, words.advice);
        return;
    }
    m_raw = *raw;
    m_text->setPlainText(readable(m_raw));
    m_stack->setCurrentWidget(m_text);
    m_text->setFocus();
}

void SourceWindow::save()
{
    auto *dialog = new QFileDialog(this, tr("Save message"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"eml"_s);
    dialog->selectFile(u"message.eml"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(m_raw) != m_raw.size() || !file.commit())
            setSource(core::failure(core::Errc::StoreFailed, path, file.errorString().toUtf8()));
    });
    dialog->open();
}

} // namespace ui
