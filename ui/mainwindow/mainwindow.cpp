// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow.h"

#include "readingbar.h"
#include "selectioncommands.h"
#include "sidebar.h"
#include "statebanner.h"
#include "ui/mailboxes/mailboxcommands.h"
#include "ui/mailboxes/mailboxview.h"
#include "ui/messagelist/messagelistpane.h"
#include "ui/messagelist/messagelistview.h"
#include "ui/messageview/attachmentstrip.h"
#include "ui/messageview/messagebody.h"
#include "ui/messageview/messagepane.h"
#include "ui/outbox/outboxpage.h"
#include "ui/shared/icons.h"
#include "ui/shared/quietpage.h"
#include "ui/shared/theme.h"
#include "undobar.h"
#include "windowactions.h"

#include <QCloseEvent>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using models::MailboxTreeModel;
using models::MessageViewModel;

namespace ui
{

namespace
{
constexpr int kSidebarWidth = 220;
constexpr int kListWidth = 380;
constexpr int kLeastSidebar = 170;
constexpr int kLeastList = 260;
constexpr int kLeastReading = 380;

QSplitter *makeSplitter(QWidget *parent)
{
    auto *splitter = new QSplitter(Qt::Horizontal, parent);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    return splitter;
}
} // namespace

MainWindow::MainWindow(models::Workspace &workspace, QWidget *parent)
    : QMainWindow(parent)
    , m_workspace(workspace)
    , m_actions(new WindowActions(this))
    , m_sidebar(new Sidebar(workspace, *m_actions, this))
    , m_list(new MessageListPane(workspace.messages(), this))
    , m_message(new MessagePane(workspace.messageView(), this))
    , m_outbox(new OutboxPage(workspace.outbox(), this))
    , m_banner(new StateBanner(workspace, this))
    , m_welcome(new QuietPage(this))
    , m_pages(new QStackedWidget(this))
    , m_content(new QStackedWidget(this))
    , m_columns(makeSplitter(this))
    , m_mail(makeSplitter(this))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(appIcon());
    build();
    m_commands = new SelectionCommands(
        *m_actions, *m_list->view(), workspace.messages(), workspace.actions(), workspace.mailboxes(), this);
    m_folders = new MailboxCommands(
        *m_sidebar->mailboxes(), workspace.mailboxes(), workspace.mailboxActions(), *m_actions->showAllFolders, this);
    wireMailboxes();
    wireMessages();
    wireActions();
    wireUndo();
    restoreState();
    refreshPages();
    openFirst();
    m_list->setFocus();
}

void MainWindow::build()
{
    auto *reading = new QWidget(this);
    auto *readingColumn = new QVBoxLayout(reading);
    readingColumn->setContentsMargins(0, 0, 0, 0);
    readingColumn->setSpacing(0);
    readingColumn->addWidget(new ReadingBar(*m_actions, reading));
    readingColumn->addWidget(m_message, 1);
    m_sidebar->setMinimumWidth(kLeastSidebar);
    m_list->setMinimumWidth(kLeastList);
    reading->setMinimumWidth(kLeastReading);

    m_mail->addWidget(m_list);
    m_mail->addWidget(reading);
    m_mail->setStretchFactor(0, 0);
    m_mail->setStretchFactor(1, 1);
    m_content->addWidget(m_mail);
    m_content->addWidget(m_outbox);
    m_columns->addWidget(m_sidebar);
    m_columns->addWidget(m_content);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);

    m_welcome->show("mail", tr("Welcome to Hikyaku"), tr("Your mail appears here once an account is set up."));
    QPushButton *add = m_welcome->addButton(tr("Set up an account…"));
    setLook(add, ButtonLook::Primary);
    connect(add, &QPushButton::clicked, this, &MainWindow::addAccountRequested);

    m_pages->addWidget(m_columns);
    m_pages->addWidget(m_welcome);
    auto *central = new QWidget(this);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_notices = new QVBoxLayout;
    m_notices->addWidget(m_banner);
    column->addLayout(m_notices);
    column->addWidget(m_pages, 1);
    setCentralWidget(central);
    setMinimumSize(kLeastSidebar + kLeastList + kLeastReading + 2, 480);
}

void MainWindow::addNotice(QWidget *notice)
{
    m_notices->addWidget(notice);
}

