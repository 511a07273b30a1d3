# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which faults strike where: on purpose where mail is lost or doubled, and anywhere by chance."""

import collections
import random

import proxy

Fault = collections.namedtuple("Fault", "scenario clear kind position")

# scenario, channel, who sends the byte, after which words, how many such words to choose from, largest offset
ON_PURPOSE = (
    ("send", "smtp", "c", "content-end", 1, 4),  # the final dot
    ("send", "smtp", "s", "content-end", 1, 45),  # the 250
    ("send", "smtp", "c", "data", 1, 4500),  # the content
    ("send", "smtp", "s", "rcpt", 2, 20),
    ("send", "imap", "c", "append", 1, 4500),
    ("send", "imap", "s", "append", 1, 90),
    ("append", "imap", "c", "append", 1, 4500),  # the literal
    ("append", "imap", "s", "append", 1, 90),  # its continuation and its OK
    ("move", "imap", "s", "move", 1, 200),  # COPYUID, EXPUNGE, OK
    ("move-plain", "imap", "s", "copy", 1, 90),
    ("move-plain", "imap", "s", "store", 1, 200),
    ("move-plain", "imap", "s", "expunge", 1, 120),
    ("flag", "imap", "s", "store", 1, 200),
    ("queued", "imap", "s", "move", 4, 120),
    ("queued", "imap", "s", "store", 2, 120),
    ("queued-plain", "imap", "s", "copy", 4, 90),
    ("queued-plain", "imap", "s", "expunge", 4, 90),
    ("first", "imap", "s", "literal", 30, 400),
    ("delta", "imap", "s", "literal", 8, 400),
    ("delta-plain", "imap", "s", "literal", 8, 400),
)
ALWAYS = tuple(Fault(name, True, kind, proxy.Position.parse(at)) for name, kind, at in (
    ("move-many", "refuse", "imap/c/copying.1/0"),  # the second piece of a long COPY
    ("append", "late", "imap/c/append/100"),  # an APPEND that is done after we have given it up
    ("append", "late", "imap/c/append/4400"),
    ("move-plain", "late", "imap/c/copying/3"),
    ("move", "late", "imap/c/moving/2"),
    ("queued-plain", "late", "imap/c/copying.2/3"),
    ("flag", "late", "imap/c/storing/2"),
    ("send", "cut", "smtp/c/content-end/3"),  # the whole of the final dot has left
    ("send", "halfopen", "smtp/s/content-end/0"),
    ("send", "reset", "smtp/s/content-end/3"),
))
HIDDEN = (b"MOVE", b"CONDSTORE", b"QRESYNC", b"ESEARCH")  # in clear text no SNI asks for the old server


def choose(seed, number, totals):
    """The fault of run `number`. totals(scenario, clear): (channel, sender) → bytes of a run without a fault."""
    if number < len(ALWAYS):
        return ALWAYS[number]
    dice = random.Random(f"{seed}/{number}")
    kind = proxy.KINDS[number % len(proxy.KINDS)]
    if number % 5 < 3:
        at = (number // 5) * 3 + number % 5
        name, channel, sender, mark, words, largest = ON_PURPOSE[at % len(ON_PURPOSE)]
        # The ends of a word matter as much as its middle.
        offset = dice.choice((0, 1, 2, largest, dice.randint(0, largest), dice.randint(0, min(largest, 60))))
        return Fault(name, True, kind, proxy.Position(channel, sender, mark, dice.randrange(words), offset))
    name = dice.choice(sorted({row[0] for row in ON_PURPOSE}))
    clear = number % 2 == 0 and not name.endswith("-plain")
    counts = totals(name, clear)
    channel, sender = dice.choice(sorted(counts))
    return Fault(name, clear, kind, proxy.Position(channel, sender, None, 0, dice.randrange(counts[channel, sender])))
