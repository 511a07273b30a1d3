// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace ui
{

/** A stretch of lines of one message: written here, or quoted to one depth. */
struct Passage {
    int depth = 0; ///< of quoting; 0: the author's own words
    bool isSignature = false; ///< below "-- "
    QStringList lines; ///< without the quote marks

    friend bool operator==(const Passage &, const Passage &) = default;
};

/** Takes plain text apart at ">" marks (RFC 3676 4.5: "> > x", ">>x") and the signature's line. LF line ends. */
QList<Passage> passagesOf(const QString &text);

/** Which runs of quoted passages may be folded: index of the first passage and how many belong to the run. */
struct QuoteRun {
    qsizetype first = 0;
    qsizetype count = 0;
    qsizetype lines = 0;
    bool startsFolded = false; ///< it closes the message, after words of the author's own

    friend bool operator==(const QuoteRun &, const QuoteRun &) = default;
};
QList<QuoteRun> quoteRuns(const QList<Passage> &passages);

struct FoundLink {
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl target; ///< http, https or mailto

    friend bool operator==(const FoundLink &, const FoundLink &) = default;
};
/** Web and mail addresses in a line. Full-width punctuation and closing brackets that belong to the sentence end one.
 */
QList<FoundLink> linksIn(const QString &line);

/** The target as it goes over the network: a host in foreign letters as its xn-- form. Plain text, at most 300. */
QString targetWords(const QUrl &target);
/** Worth a question before it is opened: foreign letters in the host, a name before the host, a bare number. */
bool isDoubtful(const QUrl &target);

} // namespace ui
