// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "questionboard.h"

namespace models
{

QuestionBoard::QuestionBoard(ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&client, &ipc::Client::questionAsked, this, &QuestionBoard::add);
    connect(&client, &ipc::Client::questionGone, this, &QuestionBoard::remove);
    connect(&client, &ipc::Client::ready, this, &QuestionBoard::refresh);
    // Its questions died with the engine; the next one asks again, by other numbers.
    connect(&client, &ipc::Client::lost, this, [this] {
        for (const core::Question &question : QList(m_questions))
            remove(question.id);
    });
    if (client.isReady())
        refresh();
}

std::optional<core::Question> QuestionBoard::current() const
{
    return m_questions.isEmpty() ? std::nullopt : std::optional(m_questions.first());
}

std::optional<core::Question> QuestionBoard::question(qint64 id) const
{
    const auto at = std::ranges::find(m_questions, id, &core::Question::id);
    return at == m_questions.end() ? std::nullopt : std::optional(*at);
}

void QuestionBoard::refresh()
{
    m_client.call(ipc::PendingQuestions{}, this, [this](const core::Result<QList<core::Question>> &pending) {
        if (!pending)
            return; // the link is lost: told by lost()
        for (const core::Question &known : QList(m_questions)) {
            if (std::ranges::find(*pending, known.id, &core::Question::id) == pending->end())
                remove(known.id);
        }
        for (const core::Question &question : *pending)
            add(question);
    });
}

void QuestionBoard::add(const core::Question &question)
{
    const auto at = std::ranges::lower_bound(m_questions, question.id, {}, &core::Question::id);
    if (at != m_questions.end() && at->id == question.id)
        return;
    const bool isFirst = at == m_questions.begin();
    m_questions.insert(at, question);
    Q_EMIT asked(question);
    if (isFirst)
        Q_EMIT currentChanged();
}

void QuestionBoard::remove(qint64 question)
{
    const auto at = std::ranges::find(m_questions, question, &core::Question::id);
    if (at == m_questions.end())
        return;
    const bool wasFirst = at == m_questions.begin();
    m_questions.erase(at);
    Q_EMIT gone(question);
    if (wasFirst)
        Q_EMIT currentChanged();
}

template <class R>
void QuestionBoard::answer(R request)
{
    const qint64 question = request.question;
    m_client.call(std::move(request), this, [this, question](const core::Result<ipc::Nothing> &outcome) {
        // Nobody waits for it any more: another face was quicker.
        if (outcome || outcome.error().code == core::Errc::NoSuchMessage)
            remove(question);
        else
            Q_EMIT failed(question, outcome.error());
    });
}

void QuestionBoard::answerTrust(qint64 question, core::TrustAnswer given)
{
    answer(ipc::AnswerTrust{question, given});
}

void QuestionBoard::answerPassword(qint64 question, const core::Secret &password, bool keep)
{
    answer(ipc::AnswerPassword{question, password, keep});
}

void QuestionBoard::declinePassword(qint64 question)
{
    answer(ipc::AnswerPassword{question, {}, false});
}

void QuestionBoard::declineSignIn(qint64 question)
{
    answer(ipc::DeclineSignIn{question});
}

} // namespace models
