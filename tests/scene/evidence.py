# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hosts themselves wrote down. Each function gives a few words for the table, or says what is missing."""

import base64
import os
import re
import struct
import time

PATIENCE = 10  # s until a log must say what has happened


class Failed(AssertionError):
    pass


def check(holds, words):
    if not holds:
        raise Failed(words)


class Log:
    """A file that grows; what stood in it before mark() is another situation's."""

    def __init__(self, path):
        self.path, self.begin = path, 0

    def mark(self):
        self.begin = os.path.getsize(self.path) if os.path.exists(self.path) else 0

    def lines(self):
        if not os.path.exists(self.path):
            return []
        with open(self.path, "rb") as file:
            file.seek(self.begin)
            return file.read().decode(errors="replace").splitlines()

    def find(self, pattern):
        return [found for line in self.lines() if (found := re.search(pattern, line))]

    def wait(self, pattern, what):
        """The first line that says it; logs are written a moment later."""
        end = time.monotonic() + PATIENCE
        while not (found := self.find(pattern)):
            check(time.monotonic() < end, f"{what}: {os.path.basename(self.path)} has no line like {pattern}")
            time.sleep(0.02)
        return found[0]

    def none(self, pattern, what):
        found = self.find(pattern)
        check(not found, f"{what}: {found[0].string if found else ''}")


class Directory(Log):
    """slapd's log: connections, each with the name its owner signs in by and what he asked."""

    known = 0  # results before mark(): a connection may be older

    def results(self):
        """(service whose connection it is, address it came from, "bind" or "search", uid or filter, error, entries)"""
        peers, owners, pending, done = {}, {}, {}, []
        for line in self.lines():
            if found := re.search(r"conn=(\d+) fd=\d+ ACCEPT from IP=([\d.]+):", line):
                peers[found[1]] = found[2]
            elif found := re.search(r'conn=(\d+) op=(\d+) BIND dn="(\w+)=(\w+),[^"]*" method', line):
                if found[3] == "cn":
                    owners[found[1]] = found[4]
                else:
                    pending[found[1], found[2]] = ("bind", found[4])
            elif found := re.search(r'conn=(\d+) op=(\d+) SRCH base="[^"]*" scope=\d deref=\d filter="(.*)"', line):
                pending[found[1], found[2]] = ("search", found[3])
            elif found := re.search(r"conn=(\d+) op=(\d+) (?:SEARCH )?RESULT tag=\d+ err=(\d+)(?:.* nentries=(\d+))?", line):
                if what := pending.pop((found[1], found[2]), None):
                    done.append((owners.get(found[1]), peers.get(found[1]), *what, int(found[3]), int(found[4] or 0)))
        return done

    def mark(self):
        self.known = len(self.results())

    def asked(self, service):
        return [rest for owner, *rest in self.results()[self.known:] if owner == service]

    def expect(self, service, peer, kind, uid, error=0, found=1):
        """`kind` bind: the password was tried, with this result; search: so many entries were found."""
        end = time.monotonic() + PATIENCE
        while True:
            asked = self.asked(service)
            for came_from, what, text, code, entries in asked:
                right = text == uid if what == "bind" else re.search(rf"\(uid={uid}[@)]", text) and entries == found
                if what == kind and right and code == error and came_from == peer:
                    return
            check(time.monotonic() < end, f"the directory saw no {kind} for {uid} with result {error} by {service} from {peer}; it saw {asked}")
            time.sleep(0.02)


# --- NTLM

def ntlm_version(lines):
    """Of the last AUTH NTLM of a logged SMTP dialogue: "NTLMv2", or why not (MS-NLMP 2.2.1.3)."""
    authenticate = None
    for line in lines:
        if found := re.search(r"smtpd\[\d+\]: < \S+: (TlRMTVNTUAAD\S+)$", line):
            authenticate = base64.b64decode(found[1])
    if not authenticate:
        return "no AUTHENTICATE message"
    lm_length, _, lm_at, nt_length, _, nt_at = struct.unpack("<HHIHHI", authenticate[12:28])
    lm, nt = authenticate[lm_at:lm_at + lm_length], authenticate[nt_at:nt_at + nt_length]
    if nt_length <= 24:
        return f"an NT response of {nt_length} bytes: NTLMv1"
    if nt[16:18] != b"\1\1":
        return "the NT response holds no NTLMv2 client challenge"
    # A v1 answer beside it would undo the whole: it can be reversed.
    if any(lm) and (lm_length != 24 or lm[16:] != nt[32:40]):
        return "an LM response of an older version"
    return "NTLMv2"
