// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trustprompt.h"

#include "certificatedialog.h"
#include "certificatefacts.h"
#include "trustwords.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QBoxLayout>
#include <QFrame>
#include <QKeyEvent>
#include <QPushButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using core::TrustAnswer;

namespace ui
{

TrustPrompt::TrustPrompt(
    const core::TrustQuestion &question, const std::optional<core::TrustException> &previous, QWidget *parent)
    : QWidget(parent)
    , m_question(question)
{
    setObjectName(u"trustPrompt"_s);
    const TrustWords words = trustWords(question, QDateTime::currentDateTimeUtc());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    layout->addWidget(makeHeadline(words.headline));
    layout->addWidget(makeProblems(words.problems));
    layout->addWidget(makeExplanation(words.danger, words.reason));
    if (!question.previousSpkiSha256.isEmpty())
        layout->addWidget(makeChange(previous));
    layout->addWidget(makeFacts());
    if (!question.chain.isEmpty())
        layout->addWidget(makeChain());
    if (!words.always.isEmpty())
        layout->addWidget(plainLabel(words.always, Tone::Secondary));
    layout->addStretch();

    m_safe = makeAnswer(tr("Do not connect"), TrustAnswer::DoNotConnect);
    m_safe->setObjectName(u"doNotConnect"_s);
    m_safe->setDefault(true);
    setLook(m_safe, ButtonLook::Primary);
    m_once = makeAnswer(tr("This time only"), TrustAnswer::Once);
    m_once->setObjectName(u"trustOnce"_s);
    m_always = makeAnswer(tr("Always for this server"), TrustAnswer::Always);
    m_always->setObjectName(u"trustAlways"_s);
    m_always->setAccessibleDescription(words.always);
    m_always->setHidden(words.always.isEmpty());
}

void TrustPrompt::addAnswersTo(QBoxLayout *row)
{
    for (QPushButton *button : {m_always, m_once, m_safe})
        row->addWidget(button);
    // Read from the right, where the eye and the focus begin: the safe one, once, always.
    QWidget::setTabOrder(m_safe, m_once);
    QWidget::setTabOrder(m_once, m_always);
}

QWidget *TrustPrompt::makeHeadline(const QString &text)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::medium);
    auto *sign = iconLabel("warning", 32);
    setIcon(sign, "warning", 32, Theme::current().danger);
    auto *title = titleLabel(text, 4);
    title->setObjectName(u"trustHeadline"_s);
    layout->addWidget(sign, 0, Qt::AlignTop);
    layout->addWidget(title, 1);
    return row;
}

QWidget *TrustPrompt::makeProblems(const QStringList &sentences)
{
    auto *list = new QWidget;
    auto *layout = new QVBoxLayout(list);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    for (const QString &sentence : sentences) {
        auto *row = new QHBoxLayout;
        row->setSpacing(space::small);
        auto *sign = iconLabel("failure", 16);
        setIcon(sign, "failure", 16, Theme::current().danger);
        sign->setFixedHeight(sign->fontMetrics().lineSpacing()); // level with the first line
        row->addWidget(sign, 0, Qt::AlignTop);
        row->addWidget(selectableLabel(sentence), 1);
        layout->addLayout(row);
    }
    return list;
}

QWidget *TrustPrompt::makeExplanation(const QString &danger, const QString &reason)
{
    auto *columns = new QWidget;
    auto *layout = new QHBoxLayout(columns);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::huge);
    for (const auto &[heading, text] :
        {std::pair{tr("What could happen"), danger}, std::pair{tr("A harmless reason"), reason}}) {
        auto *column = new QVBoxLayout;
        column->setSpacing(space::tiny);
        column->addWidget(headingLabel(heading));
        column->addWidget(plainLabel(text));
        column->addStretch();
        layout->addLayout(column, 1);
    }
    return columns;
}

