# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripted tour: set an account up, read, answer, find the answer in Sent, through the real window."""

import email
import email.policy
import subprocess
import sys
import time

from mailserver import ADDRESS, PROGRAMS, PROJECT, MailServer
from screen import Failure, Screen, environment, wait_for

PICTURES = PROJECT / "build" / "tour"
WORDS = {
    "ja": {"name": "山田 太郎", "sent": ("送信済み", "Sent"), "answer": "ご連絡ありがとうございます。\n明日の午後に試してみます。"},
    "en": {"name": "Taro Yamada", "sent": "Sent", "answer": "Thank you for letting me know.\nI will try it tomorrow afternoon."},
}


class Tour:
    """One language, one fresh profile. Each step says what it does and proves that it worked."""

    def __init__(self, server, language, pictures=PICTURES):
        self.server, self.language, self.words, self.pictures = server, language, WORDS[language], pictures
        self.profile = server.folder / f"profile-{language}"
        self.number = 0

    def step(self, text):
        print(f"  {self.language} · {text}", flush=True)

    def run(self, *steps):
        """All steps, or just these; the pictures it took."""
        log = open(self.server.folder / f"window-{self.language}.log", "wb")
        program = subprocess.Popen(
            [PROGRAMS / "hikyaku", *self.server.arguments(self.profile), "--lang", self.language], stdout=log, stderr=log,
            env=environment(XDG_CONFIG_HOME=str(self.server.folder / f"config-{self.language}")))
        self.screen = Screen(program.pid, self.pictures)
        try:
            for step in steps or (self.set_up, self.read, self.answer, self.open_sent):
                step()
            self.close(program)
        except Failure:
            self.picture("failure")
            sys.stderr.write((self.server.folder / f"window-{self.language}.log").read_text(errors="replace")[-2000:])
            raise
        finally:
            if program.poll() is None:
                program.kill()
                program.wait()
        return self.screen.taken

    def picture(self, name, settle=0.6):
        self.number += 1
        self.screen.picture(f"{self.language}-{self.number:02}-{name}", settle)

    def set_up(self):
        screen = self.screen
        self.step("name, address, and a mistyped password")
        wizard = screen.new_window({}, "the account wizard")
        screen.type(self.words["name"])
        screen.keys("Tab")
        screen.type(ADDRESS)
        screen.keys("Tab")
        screen.type("not my password")
        self.picture("wizard")
        self.step("the search finds both servers; the sign-in is refused, nothing is stored")
        screen.keys("Return")
        screen.wait_until_still("the search ends")
        self.picture("refused")
        if self.accounts():
            raise Failure("an account was stored with a wrong password")
        self.step("back, the right password: signed in")
        screen.keys("Escape")
        time.sleep(0.3)
        screen.type(self.server.password)
        screen.keys("Return")
        account = wait_for("the account is stored", self.accounts, 20)[0]
        if account["fullName"] != self.words["name"]:
            raise Failure(f"the account is in the name of “{account['fullName']}”, typed was “{self.words['name']}”")
        self.picture("ready")
        self.step("the inbox fills")
        screen.keys("Return")
        self.window = screen.new_window({wizard}, "the main window")
        expected = len(self.server.files())
        wait_for(f"the inbox with {expected} messages", lambda: len(self.listed("INBOX")) >= expected, 30)
        self.picture("inbox", 1.5)

    def accounts(self):
        answer = self.server.ctl(self.profile, "account", "list")
        return answer if isinstance(answer, list) else (answer or {}).get("accounts", [])

    def listed(self, mailbox):
        answer = self.server.ctl(self.profile, "list", mailbox, "--limit", "500")
        return answer if isinstance(answer, list) else (answer or {}).get("messages", [])

    def read(self):
        self.step("a message is read, and counts as read")
        unread = {path for path, flags in self.server.files().items() if "S" not in flags}
        self.screen.keys("Home")
        self.picture("message", 1.0)
        wait_for("the message becomes read on the server",
                 lambda: len({p for p, flags in self.server.files().items() if "S" not in flags}) < len(unread), 15)

    def answer(self):
        screen = self.screen
        self.step("the answer is written")
        before = screen.windows()
        answered = sum("R" in flags for flags in self.server.files().values())
        sent = set(self.server.files("Sent"))
        screen.keys("ctrl+r")
        self.composer = screen.new_window(before, "the window for the answer")
        time.sleep(0.5)
        screen.type(self.words["answer"])
        self.picture("answer")
        self.step("Ctrl+Enter sends it; a copy lies in Sent, the message is marked as answered")
        screen.keys("ctrl+Return")
        wait_for("the window for the answer closes", lambda: self.composer not in screen.windows(), 15)
        new = wait_for("one new message in Sent", lambda: set(self.server.files("Sent")) - sent, 35)
        if len(new) != 1:
            raise Failure(f"{len(new)} copies in Sent instead of one")
        copy = email.message_from_bytes(new.pop().read_bytes(), policy=email.policy.default)
        text = copy.get_body(("plain",)).get_content()
        for line in self.words["answer"].split("\n"):
            if line not in text:
                raise Failure(f"the Sent copy lacks “{line}”; it says:\n{text}")
        wait_for("the message is marked as answered",
                 lambda: sum("R" in flags for flags in self.server.files().values()) == answered + 1, 15)

    def open_sent(self):
        self.step("Sent shows the copy")
        wait_for("the window knows the copy", lambda: any(
            message.get("subject", "").startswith("Re:") for message in self.listed("Sent")[:1]), 20)
        self.screen.keys("shift+F6", "Home")
        for _ in range(12):
            if any(title.startswith(self.words["sent"]) for title, *_ in self.screen.windows().values()):
                break
            self.screen.keys("Down")
        else:
            raise Failure("the mailbox Sent was not found in the sidebar")
        self.screen.keys("F6", "Home")
        self.picture("sent", 1.5)

    def close(self, program):
        self.step("closing ends the program")
        self.screen.keys("ctrl+q")
        wait_for("the program ends", lambda: program.poll() is not None, 15)
        if program.returncode:
            raise Failure(f"the program ended with {program.returncode}")


def main():
    taken = []
    for language in WORDS:
        with MailServer() as server:
            tour = Tour(server, language)
            try:
                taken += tour.run()
            except Failure as failure:
                sys.exit(f"The tour stopped ({language}): {failure}\nPictures: {PICTURES}")
    print(f"\nThe tour went through. {len(taken)} pictures, taken from the X server:")
    for path in taken:
        print(f"  {path}")
