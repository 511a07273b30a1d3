// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "windowactions.h"

#include "ui/shared/icons.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace ui
{

struct WindowActions::Spec {
    QString text; ///< as in a menu
    QList<QKeySequence> keys;
    const char *icon = nullptr;
};

WindowActions::WindowActions(QWidget *window)
    : QObject(window)
{
    const auto keys = [](auto... all) {
        return QList<QKeySequence>{QKeySequence(all)...};
    };
    compose = add("compose", {tr("New message"), keys(u"Ctrl+N"_s), "compose"});
    undo = add("undo", {tr("Undo"), keys(u"Ctrl+Z"_s), "undo"});
    addAccount = add("addAccount", {tr("Add account…"), {}, "account"});
    settings = add("settings", {tr("Settings…"), keys(u"Ctrl+,"_s), "settings"});
    quit = add("quit", {tr("Quit"), keys(u"Ctrl+Q"_s), "quit"});
    reply = add("reply", {tr("Reply"), keys(u"Ctrl+R"_s), "reply"});
    replyAll = add("replyAll", {tr("Reply to all"), keys(u"Ctrl+Shift+R"_s), "reply-all"});
    forward = add("forward", {tr("Forward"), keys(u"Ctrl+L"_s, u"Ctrl+Shift+F"_s), "forward"});
    archive = add("archive", {tr("Archive"), keys(u"A"_s), "archive"});
    junk = add("junk", {tr("Junk"), keys(u"Ctrl+J"_s), "junk"});
    trash = add("trash", {tr("Delete"), keys(u"Del"_s), "trash"});
    deleteForGood = add("deleteForGood", {tr("Delete permanently"), keys(u"Shift+Del"_s), nullptr});
    moveTo = add("moveTo", {tr("Move to folder…"), keys(u"Ctrl+Shift+M"_s), "move"});
    copyTo = add("copyTo", {tr("Copy to folder…"), keys(u"Ctrl+Shift+C"_s), "copy"});
    newFolder = add("newFolder", {tr("New folder…"), {}, "add"});
    showAllFolders = add("showAllFolders", {tr("Show all folders"), {}, nullptr});
    toggleRead = add("toggleRead", {tr("Mark as unread"), keys(u"U"_s), "mark-unread"});
    toggleStar = add("toggleStar", {tr("Star"), keys(u"S"_s), "star"});
    nextMessage = add("nextMessage", {tr("Next message"), keys(u"J"_s), nullptr});
    previousMessage = add("previousMessage", {tr("Previous message"), keys(u"K"_s), nullptr});
    nextUnread = add("nextUnread", {tr("Next unread message"), keys(u"N"_s), nullptr});
    nextPane = add("nextPane", {tr("Next pane"), keys(u"F6"_s), nullptr});
    previousPane = add("previousPane", {tr("Previous pane"), keys(u"Shift+F6"_s), nullptr});
    showQuotes = add("showQuotes", {tr("Show all quoted text"), keys(u"Q"_s), nullptr});
    showQuotes->setCheckable(true);
    zoomIn = add("zoomIn", {tr("Larger text"), keys(u"Ctrl++"_s, u"Ctrl+="_s), "zoom-in"});
    zoomOut = add("zoomOut", {tr("Smaller text"), keys(u"Ctrl+-"_s), "zoom-out"});
    zoomReset = add("zoomReset", {tr("Normal text size"), keys(u"Ctrl+0"_s), nullptr});
    showSource = add("showSource", {tr("Source"), keys(u"Ctrl+U"_s), "source"});
    saveAttachments = add("saveAttachments", {tr("Save all attachments…"), keys(u"Ctrl+Shift+S"_s), "save"});
    // Letters stand for themselves in every field: a text field that has the focus takes them first.
    for (QAction *action : findChildren<QAction *>())
        window->addAction(action);
}

QAction *WindowActions::add(const char *name, const Spec &spec)
{
    auto *action = new QAction(spec.text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcuts(spec.keys);
    action->setShortcutContext(Qt::WindowShortcut);
    const QLatin1StringView called(name);
    action->setAutoRepeat(called == "nextMessage"_L1 || called == "previousMessage"_L1);
    if (!spec.keys.isEmpty())
        action->setToolTip(u"%1 (%2)"_s.arg(spec.text, spec.keys.first().toString(QKeySequence::NativeText)));
    if (spec.icon) {
        action->setIcon(icon(spec.icon));
        m_icons.append({action, spec.icon});
    }
    return action;
}

QMenu *WindowActions::makeMenu(QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    menu->addAction(compose);
    menu->addAction(undo);
    menu->addSeparator();
    QMenu *message = menu->addMenu(tr("Message"));
    message->addActions({reply, replyAll, forward});
    message->addSeparator();
    message->addActions({toggleRead, toggleStar, archive, junk, trash, deleteForGood});
    message->addSeparator();
    message->addActions({moveTo, copyTo});
    message->addSeparator();
    message->addActions({saveAttachments, showSource});
    QMenu *view = menu->addMenu(tr("View"));
    view->addActions({zoomIn, zoomOut, zoomReset});
    view->addSeparator();
    view->addActions({showQuotes, showAllFolders});
    QMenu *go = menu->addMenu(tr("Go to"));
    go->addActions({nextMessage, previousMessage, nextUnread});
    go->addSeparator();
    go->addActions({nextPane, previousPane});
    menu->addSeparator();
    menu->addActions({newFolder, addAccount, settings});
    menu->addSeparator();
    menu->addAction(quit);
    return menu;
}

QMenu *WindowActions::makeContextMenu(QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({reply, replyAll, forward});
    menu->addSeparator();
    menu->addActions({toggleRead, toggleStar});
    menu->addSeparator();
    menu->addActions({archive, junk, trash});
    menu->addSeparator();
    menu->addAction(showSource);
    return menu;
}

void WindowActions::setSelection(int count, bool allRead, bool allStarred)
{
    for (QAction *action : {reply, replyAll, forward, showSource, saveAttachments, showQuotes})
        action->setEnabled(count == 1);
    for (QAction *action : {archive, junk, trash, deleteForGood, moveTo, copyTo, toggleRead, toggleStar})
        action->setEnabled(count > 0);
    const auto say = [](QAction *action, const QString &text) {
        action->setText(text);
        action->setToolTip(u"%1 (%2)"_s.arg(text, action->shortcut().toString(QKeySequence::NativeText)));
    };
    say(toggleRead, allRead ? tr("Mark as unread") : tr("Mark as read"));
    say(toggleStar, allStarred ? tr("Remove the star") : tr("Star"));
}

void WindowActions::setInTrash(bool inTrash)
{
    const QString text = inTrash ? tr("Delete permanently") : tr("Delete");
    trash->setText(text);
    trash->setToolTip(u"%1 (%2)"_s.arg(text, trash->shortcut().toString(QKeySequence::NativeText)));
    deleteForGood->setVisible(!inTrash);
}

void WindowActions::repaintIcons()
{
    for (const auto &[action, name] : std::as_const(m_icons))
        action->setIcon(icon(name));
}

} // namespace ui
