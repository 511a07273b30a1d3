# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between the program and the real servers and does one bad thing at one byte. Below TLS, so it works for both."""

import collections
import re
import select
import socket
import struct
import threading
import time

CLIENT, SERVER = "c", "s"  # who sends
LATE = 0.3  # s between the client's giving up and the arrival of what was held back

# Where a byte can be named in clear text: what the client must have said (or the server), then counted from its end.
MARKS = {
    "mail": (CLIENT, rb"MAIL FROM[^\r\n]*\r\n"),
    "rcpt": (CLIENT, rb"RCPT TO[^\r\n]*\r\n"),
    "data": (CLIENT, rb"DATA\r\n"),
    "content-end": (CLIENT, rb"--=_faults--\r\n"),  # client bytes: the final dot; server bytes: the 250
    "append": (CLIENT, rb"APPEND [^\r\n]*\}\r\n"),  # client bytes: its literal; server bytes: its OK
    "move": (CLIENT, rb"UID MOVE [^\r\n]*\r\n"),
    "copy": (CLIENT, rb"UID COPY [^\r\n]*\r\n"),
    "copying": (CLIENT, rb"UID COPY"),  # client bytes: the rest of the command
    "moving": (CLIENT, rb"UID MOVE"),
    "storing": (CLIENT, rb"UID STORE"),
    "store": (CLIENT, rb"UID STORE [^\r\n]*\r\n"),
    "expunge": (CLIENT, rb"UID EXPUNGE [^\r\n]*\r\n"),
    "select": (CLIENT, rb"SELECT [^\r\n]*\r\n"),
    "literal": (SERVER, rb"\{\d+\}\r\n"),  # of a FETCH
}
REFUSED = {b"Archive": b"Nowhere"}  # the same length
KINDS = ("cut", "reset", "halfopen", "stall", "late", "delay", "throttle")


class Position(collections.namedtuple("Position", "channel sender mark skip offset")):
    """Written channel/sender/mark.skip/offset: smtp/s/content-end/3, imap/c/-/1200 (from the first byte on)."""

    def __str__(self):
        return f"{self.channel}/{self.sender}/{self.mark or '-'}{f'.{self.skip}' if self.skip else ''}/{self.offset}"

    @staticmethod
    def parse(text):
        channel, sender, mark, offset = text.split("/")
        mark, _, skip = mark.partition(".")
        return Position(channel, sender, None if mark == "-" else mark, int(skip or 0), int(offset))


class Proxy:
    """`targets`: channel → port on 127.0.0.1. Without `kind` it only counts. `hidden`: capabilities not to be told."""

    def __init__(self, targets, kind=None, position=None, hidden=()):
        self.kind, self.position, self.hidden = kind, position, hidden
        self.lock, self.fired, self.left, self.skip = threading.Lock(), False, position.offset if position else 0, position.skip if position else 0
        self.counts = collections.Counter()  # (channel, sender) → bytes
        self.ports, self.listeners, self.threads = {}, [], []
        for channel, port in targets.items():
            listener = socket.create_server(("127.0.0.1", 0))
            self.ports[channel] = listener.getsockname()[1]
            self.listeners.append(listener)
            self.start(self.accept, listener, channel, port)

    def start(self, function, *arguments):
        thread = threading.Thread(target=function, args=arguments, daemon=True)
        self.threads.append(thread)
        thread.start()

    def accept(self, listener, channel, port):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", port), 10)
                far.settimeout(None)
            except OSError:
                near.close()
                continue
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.start(Link(self, channel, near, far).run)

    def close(self, patience=10):
        """After the client has gone: what is still held arrives, then everything is closed."""
        for listener in self.listeners:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        end = time.monotonic() + patience
        for thread in list(self.threads):
            thread.join(max(0.1, end - time.monotonic()))
        assert not any(thread.is_alive() for thread in self.threads), "a connection through the proxy does not end"


