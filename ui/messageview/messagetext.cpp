// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messagetext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
constexpr qsizetype kFoldable = 3; ///< lines: fewer are not worth a click
constexpr qsizetype kLongestLine = 4000; ///< characters searched for links

/** Takes the quote marks off a line; at most one blank after each. */
int unquoted(QString &line)
{
    int depth = 0;
    qsizetype at = 0;
    while (at < line.size()) {
        const qsizetype mark = at < line.size() - 1 && line[at] == u' ' && depth > 0 ? at + 1 : at;
        if (line[mark] != u'>')
            break;
        ++depth;
        at = mark + 1;
    }
    if (depth > 0) {
        if (at < line.size() && line[at] == u' ')
            ++at;
        line.remove(0, at);
    }
    return depth;
}

bool isBlank(const Passage &passage)
{
    return std::all_of(
        passage.lines.begin(), passage.lines.end(), [](const QString &line) { return line.trimmed().isEmpty(); });
}
} // namespace

QList<Passage> passagesOf(const QString &text)
{
    QList<Passage> passages;
    bool inSignature = false;
    for (const QString &raw : text.split(u'\n')) {
        QString line = raw;
        const int depth = unquoted(line);
        inSignature = (inSignature && depth == 0) || raw == u"-- "_s;
        if (passages.isEmpty() || passages.last().depth != depth || passages.last().isSignature != inSignature)
            passages.append({.depth = depth, .isSignature = inSignature});
        passages.last().lines.append(line);
    }
    return passages;
}

QList<QuoteRun> quoteRuns(const QList<Passage> &passages)
{
    QList<QuoteRun> runs;
    bool hasOwnWords = false;
    for (qsizetype at = 0; at < passages.size(); ++at) {
        if (passages[at].depth == 0) {
            hasOwnWords = hasOwnWords || !isBlank(passages[at]);
            continue;
        }
        QuoteRun run{.first = at, .startsFolded = hasOwnWords};
        for (; at < passages.size() && passages[at].depth > 0; ++at) {
            ++run.count;
            run.lines += passages[at].lines.size();
        }
        if (run.lines >= kFoldable)
            runs.append(run);
        --at;
    }
    // Only what closes the message starts folded: an answer between quotes needs what it answers.
    for (QuoteRun &run : runs) {
        for (qsizetype at = run.first + run.count; at < passages.size(); ++at)
            run.startsFolded = run.startsFolded && (passages[at].isSignature || isBlank(passages[at]));
    }
    return runs;
}

QList<FoundLink> linksIn(const QString &line)
{
    static const QRegularExpression pattern(
        uR"((?<web>\b(?:https?://|www\.)[^\s<>"'`、。「」『』（）【】〈〉《》，．：；！？\x{3000}]+))"
        uR"(|(?<mail>(?:\bmailto:)?[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+))"_s,
        QRegularExpression::CaseInsensitiveOption);
    QList<FoundLink> links;
    for (auto it = pattern.globalMatch(line.left(kLongestLine)); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        QString found = match.captured();
        const bool isWeb = match.hasCaptured(u"web"_s);
        // "(see http://x.test/a)." ends before ")." but http://x.test/a_(b) keeps its bracket.
        while (!found.isEmpty()) {
            const QChar last = found.back();
            const bool unopened = (last == u')' && found.count(u'(') < found.count(u')'))
                || (last == u']' && found.count(u'[') < found.count(u']'));
            if (!unopened && !u".,;:!?*_"_s.contains(last))
                break;
            found.chop(1);
        }
        QString target = found;
        if (isWeb && found.startsWith(u"www."_s, Qt::CaseInsensitive))
            target.prepend(u"https://"_s);
        else if (!isWeb && !found.startsWith(u"mailto:"_s, Qt::CaseInsensitive))
            target.prepend(u"mailto:"_s);
        const QUrl url(target);
        if (url.isValid() && (!isWeb || !url.host().isEmpty()))
            links.append({match.capturedStart(), found.size(), url});
    }
    return links;
}

QString targetWords(const QUrl &target)
{
    if (target.scheme() == "mailto"_L1)
        return target.path();
    return QString::fromLatin1(target.toEncoded()).left(300);
}

bool isDoubtful(const QUrl &target)
{
    if (target.scheme() == "mailto"_L1)
        return false;
    const QString host = target.host(QUrl::FullyEncoded);
    static const QRegularExpression number(uR"(^[0-9.xa-f]+$|^\[|:)"_s, QRegularExpression::CaseInsensitiveOption);
    return host.contains("xn--"_L1) || !target.userInfo().isEmpty() || number.match(host).hasMatch();
}

} // namespace ui
