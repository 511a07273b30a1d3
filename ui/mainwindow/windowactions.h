// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace ui
{

/** Everything a person can do in the main window, once, with its words, icon and keys; buttons and menus share them. */
class WindowActions : public QObject
{
    Q_OBJECT

public:
    /** The actions work while `window` is the active one. */
    explicit WindowActions(QWidget *window);

    QAction *compose, *undo, *addAccount, *settings, *quit;
    QAction *reply, *replyAll, *forward;
    QAction *archive, *junk, *trash, *deleteForGood, *moveTo, *copyTo, *toggleRead, *toggleStar;
    QAction *newFolder, *showAllFolders;
    QAction *nextMessage, *previousMessage, *nextUnread, *nextPane, *previousPane;
    QAction *showQuotes, *zoomIn, *zoomOut, *zoomReset, *showSource, *saveAttachments;

    /** The whole program as one menu; the window owns it. */
    QMenu *makeMenu(QWidget *parent) const;
    /** For a click with the other button on selected messages; deletes itself when it closes. */
    QMenu *makeContextMenu(QWidget *parent) const;

    /** How the words of toggles read for what is selected. */
    void setSelection(int count, bool allRead, bool allStarred);
    /** In the trash there is no way but the last one. */
    void setInTrash(bool inTrash);
    void repaintIcons();

private:
    struct Spec;
    QAction *add(const char *name, const Spec &spec);

    QList<std::pair<QAction *, const char *>> m_icons;
};

} // namespace ui
