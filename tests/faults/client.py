# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""hikyakuctl on a profile, with and without a wish to die; and the engine it may leave running."""

import collections
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

PROGRAMS = pathlib.Path(os.environ.get("HIKYAKU_BIN", pathlib.Path(__file__).resolve().parents[2] / "build" / "dev" / "bin"))
NOT_COPIED = ("lock", "engine.socket", "*-shm")

Ran = collections.namedtuple("Ran", "code out err")


class Client:
    def __init__(self, folder, server):
        self.folder, self.server = pathlib.Path(folder), server
        self.profile, self.report = self.folder / "profile", self.folder / "report"
        self.rules = []  # beside the stack's own
        self.history = []
        self.environment = {}  # of every run
        (self.folder / "run").mkdir(parents=True, exist_ok=True, mode=0o700)

    def reset(self, template):
        """The profile becomes a copy of `template`; None: there is none yet."""
        shutil.rmtree(self.profile, ignore_errors=True)
        self.report.unlink(missing_ok=True)
        self.rules, self.history = [], []
        if template:
            shutil.copytree(template, self.profile, ignore=shutil.ignore_patterns(*NOT_COPIED))

    def save(self, template):
        self.end_engine()
        shutil.copytree(self.profile, template, ignore=shutil.ignore_patterns(*NOT_COPIED))

    def command(self, words, program="hikyakuctl"):
        command = [str(PROGRAMS / program), "--profile", str(self.profile), "--lang", "en", *self.server.arguments()]
        for rule in self.rules:
            command += ["--connect-to", rule]
        return command + ["--password-file", str(self.server.password), *words]

    def run(self, *words, wish=None, input=None, program="hikyakuctl", patience=60):
        """`wish`: the HIKYAKU_… of this run. Exit code −9 when it killed itself."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("HIKYAKU_")}
        environment |= {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.folder}/no-bus", "XDG_RUNTIME_DIR": str(self.folder / "run"),
                        "QT_QPA_PLATFORM": "offscreen", "TZ": "Asia/Tokyo"}
        environment |= self.environment | (wish or {})
        with open(self.folder / "out", "w+b") as out, open(self.folder / "err", "w+b") as err:  # an engine may outlive us
            process = subprocess.Popen(self.command([str(word) for word in words], program), stdin=subprocess.PIPE,
                                       stdout=out, stderr=err, env=environment, start_new_session=True)
            try:
                process.communicate(input, timeout=patience)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise AssertionError(f"{' '.join(map(str, words))} did not end within {patience} s")
            out.seek(0)
            err.seek(0)
            ran = Ran(process.returncode, out.read(), err.read().decode(errors="replace"))
        self.history.append(f"$ {program} {' '.join(map(str, words))[:200]} {wish or ''}\n  exit {ran.code} {ran.err.strip()[-600:]}")
        return ran

    def json(self, *words):
        ran = self.run("--json", *words)
        if ran.code != 0:
            raise AssertionError(f"{' '.join(words)}: exit {ran.code}: {ran.err.strip()[-600:]}")
        return json.loads(ran.out)

    def engine(self):
        """The process that holds the profile, if any."""
        try:
            pid = int((self.profile / "lock").read_text().split()[0])
            name = pathlib.Path(f"/proc/{pid}/comm").read_text().strip()
        except (OSError, ValueError, IndexError):
            return None
        return pid if name.startswith("hikyaku") else None

    def end_engine(self, patience=20):
        """Ends an engine that outlives its faces, in order, and waits until it is gone."""
        pid, end = self.engine(), time.monotonic() + patience
        if pid:
            os.kill(pid, signal.SIGTERM)
        while pid and self.engine() == pid:
            if time.monotonic() > end:
                raise AssertionError(f"the engine {pid} does not end")
            time.sleep(0.01)

    # --- what the person sees

    def listed(self, folder):
        """uid → (id, flags, size), as hikyakuctl shows it."""
        rows = self.json("list", folder, "--limit", "10000")
        found = {row["uid"]: (row["id"], frozenset(row["flags"]) & KNOWN, row["size"]) for row in rows}
        assert len(found) == len(rows), f"{folder} lists a message twice"
        return found

    def stored(self):
        """
        folder → uid → (Message-ID, flags, size), folder → (total, unread), and the folders that are subscribed, from the
        index itself, in which nothing may be listed elsewhere than where it stands.
        """
        rows, counts = {}, {}
        with contextlib.closing(sqlite3.connect(self.profile / "index.db")) as index:
            for folder, total, unread in index.execute("SELECT name, total, unread FROM mailbox WHERE selectable"):
                rows[folder], counts[folder] = {}, (total, unread)
            for folder, uid, id, bits, size in index.execute(
                    "SELECT name, uid, message_id, flags, size FROM message JOIN mailbox ON mailbox.id = mailbox"):
                rows[folder][uid] = (id, frozenset(name for bit, name in BITS.items() if bits & bit), size)
            elsewhere = index.execute("SELECT message_id FROM message WHERE shown_in != mailbox "
                                      "UNION SELECT name FROM mailbox WHERE hidden").fetchall()
            subscribed = {name for name, in index.execute("SELECT name FROM mailbox WHERE subscribed")}
        assert not elsewhere, f"listed elsewhere, or hidden: {elsewhere}"
        return rows, counts, subscribed

    def journaled(self):
        """How many actions were ever queued; read from a copy, for the next engine is to find what the last one left."""
        with tempfile.TemporaryDirectory(dir=self.folder) as copy:
            for file in self.profile.glob("journal.db*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, copy)
            if not (pathlib.Path(copy) / "journal.db").exists():
                return 0
            with contextlib.closing(sqlite3.connect(pathlib.Path(copy) / "journal.db")) as journal:
                return journal.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'action'").fetchone()[0]

    def kept(self, folder):
        """How many bodies are kept of messages that this folder had, and that are gone."""
        with contextlib.closing(sqlite3.connect(self.profile / "bodies.db")) as bodies:
            return bodies.execute("SELECT count(*) FROM body WHERE mailbox = ? AND gone_at != 0", (folder.encode(),)).fetchone()[0]

    def waiting(self):
        """How many changes the server has not heard of; a filed copy may be watched for a while."""
        with contextlib.closing(sqlite3.connect(self.profile / "journal.db")) as journal:
            return journal.execute("SELECT count(*) FROM action WHERE state = 0 AND stage NOT LIKE 'filed%'").fetchone()[0]


BITS = {1: "seen", 2: "answered", 4: "flagged", 8: "deleted", 16: "draft"}
KNOWN = frozenset(BITS.values())