void MainWindow::wireMailboxes()
{
    MailboxView *view = m_sidebar->mailboxes();
    MailboxTreeModel &tree = m_workspace.mailboxes();
    connect(view, &MailboxView::mailboxChosen, this, &MainWindow::openMailbox);
    connect(view, &MailboxView::outboxChosen, this, &MainWindow::openOutbox);
    connect(view, &MailboxView::messagesDropped, m_commands, &SelectionCommands::transfer);
    connect(m_folders, &MailboxCommands::settingsRequested, this, &MainWindow::settingsRequested);
    connect(&tree, &MailboxTreeModel::dataChanged, this, &MainWindow::refreshTitle);
    connect(&tree, &MailboxTreeModel::accountsChanged, this, &MainWindow::refreshPages);
    // Queued: the view must know the rows first.
    connect(&tree, &MailboxTreeModel::rowsInserted, this, &MainWindow::openFirst, Qt::QueuedConnection);
    connect(&tree, &MailboxTreeModel::accountsChanged, this, &MainWindow::openFirst, Qt::QueuedConnection);
    // The row that was looked at went, for example the Outbox when it became empty.
    connect(&tree, &MailboxTreeModel::rowsRemoved, this, [this, view] {
        if (!view->chosen().isValid() && !view->isOutboxChosen())
            view->choose(m_last);
        openFirst();
    });
}

void MainWindow::wireMessages()
{
    MessageListView *list = m_list->view();
    MessageBody *body = m_message->body();
    models::MailActions &mail = m_workspace.actions();
    connect(list, &MessageListView::selectionSettled, this, &MainWindow::showSelection);
    connect(list, &MessageListView::openRequested, body, [body] { body->setFocus(Qt::OtherFocusReason); });
    connect(list, &MessageListView::pageRequested, this, [this] { readOn(1); });
    connect(list, &MessageListView::pageBackRequested, this, [this] { readOn(-1); });
    connect(list, &MessageListView::menuRequested, this, [this](const QPoint &place) {
        QMenu *menu = m_actions->makeContextMenu(this);
        m_commands->addTransferMenus(*menu);
        menu->popup(place);
    });
    connect(m_list, &MessageListPane::emptyRequested, &mail, &models::MailActions::empty);
    connect(body, &MessageBody::endReached, m_commands, &SelectionCommands::goToNextUnread);
    connect(m_message, &MessagePane::starToggled, this,
        [this](bool flagged) { m_workspace.actions().setFlagged({m_workspace.messageView().message()}, flagged); });
    connect(m_message, &MessagePane::mailtoFollowed, this, [this](const QString &address) {
        Q_EMIT composeToRequested(m_sidebar->mailboxes()->chosenAccount(), {{{}, address}});
    });
    connect(&mail, &models::MailActions::failed, m_banner, &StateBanner::tell);
    connect(m_banner, &StateBanner::settingsRequested, this, &MainWindow::settingsRequested);
    connect(&m_workspace.messageView(), &MessageViewModel::stateChanged, this,
        [this, body] { m_actions->showQuotes->setChecked(body->hasQuotes() && !body->isAnyFolded()); });
}

void MainWindow::wireActions()
{
    const WindowActions &a = *m_actions;
    MessageBody *body = m_message->body();
    connect(a.compose, &QAction::triggered, this,
        [this] { Q_EMIT composeRequested(m_sidebar->mailboxes()->chosenAccount()); });
    connect(a.addAccount, &QAction::triggered, this, &MainWindow::addAccountRequested);
    connect(a.settings, &QAction::triggered, this, [this] { Q_EMIT settingsRequested({}); });
    connect(a.newFolder, &QAction::triggered, m_folders, &MailboxCommands::createAtTop);
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    for (const auto &[action, kind] : {std::pair(a.reply, ipc::ReplyKind::Reply),
             {a.replyAll, ipc::ReplyKind::ReplyAll}, {a.forward, ipc::ReplyKind::Forward}}) {
        connect(action, &QAction::triggered, this, [this, kind] {
            if (m_workspace.messageView().message().isValid())
                Q_EMIT replyRequested(m_workspace.messageView().key(), kind);
        });
    }
    connect(a.showQuotes, &QAction::triggered, body, [body](bool shown) { body->setQuotesFolded(!shown); });
    connect(a.zoomIn, &QAction::triggered, body, [body] { body->zoomBy(1); });
    connect(a.zoomOut, &QAction::triggered, body, [body] { body->zoomBy(-1); });
    connect(a.zoomReset, &QAction::triggered, body, [body] { body->zoomBy(0); });
    connect(a.showSource, &QAction::triggered, m_message, &MessagePane::showSource);
    connect(a.saveAttachments, &QAction::triggered, m_message->attachments(), &AttachmentStrip::saveAll);
    connect(a.nextPane, &QAction::triggered, this, [this] { cyclePanes(1); });
    connect(a.previousPane, &QAction::triggered, this, [this] { cyclePanes(-1); });
    connect(new QShortcut(QKeySequence(Qt::Key_F10), this), &QShortcut::activated, m_sidebar, &Sidebar::openMenu);
}

