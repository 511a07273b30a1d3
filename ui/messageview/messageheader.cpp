// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messageheader.h"

#include "ui/shared/avatar.h"
#include "ui/shared/datewords.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr int kAvatar = 40;
constexpr int kButtonEdge = 6; ///< between the edge of a button and its picture
constexpr int kRecipientsHeight = 120;
constexpr int kNamed = 3; ///< recipients told by name before "and 4 more"
constexpr qsizetype kListed = 200; ///< recipients told at all
constexpr qsizetype kLongestSubject = 1000; ///< characters

QLabel *textLabel(QWidget *parent, const char *name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1StringView(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

/** "山田 太郎 <taro@example.test>": the address always, the name when it is one. */
QString fullWords(const core::Address &address)
{
    const QString name = address.displayName();
    return name == address.address ? name : u"%1 <%2>"_s.arg(name, address.address);
}

QString fullWords(const core::AddressList &addresses)
{
    QStringList words;
    for (const core::Address &address : addresses.first(std::min(addresses.size(), kListed)))
        words.append(fullWords(address));
    if (addresses.size() > kListed)
        words.append(u"…"_s);
    return words.join(u", "_s);
}
} // namespace

MessageHeader::MessageHeader(QWidget *parent)
    : QFrame(parent)
    , m_subject(textLabel(this, "headerSubject"))
    , m_author(textLabel(this, "headerAuthor"))
    , m_address(textLabel(this, "headerAddress"))
    , m_dateLabel(textLabel(this, "headerDate"))
    , m_names(new ElidedLabel(this))
    , m_recipients(textLabel(this, "headerRecipients"))
    , m_scroll(new QScrollArea(this))
    , m_replyTo(textLabel(this, "headerReplyTo"))
    , m_expand(new QToolButton(this))
    , m_star(new QToolButton(this))
{
    setObjectName(u"messageHeader"_s);
    m_subject->setFont(uiFont(5, QFont::DemiBold));
    m_author->setFont(uiFont(0, QFont::DemiBold));
    m_names->setObjectName(u"headerNames"_s);
    m_names->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    for (QLabel *quiet : {m_address, m_dateLabel, static_cast<QLabel *>(m_names), m_recipients, m_replyTo}) {
        quiet->setFont(uiFont(-1));
        quiet->setProperty("tone", u"secondary"_s);
    }
    boundFields();
    m_dateLabel->setWordWrap(false);
    m_dateLabel->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_expand->setAutoRaise(true);
    m_expand->setIconSize({14, 14});
    connect(m_expand, &QToolButton::clicked, this, [this] {
        m_isExpanded = !m_isExpanded;
        setRecipients();
    });
    m_star->setAutoRaise(true);
    m_star->setIconSize({18, 18});
    connect(m_star, &QToolButton::clicked, this, [this] { Q_EMIT starToggled(!m_isFlagged); });
    arrange();
    paintButtons();
}

void MessageHeader::boundFields()
{
    // However much a sender writes, the text of the message stays in sight.
    for (const auto &[label, lines] : {std::pair(m_subject, 4), {m_author, 2}, {m_address, 2}, {m_replyTo, 2}}) {
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        label->setMaximumHeight(lines * QFontMetrics(label->font()).lineSpacing());
    }
    m_scroll->setWidget(m_recipients);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_recipients->setAutoFillBackground(false);
    m_recipients->setAlignment(Qt::AlignLeft | Qt::AlignTop);
}

void MessageHeader::arrange()
{
    auto *top = new QHBoxLayout;
    top->setSpacing(space::small);
    top->addWidget(m_subject, 1);
    top->addWidget(m_star, 0, Qt::AlignTop);
    auto *to = new QHBoxLayout;
    to->setSpacing(2);
    to->addWidget(m_names);
    to->addWidget(m_scroll, 1);
    to->addWidget(m_expand, 0, Qt::AlignTop);
    to->addStretch();
    auto *who = new QHBoxLayout;
    who->setSpacing(space::medium);
    who->setContentsMargins(0, 0, kButtonEdge, 0);
    who->addWidget(m_author, 1);
    who->addWidget(m_dateLabel, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(kAvatar + space::medium, 0, 0, 0);
    column->setSpacing(1);
    column->addLayout(who);
    column->addWidget(m_address);
    column->addLayout(to);
    column->addWidget(m_replyTo);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(space::huge, space::large, space::huge - kButtonEdge, space::medium);
    all->setSpacing(space::medium);
    all->addLayout(top);
    all->addLayout(column);
}

void MessageHeader::showSummary(const core::MessageSummary &summary)
{
    m_envelope = {.subject = summary.subject, .from = {{summary.fromName, summary.fromAddress}}};
    if (!summary.toNames.isEmpty())
        m_envelope.to = {{summary.toNames, {}}};
    m_date = summary.date.toLocalTime();
    m_isExpanded = false;
    setSubject(m_envelope.subject);
    setAuthors(m_envelope.from);
    setRecipients();
    fitDate();
    setFlagged(summary.flags.has(core::Flag::Flagged));
}

void MessageHeader::showDocument(const core::Document &document)
{
    m_isExpanded = false;
    m_envelope = document.envelope;
    if (document.envelope.date.isValid())
        m_date = document.envelope.date.toLocalTime();
    setSubject(m_envelope.subject);
    setAuthors(m_envelope.from);
    setRecipients();
    fitDate();
}

void MessageHeader::setFlagged(bool flagged)
{
    m_isFlagged = flagged;
    paintButtons();
}

void MessageHeader::setSubject(const QString &subject)
{
    m_subject->setText(subject.isEmpty() ? tr("(no subject)") : subject.left(kLongestSubject));
    m_subject->setToolTip(subject.left(kLongestSubject).toHtmlEscaped()); // tool tips guess rich text
}

void MessageHeader::setAuthors(const core::AddressList &authors)
{
    QStringList names, addresses;
    for (const core::Address &author : authors.first(std::min(authors.size(), kListed))) {
        names.append(author.displayName());
        addresses.append(author.address);
    }
    m_author->setText(names.isEmpty() ? tr("No sender is named") : names.join(u", "_s));
    // The name may say anything; the address is what an answer goes to.
    m_address->setText(addresses.join(u", "_s));
    m_address->setVisible(!addresses.isEmpty() && addresses != names);
    update();
}

void MessageHeader::setRecipients()
{
    const core::AddressList all = m_envelope.to + m_envelope.cc;
    QStringList names, lines;
    for (const core::Address &address : all.first(std::min<qsizetype>(all.size(), kNamed)))
        names.append(address.displayName());
    const int more = int(all.size()) - kNamed;
    const QString named = names.join(u", "_s);
    m_names->setText(more > 0 ? tr("To %1 and %Ln more", nullptr, more).arg(named) : tr("To %1").arg(named));
    for (const auto &[title, list] : {std::pair(tr("To: %1"), m_envelope.to), {tr("Cc: %1"), m_envelope.cc},
             {tr("Bcc: %1"), m_envelope.bcc}, {tr("Sent by: %1"), m_envelope.sender}}) {
        if (!list.isEmpty())
            lines.append(title.arg(fullWords(list)));
    }
    m_recipients->setText(lines.join(u'\n'));
    m_names->setVisible(!all.isEmpty() && !m_isExpanded);
    m_scroll->setVisible(m_isExpanded);
    fitRecipients();
    const bool goesElsewhere = !m_envelope.replyTo.isEmpty() && m_envelope.replyTo != m_envelope.from;
    m_replyTo->setText(goesElsewhere ? tr("Replies go to: %1").arg(fullWords(m_envelope.replyTo)) : QString());
    m_replyTo->setVisible(goesElsewhere);
    m_expand->setVisible(!all.isEmpty());
    const QString what = m_isExpanded ? tr("Show less") : tr("Show all recipients with their addresses");
    m_expand->setToolTip(what);
    m_expand->setAccessibleName(what);
    paintButtons();
}

void MessageHeader::fitRecipients()
{
    const int wanted
        = m_recipients->heightForWidth(std::max(100, m_author->width() + m_dateLabel->width() - space::huge));
    m_scroll->setFixedHeight(std::clamp(wanted, 0, kRecipientsHeight));
}

void MessageHeader::fitDate()
{
    const QString date = longDate(m_date);
    const bool hasRoom = width() > 560;
    const QDateTime now = QDateTime::currentDateTime();
    QString narrow = shortDate(m_date, now);
    if (m_date.isValid() && m_date.toLocalTime().date() != now.date()) // of today it is the time
        narrow += u' ' + QLocale().toString(m_date.toLocalTime().time(), QLocale::ShortFormat);
    m_dateLabel->setText(hasRoom ? date : narrow);
    m_dateLabel->setToolTip(date);
}

void MessageHeader::paintButtons()
{
    const Theme &theme = Theme::current();
    m_expand->setIcon(icon(m_isExpanded ? "chevron-up" : "chevron-down", theme.secondary));
    m_star->setIcon(icon(m_isFlagged ? "star-filled" : "star", m_isFlagged ? theme.star : theme.secondary));
    const QString what = m_isFlagged ? tr("Remove the star") : tr("Star this message");
    m_star->setToolTip(what);
    m_star->setAccessibleName(what);
}

void MessageHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::current().hairline);
    painter.drawLine(space::huge, height() - 1, width() - space::huge, height() - 1);
    const core::Address author = m_envelope.from.value(0);
    const QRectF disc(space::huge, m_author->geometry().top() + 1, kAvatar, kAvatar);
    paintAvatar(painter, disc, author.displayName(), author.address);
}

void MessageHeader::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitDate();
    fitRecipients();
}

void MessageHeader::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintButtons();
}

} // namespace ui
