// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QFile>
#include <QRandomGenerator>

#include <optional>

namespace test
{

/** Executions of a usual run: about a minute in all, and never less than 20,000 together. */
namespace usual
{
inline constexpr int gate = 2'500; ///< with a live KIMAP session: 10 ms each
inline constexpr int reader = 30'000;
inline constexpr int smtp = 40'000;
inline constexpr int pop3 = 40'000;
inline constexpr int pop3Session = 1'000; ///< over a connection: 5 ms each, and patience where it is silent
inline constexpr int autoconfig = 10'000;
inline constexpr int sasl = 20'000;
inline constexpr int ldap = 2'000; ///< over a connection: 1 ms each
static_assert(gate + reader + smtp >= 20'000);
} // namespace usual

/** One input of a fuzz test: a few byte strings, and how to be taken (piece sizes, verbs) by the same seed again. */
struct FuzzInput {
    quint32 seed = 0;
    QByteArrayList bytes;
};

/**
 * A fuzz test's count, seeds and evidence. The input under way lies in a file before it is tried, so that it is there
 * after a crash or a hang, too; a good end removes it. Again: `HIKYAKU_FUZZ_INPUT=<file> <program> <function>`.
 * HIKYAKU_FUZZ_RUNS is how many executions there are instead of the usual number, HIKYAKU_FUZZ_SEED the first seed.
 */
class Fuzzing
{
public:
    /** `usual`: executions of a run that nobody asked more of. */
    Fuzzing(const QString &name, int usual);
    ~Fuzzing();

    int runs() const { return m_runs; }
    quint32 seedOf(int run) const { return m_seed + quint32(run); }
    /** The one to try, instead of all others. */
    const std::optional<FuzzInput> &given() const { return m_given; }

    void trying(const FuzzInput &input);
    /** The test passed: nothing to keep. Prints the number of executions. */
    void passed(const QString &words = {});

private:
    QString m_name;
    QFile m_file;
    int m_runs = 0;
    quint32 m_seed = 1;
    std::optional<FuzzInput> m_given;
};

/** `changes` times: bricks inserted, pieces removed, doubled elsewhere, bytes changed. */
QByteArray mutated(QByteArray bytes, const QByteArrayList &bricks, QRandomGenerator &random, int changes);

/** What breaks parsers of line protocols with literals. */
const QByteArrayList &imapBricks();

} // namespace test
