# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage: the company's servers up and down, all situations one after the other, the table."""

import pathlib
import shutil
import tempfile
import textwrap
import time
import traceback

import company
import desk
import ground
import letters
import refusals
import rounds
from evidence import Directory, Failed, Log, check

PR_SET_CHILD_SUBREAPER = 36
LEAST_LOOKS = 20  # at the list of processes


class Stage:
    def __init__(self, loopback, keep):
        self.keep, self.desks, self.rounds, self.failures = keep, [], {}, 0
        self.ground = ground.choose(len(rounds.SITUATIONS) + 1, loopback)
        self.closed_gateway = self.ground.gateways[-1]

    def __enter__(self):
        company.mailstack.libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hikyaku-scene-"))
        self.folder.chmod(0o755)
        doors = {gateway: (situation.door, self.listening(situation.closed))
                 for gateway, situation in zip(self.ground.gateways, rounds.SITUATIONS)}
        doors[self.closed_gateway] = ("plain", self.listening(rounds.SUBMISSION))
        (self.folder / "company").mkdir()
        self.company = company.Company(self.folder / "company", self.ground, doors)
        self.company.shadow.begin()
        try:
            self.company.start()
        except BaseException:
            self.__exit__()
            raise
        at = self.folder / "company"
        self.authority = at / "certs" / "ca.pem"
        self.directory, self.mailhost, self.postfix = Directory(at / "directory.out"), Log(at / "mailhost.log"), Log(at / "postfix.log")
        self.proxies = {kind: Log(at / f"{kind}.log") for kind in ("plain", "challenge")}
        for person in ("taro", "jiro"):
            letters.fill(at / "mail" / person / "Maildir", {"INBOX": rounds.INBOX})
        self.company.own()
        return self

    def __exit__(self, *_):
        for one in self.desks:
            one.end_engine()
        self.company.stop()
        self.company.shadow.end()
        if self.keep:
            print(f"kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def listening(self, closed):
        """Behind a firewall everybody listens; without one, nobody listens where it is to be closed."""
        return tuple(port for port in rounds.SUBMISSION if self.ground.has_firewall or port not in closed)

    def desk(self, name, gateway, person):
        self.desks.append(desk.Desk(self.folder / f"desk-{name}", self.ground, gateway, person, self.authority))
        return self.desks[-1]

    def mark(self):
        for log in (self.directory, self.mailhost, self.postfix, *self.proxies.values()):
            log.mark()

    def fail(self, what, words, history):
        self.failures += 1
        print(f"FAIL {what}: {words}\n  " + "\n  ".join(history[-4:]), flush=True)

    def attempt(self, what, step, history):
        """The words of the step's proof, or None."""
        try:
            return step()
        except (Failed, AssertionError) as error:
            self.fail(what, error, history())
        except Exception:
            self.fail(what, traceback.format_exc(), history())
        return None

    # --- what is printed

    def round(self, situation, gateway):
        one = self.rounds[situation.name] = rounds.Round(self, situation, gateway)
        cells = []
        for title, step in rounds.STEPS:
            cell = self.attempt(f"{situation.name}, {title}", lambda: step(one), lambda: one.desk.history)
            cells.append("FAIL" if cell is None else str(cell))
            if cell is None:
                break  # what follows stands on it
        one.desk.end_engine()
        row(situation.name, cells)

    def front(self):
        """From the client's network only the open ports of the gateway are there; and the firewall counts who tries others."""
        if not self.ground.has_firewall:
            return "not there"
        self.ground.close((587,), True)
        behind = ((self.ground.mailhost, 993), (self.ground.mailhost, 24), (self.ground.directory["gateway"], 636))
        with self.ground.at("client"):
            through = [where for where in (*behind, (self.ground.gateways[0], 22), (self.ground.gateways[0], 587)) if ground.reaches(*where)]
            ground.reaches(self.ground.proxy, 993)  # Linux would answer at any of its addresses
            open_ports = [port for port in (993, 465, 25) if ground.reaches(self.ground.gateways[0], port, 5)]
        check(not through, f"the client gets through to {through}")
        check(open_ports == [993, 465, 25], f"open are only {open_ports}")
        counted = self.ground.knocks()
        check(all(counted[name] for name in ("forwarded", "inward", "elsewhere", 587)), f"not counted: {counted}")
        return "keeps the client out, and counts"

    def canary(self, watcher):
        """The password is nowhere on the client's computer, in nothing it said, and was in no process's arguments or environment."""
        traces = [trace for one in self.desks for trace in one.traces()]
        found = desk.hits(traces, f"taro@{company.DOMAIN}") + desk.hits(traces, f"jiro@{company.DOMAIN}")
        check(not found, f"the password was found: {found[:5]}")
        check(not watcher.seen, f"a process showed the password: {watcher.seen[:5]}")
        check(watcher.looks >= LEAST_LOOKS and {"hikyakuctl", "hikyaku-engine"} <= watcher.programs, f"seen: {watcher.looks}, {watcher.programs}")
        for form, text in desk.forms(f"taro@{company.DOMAIN}").items():
            check(desk.hits([("planted", b"before " + text + b" after")], f"taro@{company.DOMAIN}"), f"{form} would not be found")
        size = sum(len(raw) for _, raw in traces)
        return f"nowhere in {len(traces)} files and outputs ({size >> 10} KiB), nor in {watcher.looks} looks at all processes"


def row(name, cells):
    widths = (17, *rounds.WIDTHS)
    print(" ".join(f"{cell:<{width}}" for cell, width in zip((name, *cells), widths)).rstrip(), flush=True)


def who():
    inside, outside, _ = pathlib.Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()[0].split()
    return "root" if inside == outside else f"an ordinary user ({outside}) in a user namespace"


def play(only, loopback, keep):
    begun = time.monotonic()
    wanted = lambda name: not only or any(word in name for word in only)
    with Stage(loopback, keep) as stage:
        print(f"played on: {stage.ground.name}, as {who()}")
        if stage.ground.has_firewall:
            print(f"firewall   {stage.attempt('firewall', stage.front, list) or 'FAIL'}")
        row("", ["receiving", "", "", "", "", "sending"])
        row("", [title for title, _ in rounds.STEPS])
        with desk.Watcher() as watcher:
            for situation, gateway in zip(rounds.SITUATIONS, stage.ground.gateways):
                if wanted(situation.name):
                    stage.round(situation, gateway)
            for name, refusal in refusals.ALL:
                if wanted(name):
                    words = stage.attempt(name, lambda: refusal(stage), lambda: [line for one in stage.desks for line in one.history])
                    print(textwrap.fill(words or "FAIL", 110, initial_indent=f"{name:<17} ", subsequent_indent=" " * 18), flush=True)
        for one in stage.desks:
            one.end_engine()
        print(f"canary            {stage.attempt('canary', lambda: stage.canary(watcher), list) or 'FAIL'}")
        failures = stage.failures
    print(f"{failures} failures, {time.monotonic() - begun:.0f} s")
    return 1 if failures else 0
