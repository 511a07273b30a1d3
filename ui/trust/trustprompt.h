// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/question.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QPushButton;
class QTreeWidget;

namespace ui
{

/**
 * The question whether to speak to a server whose certificate does not verify. The safe answer is the default one and
 * has the focus. The answer buttons stand where the host of the prompt puts them: see addAnswersTo().
 */
class TrustPrompt : public QWidget
{
    Q_OBJECT

public:
    /** `previous`: what was accepted for this server before, shown beside the new key when it changed. */
    explicit TrustPrompt(const core::TrustQuestion &question, const std::optional<core::TrustException> &previous = {},
        QWidget *parent = nullptr);

    /** "Do not connect", "This time only", "Always for this server", in this order. */
    void addAnswersTo(QBoxLayout *row);
    QPushButton *safeButton() const { return m_safe; }

Q_SIGNALS:
    void answered(core::TrustAnswer answer); ///< once

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHeadline(const QString &text);
    QWidget *makeProblems(const QStringList &sentences);
    QWidget *makeExplanation(const QString &danger, const QString &reason);
    QWidget *makeFacts();
    QWidget *makeChange(const std::optional<core::TrustException> &previous);
    QWidget *makeChain();
    void openCertificate(int index);
    QPushButton *makeAnswer(const QString &text, core::TrustAnswer answer);

    core::TrustQuestion m_question;
    QTreeWidget *m_tree = nullptr;
    QPushButton *m_safe, *m_once, *m_always;
    bool m_answered = false;
};

} // namespace ui