class Link:
    """One connection, one thread: when it fires nobody else holds the sockets, so that a reset is one."""

    def __init__(self, proxy, channel, near, far):
        self.proxy, self.channel, self.sockets = proxy, channel, {CLIENT: near, SERVER: far}
        self.tail, self.armed = b"", False
        self.silent, self.held, self.over = set(), None, False

    def other(self, sender):
        return self.sockets[SERVER if sender == CLIENT else CLIENT]

    def run(self):
        try:
            self.pass_on()
        except OSError:
            pass
        if self.held is not None:
            self.arrive_late()
        for one in self.sockets.values():
            one.close()

    def pass_on(self):
        speaking = {CLIENT, SERVER}
        while speaking and not self.over:
            ready, _, _ = select.select([self.sockets[sender] for sender in speaking], [], [])
            for sender in [sender for sender in speaking if self.sockets[sender] in ready]:
                data = self.sockets[sender].recv(65536)
                if data:
                    self.forward(sender, data)
                elif self.silent and sender == CLIENT:
                    return  # it gave up
                else:
                    speaking.discard(sender)
                    if not self.silent:
                        self.other(sender).shutdown(socket.SHUT_WR)
                if self.over:
                    return

    def forward(self, sender, data):
        for word in self.proxy.hidden if sender == SERVER else ():
            data = data.replace(b" " + word, b" X" + word[1:])
        with self.proxy.lock:
            self.proxy.counts[self.channel, sender] += len(data)
            at = self.fires(sender, data)
        if sender in self.silent:
            if self.held is not None and sender == CLIENT:
                self.held.append(data)
            return
        self.other(sender).sendall(data[:at])
        if at is not None:
            getattr(self, self.proxy.kind)(sender, data[at:])

    def fires(self, sender, data):
        """How many bytes of `data` still pass before it happens; None: all of them."""
        proxy, position = self.proxy, self.proxy.position
        if proxy.fired or not position or position.channel != self.channel:
            return None
        begin = 0
        if position.mark and not self.armed:
            said_by, pattern = MARKS[position.mark]
            if said_by != sender:
                return None
            text, before = self.tail + data, len(self.tail)
            for match in re.finditer(pattern, text):
                if match.end() <= before:
                    continue
                if proxy.skip == 0:
                    self.armed, begin = True, match.end() - before
                    break
                proxy.skip -= 1
            self.tail = text[-300:]
            if not self.armed:
                return None
        if sender != position.sender or (position.mark and not self.armed):
            return None
        if proxy.left > len(data) - begin:
            proxy.left -= len(data) - begin
            return None
        proxy.fired = True
        return begin + proxy.left

    # --- what happens

    def cut(self, *_):
        self.over = True

    def reset(self, *_):
        self.over = True
        for one in self.sockets.values():
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def halfopen(self, sender, _):
        self.silent = {sender}

    def stall(self, *_):
        self.silent = {CLIENT, SERVER}

    def late(self, sender, rest):
        """What the client sends lies somewhere until it has given up and come again."""
        self.silent = {CLIENT, SERVER}
        self.held = [rest] if sender == CLIENT else []

    def arrive_late(self):
        time.sleep(LATE)
        try:
            self.sockets[SERVER].sendall(b"".join(self.held))
            time.sleep(LATE)
        except OSError:
            pass

    def refuse(self, sender, rest):
        """The server gets to hear of a mailbox that does not exist, and says no."""
        for name, none in REFUSED.items():
            rest = rest.replace(name, none, 1)
        self.other(sender).sendall(rest)

    def delay(self, sender, rest):
        time.sleep(0.25)
        self.other(sender).sendall(rest)

    def throttle(self, sender, rest):
        for at in range(0, min(len(rest), 400), 5):
            self.other(sender).sendall(rest[at:at + 5])
            time.sleep(0.001)
        self.other(sender).sendall(rest[400:])
