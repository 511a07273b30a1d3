// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace mime
{

/** Lays out the text of an HTML document: folds blanks, keeps at most one empty line, prefixes quotes and lists. */
class HtmlWriter
{
public:
    void text(const QString &text); ///< folded unless preformatted
    void line(); ///< the next text begins on a new line
    void paragraph(); ///< … with an empty line before it
    void hardBreak(); ///< <br>: two of them make an empty line
    void cell(); ///< two blanks between the cells of a row
    void push(const QString &prefix); ///< before every following line
    void pushItem(const QString &mark); ///< the mark before the next line, blanks before the following ones
    void pop();
    void setPreformatted(int change); ///< +1 or -1
    qsizetype mark() const { return m_out.size(); }
    /** Adds the target of a link whose text began at `from`, unless the text shows it already. */
    void linkTarget(const QString &href, qsizetype from);
    QString take();

private:
    void append(QStringView words);
    void ask(int breaks);
    void beginLine();

    QString m_out;
    QStringList m_prefixes;
    QString m_mark; ///< of a list item whose first line is still to come
    int m_breaks = 0; ///< line ends that the next text asks for
    qsizetype m_outerDepth = 0; ///< prefixes that all of the waiting empty lines lie in
    bool m_blank = false; ///< a blank before the next word
    int m_preformatted = 0;
};

} // namespace mime
