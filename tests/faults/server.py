# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real servers of one worker, and what they hold, read from their own files: never through a client."""

import collections
import hashlib
import imaplib
import json
import os
import pathlib
import pwd
import re
import shutil
import smtplib
import subprocess
import time

TESTS = pathlib.Path(__file__).resolve().parent.parent
USER, PASSWORD = "user01", "user01-pw"
RECIPIENTS = ("user02", "user03")
AUTO = {"Drafts", "Sent", "Trash", "Junk", "Archive"}  # auto = subscribe in dovecot.conf
FLAGS = {"S": "seen", "F": "flagged", "R": "answered", "D": "draft", "T": "deleted"}

Message = collections.namedtuple("Message", "uid id flags size sha")


def crlf(raw):
    return re.sub(rb"\r?\n", b"\r\n", raw)


def message_id(raw):
    found = re.search(rb"^message-id:\s*<([^>]*)>", raw[:raw.find(b"\n\n") if b"\n\n" in raw else None], re.I | re.M)
    return found.group(1).decode() if found else "?"


class Server:
    """One Dovecot and one Postfix; USER's mailbox is what the rounds are about."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        subprocess.run([TESTS / "stack" / "mailstack", "start", self.folder / "stack", "--with-parent", str(os.getpid())],
                       check=True, stdout=subprocess.DEVNULL, timeout=60)
        self.told = json.loads((self.folder / "stack" / "stack.json").read_text())
        self.ports = self.told["ports"]
        self.home = pathlib.Path(self.told["mail"]) / USER
        self.owner = pwd.getpwnam(self.told["mailUser"]).pw_uid
        self.dovecot = (pathlib.Path(self.told["dovecotConf"]).parent / "run" / "master.pid").read_text().strip()
        self.log = self.folder / "stack" / "postfix.log"
        self.password = self.folder / "password"
        self.password.write_text(PASSWORD + "\n")

    def stop(self):
        subprocess.run([TESTS / "stack" / "mailstack", "stop", self.folder / "stack"], stdout=subprocess.DEVNULL)

    def arguments(self):
        words = ["--ca-file", self.told["caFile"]]
        for rule in self.told["connectTo"]:
            words += ["--connect-to", rule]
        return words

    # --- the mailbox as a whole

    def reset(self, template):
        """USER's home becomes a copy of `template`; nobody may be signed in."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(template, self.home)
        self.own(self.home)

    def save(self, template):
        self.settle()
        shutil.copytree(self.home, template)

    def own(self, path):
        if os.geteuid() != 0:
            return
        for folder, _, files in os.walk(path):
            for name in [folder] + [os.path.join(folder, file) for file in files]:
                os.chown(name, self.owner, -1)

    def sessions(self):
        """Dovecot's processes that work on somebody's mailbox."""
        found = []
        for pid in pathlib.Path(f"/proc/{self.dovecot}/task/{self.dovecot}/children").read_text().split():
            try:
                name, _, rest = pathlib.Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(")")
            except OSError:
                continue
            if name == "imap" and rest.split()[0] != "Z":
                found.append(int(pid))
        return found

    def settle(self, patience=75):
        """
        Waits until nobody is signed in and everything accepted is delivered. Dovecot may have made a process too many,
        which waits a minute for somebody to come: hence the long patience.
        """
        end = time.monotonic() + patience
        while self.sessions() or not self.queue_is_empty():
            if time.monotonic() > end:
                lines = subprocess.run(["ss", "-tnpH"], capture_output=True, text=True).stdout
                raise AssertionError(f"the servers did not come to rest: sessions {self.sessions()}, queue {self.queue()}\n{lines}")
            time.sleep(0.01)

    # --- what it holds

    def snapshot(self):
        """folder → list of Message."""
        root, found = self.home / "Maildir", {}
        for path in [root] + sorted(root.glob(".*")):
            if not (path / "cur").is_dir():
                continue
            uids, name = {}, "INBOX" if path == root else path.name[1:].replace(".", "/")
            if (path / "dovecot-uidlist").exists():
                for line in (path / "dovecot-uidlist").read_text().splitlines()[1:]:
                    uids[line.split(" :", 1)[1].partition(":2,")[0]] = int(line.split()[0])
            found[name] = []
            for file in list((path / "cur").iterdir()) + list((path / "new").iterdir()):
                base, _, letters = file.name.partition(":2,")
                raw = crlf(file.read_bytes())
                flags = frozenset(FLAGS[letter] for letter in letters if letter in FLAGS)
                found[name].append(Message(uids.get(base), message_id(raw), flags, len(raw), hashlib.sha256(raw).hexdigest()))
        return found

    def subscribed(self):
        """What USER is subscribed to, by its own wish or by the server's."""
        file = self.home / "Maildir" / "subscriptions"
        lines = file.read_text().splitlines() if file.exists() else []
        if lines and lines[0].startswith("V\t"):
            lines = ["/".join(line.split("\t")) for line in lines[2:]]
        return set(lines) | AUTO

    # --- Postfix

    def log_lines(self):
        return self.log.read_text(errors="replace").splitlines() if self.log.exists() else []

    def queue(self):
        """queue id → [message id, accepted?, gone?]"""
        found = {}
        for line in self.log_lines():
            if match := re.search(r"/cleanup\[\d+\]: (\w+): message-id=<([^>]*)>", line):
                found.setdefault(match.group(1), ["", False, False])[0] = match.group(2)
            elif match := re.search(r"/qmgr\[\d+\]: (\w+): (from=.*queue active|removed)", line):
                found.setdefault(match.group(1), ["", False, False])[2 if match.group(2) == "removed" else 1] = True
        return found

    def queue_is_empty(self):
        if self.told["smtp"] != "postfix":
            return True
        lines = self.log_lines()
        count = lambda words: sum(1 for line in lines if re.search(r"smtpd\[\d+\]: " + words, line))
        return count("connect from") == count("disconnect from") and all(gone for _, accepted, gone in self.queue().values() if accepted)

    def accepted(self, id):
        """How often the server has taken responsibility for the message; None where there is no Postfix."""
        if self.told["smtp"] != "postfix":
            return None
        return sum(1 for known, accepted, _ in self.queue().values() if accepted and known == id)

    def delivered(self, id):
        """recipient → copies in that person's mailbox"""
        return {user: ids.count(id) for user, ids in self.delivered_ids().items()}

    def all_delivered(self):
        return {user: len(ids) for user, ids in self.delivered_ids().items()}

    def delivered_ids(self):
        found = {}
        for user in RECIPIENTS:
            folder = self.home.parent / user / "Maildir"
            files = list((folder / "new").glob("*")) + list((folder / "cur").glob("*"))
            found[user] = [message_id(file.read_bytes()) for file in files]
        return found

    def forget_delivered(self):
        """Between rounds: the recipients' mail and Postfix's log begin anew, so that reading them stays quick."""
        for user in RECIPIENTS:
            for sub in ("new", "cur"):
                for file in (self.home.parent / user / "Maildir" / sub).glob("*"):
                    file.unlink()
        if self.log.exists():
            os.truncate(self.log, 0)

    # --- somebody else at work on the same mailbox

    def imap(self):
        box = imaplib.IMAP4("127.0.0.1", self.ports["imap"])
        box.login(USER, PASSWORD)
        return box
