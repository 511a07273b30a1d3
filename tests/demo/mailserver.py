# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's own mail server with the sample mailbox in it, and what one may ask about it from outside."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
PROJECT = TESTS.parent
PROGRAMS = PROJECT / "build" / "dev" / "bin"
ADDRESS = "taro@example.test"


class MailServer:
    """Runs while the `with` block does; everything lies in a folder that goes afterwards."""

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hikyaku-demo-"))
        self.folder.chmod(0o755)
        self.stack = self.folder / "stack"
        self._run(TESTS / "stack" / "mailstack", "start", self.stack, "--others-to", "bob", "--with-parent", os.getpid())
        self.told = json.loads((self.stack / "stack.json").read_text())
        self.maildir = pathlib.Path(self.told["mail"]) / "taro" / "Maildir"
        self._run(TESTS / "demo" / "fill", self.maildir)
        self.password = next(user["password"] for user in self.told["users"] if user["address"] == ADDRESS)
        return self

    def __exit__(self, *_):
        subprocess.run([TESTS / "stack" / "mailstack", "stop", self.stack], stdout=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _run(*command):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{command[0]}: {done.stdout}{done.stderr}")

    def arguments(self, profile):
        """With these hikyaku and hikyakuctl find this server by its usual names."""
        words = ["--profile", str(profile), "--ca-file", self.told["caFile"]]
        for rule in self.told["connectTo"]:
            words += ["--connect-to", rule]
        return words

    def files(self, mailbox="INBOX"):
        """name → flags (Maildir letters) of what the server holds, read from its files."""
        folder = self.maildir if mailbox == "INBOX" else self.maildir / f".{mailbox}"
        found = {}
        for sub in ("cur", "new"):
            for path in (folder / sub).glob("*"):
                found[path] = re.sub(r".*:2,", "", path.name) if ":2," in path.name else ""
        return found

    def ctl(self, profile, *words):
        """What hikyakuctl says as JSON, over the same profile as the window."""
        done = subprocess.run([PROGRAMS / "hikyakuctl", *self.arguments(profile), "--json", *words],
                              capture_output=True, text=True, timeout=60)
        return json.loads(done.stdout) if done.returncode == 0 and done.stdout else None