void MainWindow::wireUndo()
{
    models::UndoHistory &history = m_workspace.undoHistory();
    auto *bar = new UndoBar(history, centralWidget(), {m_list, m_outbox});
    QWidget::setTabOrder(m_list->view(), bar->findChild<QPushButton *>());
    const auto refresh = [this, &history] {
        m_actions->undo->setEnabled(history.last() != nullptr);
    };
    connect(m_actions->undo, &QAction::triggered, &history, &models::UndoHistory::undo);
    connect(&history, &models::UndoHistory::offered, this, refresh);
    connect(&history, &models::UndoHistory::changed, this, refresh);
    refresh();
}

void MainWindow::openMailbox(core::MailboxId mailbox)
{
    m_last = mailbox;
    m_content->setCurrentWidget(m_mail);
    m_workspace.messageView().clear();
    m_workspace.openMailbox(mailbox);
    refreshTitle();
}

void MainWindow::openOutbox()
{
    m_workspace.messageView().clear();
    m_content->setCurrentWidget(m_outbox);
    refreshTitle();
}

/** The Inbox, unless the person looks at something already. No message is selected: nothing is marked read. */
void MainWindow::openFirst()
{
    MailboxView *view = m_sidebar->mailboxes();
    if (!view->chosen().isValid() && !view->isOutboxChosen())
        view->choose(m_workspace.mailboxes().inbox());
}

void MainWindow::showSelection()
{
    MessageListView *list = m_list->view();
    const int count = list->selectedCount();
    if (count == 1)
        m_workspace.messageView().show(
            m_workspace.messages().messageAt(list->selectionModel()->selection().first().top()));
    else
        m_workspace.messageView().clear();
    m_message->setSelectedCount(count);
}

void MainWindow::refreshPages()
{
    const bool hasAccounts = m_workspace.mailboxes().hasAccounts();
    m_pages->setCurrentWidget(hasAccounts ? static_cast<QWidget *>(m_columns) : m_welcome);
    m_actions->compose->setEnabled(hasAccounts);
}

void MainWindow::refreshTitle()
{
    const QModelIndex index = m_sidebar->mailboxes()->currentIndex();
    const QString name = index.data(MailboxTreeModel::NameRole).toString();
    const int unread = index.data(MailboxTreeModel::UnreadRole).toInt();
    m_list->setTitle(name);
    setWindowTitle(name.isEmpty() ? tr("Hikyaku")
            : unread > 0          ? tr("%1 (%2) — Hikyaku").arg(name, QLocale().toString(unread))
                                  : tr("%1 — Hikyaku").arg(name));
}

void MainWindow::readOn(int pages)
{
    const bool reads = m_workspace.messageView().message().isValid();
    if (!(reads && m_message->body()->pageBy(pages)) && pages > 0)
        m_commands->goToNextUnread();
}

void MainWindow::cyclePanes(int direction)
{
    QList<QWidget *> panes{m_sidebar->mailboxes()};
    if (m_content->currentWidget() == m_mail)
        panes += {m_list->view(), m_message->body()};
    else
        panes += m_outbox;
    qsizetype at = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes[i]->hasFocus() || panes[i]->isAncestorOf(focusWidget()))
            at = i;
    }
    if (!focusWidget())
        at = direction > 0 ? -1 : 0;
    panes[(at + direction + panes.size()) % panes.size()]->setFocus(Qt::TabFocusReason);
}

void MainWindow::restoreState()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value("window/geometry").toByteArray()))
        resize(1280, 800);
    if (!m_columns->restoreState(settings.value("window/columns").toByteArray()))
        m_columns->setSizes({kSidebarWidth, width() - kSidebarWidth});
    if (!m_mail->restoreState(settings.value("window/mail").toByteArray()))
        m_mail->setSizes({kListWidth, width() - kSidebarWidth - kListWidth});
    m_sidebar->mailboxes()->setFolded(settings.value("window/folded").toStringList());
}

void MainWindow::saveState() const
{
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/columns", m_columns->saveState());
    settings.setValue("window/mail", m_mail->saveState());
    settings.setValue("window/folded", m_sidebar->mailboxes()->folded());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_actions->repaintIcons();
}

} // namespace ui
