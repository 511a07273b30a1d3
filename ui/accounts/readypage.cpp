// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "readypage.h"

#include "ui/shared/errorwords.h"
#include "ui/shared/icons.h"
#include "ui/shared/labels.h"
#include "ui/shared/theme.h"

#include <QFrame>
#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace ui
{

ReadyPage::ReadyPage(QWidget *parent)
    : QWidget(parent)
    , m_receive(selectableLabel())
    , m_send(selectableLabel())
{
    auto *frame = card();
    auto *grid = new QGridLayout(frame);
    grid->setContentsMargins(space::large, space::large, space::large, space::large);
    grid->setHorizontalSpacing(space::medium);
    grid->setVerticalSpacing(space::large);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const char *sign, const QString &heading, QLabel *text) {
        const int row = grid->rowCount();
        auto *picture = iconLabel(sign, 20);
        setIcon(picture, sign, 20, Theme::current().accent);
        auto *words = new QVBoxLayout;
        words->setSpacing(2);
        words->addWidget(headingLabel(heading));
        words->addWidget(text);
        grid->addWidget(picture, row, 0, Qt::AlignTop);
        grid->addLayout(words, row, 1);
    };
    add("inbox", tr("Receiving works"), m_receive);
    add("send", tr("Sending works"), m_send);
    add("save", tr("Kept on this computer"),
        plainLabel(
            tr("The list of all messages, and the messages of the last 90 days whole. They can be read without a "
               "connection. Everything also stays on the server."),
            Tone::Secondary));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(frame);
    layout->addStretch();
}

void ReadyPage::setAccount(const core::Account &account)
{
    const auto words = [](const core::ServerSettings &server) {
        return u"%1:%2 · %3"_s.arg(server.host).arg(server.port).arg(securityWords(server.security));
    };
    m_receive->setText(words(account.receive));
    m_send->setText(words(account.send));
    for (QLabel *label : {m_receive, m_send})
        setTone(label, Tone::Secondary);
}

} // namespace ui
