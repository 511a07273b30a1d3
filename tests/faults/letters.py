# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mail of the rounds: small, told apart by number, some of it recent."""

import base64
import email.message
import email.policy
import email.utils
import time


def letter(number, days_old=400):
    """One message as a file of a Maildir: LF line ends. The subject ends in its number."""
    date = email.utils.formatdate(time.time() - days_old * 86400 - number * 60)
    words = base64.b64encode(f"お知らせ {number}".encode()).decode()
    text = "".join(f"{number}: line {n}, いろはにほへと\n" for n in range(number % 7 + 1))
    return (f"Message-ID: <letter-{number}@example.test>\nDate: {date}\n"
            f"From: sender{number % 5}@example.test\nTo: user01@example.test\nSubject: =?utf-8?B?{words}?=\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            f"{text}.\n..\nFrom here\n").encode()


def outgoing(id, recipients, size=3000, sender="user01"):
    """A message for `hikyakuctl send`: a Japanese subject, lines of dots, an attachment; its Message-ID is `id`."""
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    made["Message-ID"] = f"<{id}>"
    made["Date"] = email.utils.formatdate()
    made["From"] = f"{sender}@example.test"
    made["To"] = ", ".join(f"{name}@example.test" for name in recipients)
    made["Subject"] = "お見積書（改訂版）の件"
    made.set_content("花子様\n\n添付します。\n.\n..点で始まる行\n")
    made.add_attachment(bytes(n * 7 % 256 for n in range(size)), maintype="application", subtype="pdf", filename="見積.pdf")
    made.set_boundary("=_faults")
    return made.as_bytes()


def fill(maildir, folders):
    """folders: name → list of (number, days old, Maildir flags)."""
    for name, wanted in folders.items():
        path = maildir if name == "INBOX" else maildir / f".{name.replace('/', '.')}"
        for sub in ("cur", "new", "tmp"):
            (path / sub).mkdir(parents=True, exist_ok=True)
        if path != maildir:
            (path / "maildirfolder").touch()
        for number, days_old, flags in wanted:
            raw = letter(number, days_old)
            virtual = len(raw) + raw.count(b"\n")
            (path / "cur" / f"{1700000000 + number}.M{number}P1.test,S={len(raw)},W={virtual}:2,{flags}").write_bytes(raw)
