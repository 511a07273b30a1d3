# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One round: a known state on both sides, something interrupted, recovery, and the comparison."""

import hashlib
import json
import pathlib
import shutil
import threading

import client
import letters
import scenarios
import server


class Failed(Exception):
    pass


class Templates:
    """
    State before a scenario, made once and copied for every round: the server's files and the profile. What several
    scenarios begin with is made once, too. Whoever makes one keeps only those waiting who want the same.
    """

    def __init__(self, folder):
        self.folder, self.lock, self.locks, self.made = pathlib.Path(folder), threading.Lock(), {}, {}

    def of(self, scenario, worker):
        prepared, home, profile = self.once(scenario.template, lambda: self.prepared(scenario, worker))
        scenario.__dict__.update(prepared)
        return home, profile

    def once(self, name, make):
        with self.lock:
            lock = self.locks.setdefault(name, threading.Lock())
        with lock:
            if name not in self.made:
                self.made[name] = make()
            return self.made[name]

    def prepared(self, scenario, worker):
        home, profile = self.once(scenario.begins_with, lambda: self.begun(scenario, worker))
        worker.begin(home, profile)
        scenario.prepare(worker.client, worker.server)
        return dict(scenario.__dict__), *self.keep(scenario.template, worker)

    def begun(self, scenario, worker):
        worker.begin(None, None, scenario.base)
        ran = worker.client.run("account", "add", "-", input=json.dumps(scenario.account()).encode())
        if ran.code != 0:
            raise Failed(f"no account: {ran}")
        if not scenario.starts_empty:
            ran = worker.client.run("sync", "--bodies", "recent")
            if ran.code != 0:
                raise Failed(f"no base: {ran}")
        return self.keep(scenario.begins_with, worker)

    def keep(self, name, worker):
        home, profile = self.folder / name / "home", self.folder / name / "profile"
        worker.client.save(profile)
        worker.server.save(home)
        worker.server.forget_delivered()
        return home, profile


class Worker:
    """Servers and a profile of its own, so that workers never hear of each other."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.server = server.Server(self.folder / "server")
        self.client = client.Client(self.folder / "client", self.server)

    def begin(self, home, profile, base=None):
        self.server.settle()
        if home:
            self.server.reset(home)
        else:
            shutil.rmtree(self.server.home, ignore_errors=True)
            letters.fill(self.server.home / "Maildir", base)
            self.server.own(self.server.home)
        self.server.forget_delivered()
        self.client.reset(profile)

    def end(self):
        self.client.end_engine()
        self.server.stop()


class Round:
    """`interrupt(round)` does the scenario with its fault, leaves no engine that is still to fail, and tells."""

    may_wait = False  # a message may be Queued until its next attempt
    arrives_late = False  # bytes of ours reach the server after the recovery
    closely = True  # a second sync, and by the eyes of hikyakuctl, too: that costs time

    def __init__(self, worker, templates, scenario, id):
        self.worker, self.templates, self.scenario, self.id = worker, templates, scenario, id
        self.server, self.notes, self.beforehand = worker.server, [], None

    def note(self, text):
        self.notes.append(text)

    def require(self, condition, text):
        if not condition:
            raise Failed(text)

    def same(self, what, seen, wanted):
        if seen == wanted:
            return
        if isinstance(seen, dict) and isinstance(wanted, dict):  # only where they differ
            names = [name for name in {**seen, **wanted} if seen.get(name) != wanted.get(name)]
            seen, wanted = [{name: side.get(name) for name in names} for side in (seen, wanted)]
        if isinstance(seen, list) and isinstance(wanted, list):
            more, less = [one for one in seen if one not in wanted], [one for one in wanted if one not in seen]
            twice = [one for one in seen if seen.count(one) > wanted.count(one) > 0]
            seen, wanted = f"{more[:10]} too much, {twice[:10]} too often", f"{less[:10]} and they are not there"
        raise Failed(f"{what}:\n  is     {str(seen)[:3000]}\n  wanted {str(wanted)[:3000]}")

    def run(self, interrupt):
        home, profile = self.templates.of(self.scenario, self.worker)
        self.worker.begin(home, profile)
        self.before = self.server.snapshot()
        queued = self.worker.client.journaled()
        told = interrupt(self)
        self.journaled = self.worker.client.journaled() > queued
        self.recover()
        self.check()
        return told

    def sync(self):
        """What a person does who opens the program again."""
        client = self.worker.client
        ran = client.run(*self.scenario.recovery)
        self.require(ran.code == 0, f"the recovery did not work: exit {ran.code}: {ran.err.strip()[-800:]}")
        client.end_engine()
        if self.beforehand:
            self.beforehand()
        self.beforehand = None
        self.server.settle()

    def recover(self):
        self.sync()
        if self.arrives_late:  # after the recovery: the next one puts it right
            self.sync()
        self.after = self.server.snapshot()
        if (self.closely or self.scenario.sends) and not self.waits():
            first, delivered = self.after, self.server.delivered(self.id)
            self.sync()
            self.after = self.server.snapshot()
            self.same("another sync changed the server", scenarios.contents(self.after), scenarios.contents(first))
            self.same("another sync delivered", self.server.delivered(self.id), delivered)
        client = self.worker.client
        self.outbox = client.json("outbox") if self.scenario.sends else []
        if any(entry["state"] == "queued" for entry in self.outbox):
            # Its next attempt is a while off; the person does not wait.
            self.require(self.may_wait or self.scenario.may_be_held(), "still queued, and nothing was wrong")
            client.run("retry", program="fault_writer")
            self.sync()  # the copy in Sent may have come after the look at Sent
            self.after, self.outbox = self.server.snapshot(), client.json("outbox")
            self.note("sent at the second attempt")

    def waits(self):
        """A fault put a message off: the next sync may be the one that sends it."""
        return self.may_wait and self.scenario.sends and any(entry["state"] == "queued" for entry in self.worker.client.json("outbox"))

    def check(self):
        self.equal()
        self.scenario.check(self)

    def equal(self):
        """The local list is the server's, row by row, with its counts; bodies are byte-exact; nothing waits."""
        client = self.worker.client
        wanted = {folder: {m.uid: (m.id, m.flags, m.size) for m in list} for folder, list in self.after.items()}
        counts = {folder: (len(list), sum("seen" not in m.flags for m in list)) for folder, list in self.after.items()}
        for folder, list in self.after.items():
            self.same(f"UIDs of {folder}", len(wanted[folder]), len(list))
        rows, counted, subscribed = client.stored()
        self.same("the index", rows, wanted)
        self.same("total and unread", counted, counts)
        self.same("changes that wait", client.waiting(), 0)
        self.same("subscriptions", subscribed, self.server.subscribed() & set(wanted))
        if not self.closely:
            return
        folder = self.scenario.shown
        listed = client.listed(folder)
        self.same("what is listed", {uid: row[1:] for uid, row in listed.items()}, {uid: row[1:] for uid, row in wanted[folder].items()})
        for message in sorted(self.after[folder])[-1:]:
            raw = client.run("show", listed[message.uid][0], "--raw").out
            self.same(f"the body of {folder} {message.uid}", hashlib.sha256(raw).hexdigest(), message.sha)