QWidget *TrustPrompt::makeFacts()
{
    const core::CertificateInfo leaf = m_question.chain.value(0);
    auto *frame = card();
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(space::large, space::medium, space::large, space::medium);
    auto *facts = new CertificateFacts;
    facts->add(tr("Asked for"), u"%1:%2"_s.arg(m_question.host).arg(m_question.port));
    facts->add(tr("Certificate is for"), leaf.names.isEmpty() ? leaf.subject : leaf.names.join(u", "_s));
    if (m_question.previousSpkiSha256.isEmpty()) { // else they stand side by side with the old ones
        facts->add(tr("Issued by"), leaf.issuer);
        facts->add(tr("Valid"), leaf.notAfter.isValid() ? validityWords(leaf) : QString());
    }
    facts->addFingerprint(tr("SHA-256"), leaf.sha256);
    layout->addWidget(facts);
    return frame;
}

QWidget *TrustPrompt::makeChange(const std::optional<core::TrustException> &previous)
{
    auto *frame = card();
    auto *layout = new QHBoxLayout(frame);
    layout->setContentsMargins(space::large, space::medium, space::large, space::medium);
    layout->setSpacing(space::huge);
    const auto column = [&](const QString &heading, const core::CertificateInfo &certificate, const QByteArray &key) {
        auto *side = new QVBoxLayout;
        side->setSpacing(space::small);
        side->addWidget(headingLabel(heading));
        auto *facts = new CertificateFacts;
        facts->add(tr("Issued by"), certificate.issuer);
        facts->add(tr("Valid"), certificate.notAfter.isValid() ? validityWords(certificate) : QString());
        facts->addFingerprint(tr("Key"), key, 4);
        side->addWidget(facts);
        side->addStretch();
        layout->addLayout(side, 1);
    };
    column(tr("Accepted before"), previous ? previous->leaf : core::CertificateInfo{}, m_question.previousSpkiSha256);
    column(tr("Shown now"), m_question.chain.value(0), m_question.chain.value(0).spkiSha256);
    return frame;
}

QWidget *TrustPrompt::makeChain()
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // what is to spare goes to the end of the page
    layout->addWidget(headingLabel(tr("Who vouches for whom")));
    auto *tree = new QTreeWidget;
    tree->setObjectName(u"certificateChain"_s);
    tree->setAccessibleName(tr("Certificates, the issuer above"));
    tree->setHeaderHidden(true);
    tree->setProperty("framed", true);
    tree->setColumnCount(1);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    QTreeWidgetItem *above = nullptr;
    for (qsizetype index = m_question.chain.size() - 1; index >= 0; --index) {
        auto *item = above ? new QTreeWidgetItem(above) : new QTreeWidgetItem(tree);
        item->setText(0, m_question.chain.at(index).subject);
        item->setIcon(0, icon("certificate"));
        item->setData(0, Qt::UserRole, int(index));
        item->setToolTip(0, tr("Press Enter or double-click to see this certificate"));
        above = item;
    }
    tree->expandAll();
    const int rows = int(m_question.chain.size());
    tree->setFixedHeight(qMin(rows, 5) * qMax(tree->sizeHintForRow(0), 22) + 2 * space::tiny + 2);
    connect(tree, &QTreeWidget::itemDoubleClicked, this,
        [this](QTreeWidgetItem *item) { openCertificate(item->data(0, Qt::UserRole).toInt()); });
    tree->installEventFilter(this);
    m_tree = tree;
    layout->addWidget(tree);
    return box;
}

void TrustPrompt::openCertificate(int index)
{
    auto *dialog = new CertificateDialog(m_question.chain.value(index), window());
    dialog->setWindowModality(Qt::WindowModal);
    dialog->show();
}

bool TrustPrompt::eventFilter(QObject *watched, QEvent *event)
{
    // A view lets Enter through to the dialog, whose default button would answer.
    if (watched == m_tree && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_tree->currentItem()) {
            openCertificate(m_tree->currentItem()->data(0, Qt::UserRole).toInt());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QPushButton *TrustPrompt::makeAnswer(const QString &text, TrustAnswer answer)
{
    auto *button = new QPushButton(text, this);
    // Only the safe one may become the default: with autoDefault, Enter would press whichever has the focus.
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, answer] {
        if (!std::exchange(m_answered, true))
            Q_EMIT answered(answer);
    });
    return button;
}

} // namespace ui
