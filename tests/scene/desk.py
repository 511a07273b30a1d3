# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The person's own computer: hikyakuctl in the client's network, everything it says and keeps, and who could have read it."""

import base64
import contextlib
import os
import pathlib
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "faults"))
import client
import company

HOSTS = tuple(f"{name}{company.DOMAIN}" for name in ("imap.", "smtp.", "mail.", ""))


class Desk(client.Client):
    """One profile, for the person `uid`, whose company's servers all have the name and address of one gateway."""

    def __init__(self, folder, ground, gateway, uid, authority):
        super().__init__(folder, self)
        self.ground, self.gateway, self.authority = ground, gateway, authority
        self.address = f"{uid}@{company.DOMAIN}"
        self.password = self.folder / "password"
        self.said = []
        for name in ("log", "tmp", "home"):
            (self.folder / name).mkdir()
        # Everything is logged that can be, and nothing is kept elsewhere.
        self.environment = {"HIKYAKU_LOG_DIR": str(self.folder / "log"), "TMPDIR": str(self.folder / "tmp"), "QT_LOGGING_RULES": "hikyaku.*=true"}
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            self.environment[name] = str(self.folder / "home")
        self.tell(company.PEOPLE[uid][1])

    def tell(self, password):
        self.password.write_text(password + "\n", encoding="utf-8")

    def arguments(self):
        """--connect-to stands for what the company's name server would say; there is none here that could be asked."""
        words = ["--ca-file", str(self.authority)] if self.authority else []
        for host in HOSTS:
            for port in (993, 143, 587, 465, 25, 443):
                words += ["--connect-to", f"{host}:{port}={self.gateway}:{port}"]
        return words + ["--connect-to", f"autoconfig.{company.DOMAIN}:443={self.gateway}:443", "--connect-to", "name-server:53=127.0.0.1:1"]

    def run(self, *words, **options):
        with self.ground.at("client"):
            ran = super().run(*words, **options)
        self.said += [ran.out, ran.err.encode()]
        return ran

    def traces(self):
        """name → bytes, of all that is left on this computer and of all that was shown."""
        for path in self.folder.rglob("*"):
            if path.is_file() and path != self.password:
                yield str(path.relative_to(self.folder)), path.read_bytes()
        for number, said in enumerate(self.said):
            yield f"output {number}", said


# --- the canary

def forms(address, secret=company.CANARY):
    """name → the password as it may stand somewhere."""
    plain, wide = secret.encode(), secret.encode("utf-16-le")
    found = {"UTF-8": plain, "UTF-16": wide, "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode(),
             "percent": urllib.parse.quote(secret, safe="").encode(),
             "quoted": secret.replace("\\", "\\\\").replace('"', '\\"').encode(),
             "AUTH PLAIN": base64.b64encode(b"\0" + address.encode() + b"\0" + plain)}
    for offset in range(3):  # inside of something longer: without what its neighbours decide
        for name, raw in (("base64", plain), ("base64 of UTF-16", wide)):
            text = base64.b64encode(b"\0" * offset + raw).rstrip(b"=")
            whole = (offset + len(raw)) % 3 == 0
            found[f"{name} {offset}"] = text[(0, 2, 3)[offset]:None if whole else -1]
    return found


def hits(traces, address):
    """Where the password stands, and how. `traces`: pairs of a name and bytes."""
    known = forms(address)
    return [f"{form} in {name}" for name, raw in traces for form, text in known.items() if text in raw]


class Watcher:
    """Looks at what every process of the machine shows of itself (arguments, environment), again and again."""

    def __init__(self):
        self.seen, self.programs, self.looks = [], set(), 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def watch(self):
        known = forms("nobody@nowhere")
        while not self.ended.wait(0.02):
            self.looks += 1
            for entry in os.scandir("/proc"):
                if entry.name.isdigit():
                    self.look(entry.path, known)

    def look(self, process, known):
        with contextlib.suppress(OSError):
            name = self.content(process, "comm").decode(errors="replace").strip()
            if name.startswith("hikyaku"):
                self.programs.add(name)
            for file in ("cmdline", "environ"):
                raw = self.content(process, file)
                self.seen += [f"{form} in {file} of {name}" for form, text in known.items() if text in raw]

    @staticmethod
    def content(process, file):
        with open(f"{process}/{file}", "rb", buffering=0) as opened:
            return opened.read()
