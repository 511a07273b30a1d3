# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The situations in which all must work, and the proof of each step of receiving and sending."""

import collections
import json
import re
import time

import company

import evidence
from evidence import check

import letters  # of tests/faults; desk has put it on the path

INBOX = ((1, 400, "S"), (2, 20, ""), (3, 1, "F"))  # number, days old, flags
SUBMISSION = (587, 465, 25)

# `port` is the one that must be found when the firewall closes `closed`, silently or with a refusal.
Situation = collections.namedtuple("Situation", "name door person receives sends port closed silently", defaults=((), False))
SITUATIONS = (
    Situation("as described", "plain", "taro", "PLAIN", "PLAIN", 587),
    Situation("CRAM-MD5", "challenge", "taro", "CRAM-MD5", "CRAM-MD5", 587),
    Situation("NTLMv2", "ntlm", "jiro", "PLAIN", "NTLM", 587),
    Situation("587 closed", "plain", "taro", "PLAIN", "PLAIN", 465, (587,), True),
    Situation("587, 465 closed", "plain", "taro", "PLAIN", "PLAIN", 25, (587, 465)),
)


class Round:
    """One situation from an empty profile to the Sent copy."""

    def __init__(self, stage, situation, gateway):
        self.stage, self.situation, self.gateway = stage, situation, gateway
        self.company, self.ground = stage.company, stage.ground
        self.desk = stage.desk(gateway, gateway, situation.person)
        self.proxy = stage.proxies["challenge" if situation.door == "challenge" else "plain"]
        self.id = f"{time.monotonic_ns()}@scene.example.test"

    def ask(self, *words, input=None):
        ran = self.desk.run("--json", *words, input=input)
        check(ran.code == 0, f"{' '.join(words)}: exit {ran.code}: {ran.err.strip()[-800:]}")
        return json.loads(ran.out)

    def begin(self, closed):
        """From here on the logs and the counters are about what comes now."""
        self.stage.mark()
        self.ground.close(closed, self.situation.silently)

    # --- receiving

    def set_up(self):
        """Step 1: it connects to the gateway, on 993, and to nothing else."""
        self.begin(self.situation.closed)
        told = self.ask("setup", self.desk.address)
        self.account = told["account"]
        receive = self.account["receive"]
        check((receive["port"], receive["security"]) == (993, "tls"), f"receives at {receive}")
        self.proxy.wait(rf"user=<{self.situation.person}>, method={self.situation.receives}, rip={self.ground.client}, lip={self.gateway}, ",
                        "the gateway saw no sign-in from the client")
        self.only(993, *SUBMISSION, 143, 443)
        return receive["port"]

    def only(self, *ports):
        """No packet went elsewhere, none through the gateway, none to its inner addresses."""
        knocks = self.ground.knocks()
        strange = {where: count for where, count in (knocks or {}).items() if count and where not in ports}
        check(not strange, f"the firewall counted what nobody should have tried: {strange}")
        return knocks

    def received_over_tls(self):
        return self.proxy.wait(rf"Started proxying .*lip={self.gateway}, (TLSv1\.[23]) with cipher", "no TLS at the gateway")[1]

    def looked_up(self):
        """Step 3: the directory says whether the account is one."""
        door = "challenge" if self.situation.door == "challenge" else "plain"
        kind = "search" if door == "challenge" else "bind"
        self.stage.directory.expect(door, self.ground.origins["gateway"], kind, self.situation.person)
        return f"{kind} {self.situation.person}"

    def proxied(self):
        """Step 4: the gateway goes on to the mail host, and nobody else does."""
        person, mailhost = self.situation.person, self.stage.mailhost
        self.proxy.wait(rf"proxy\({person},{re.escape(self.ground.mailhost)}:993\): Started proxying", "the gateway did not go on")
        mailhost.wait(rf"Logged in: user=<{person}>.* rip={re.escape(self.ground.proxy)}, ", "the mail host was not reached by the gateway")
        mailhost.none(rf"rip=(?!{re.escape(self.ground.proxy)},)", "somebody else reached the mail host")
        return "mailhost"

    def read(self):
        """Step 5: everything that lies in the mailbox is listed, and reads byte by byte as it lies there."""
        self.ask("sync", "--bodies", "all")
        rows = self.ask("list", "INBOX")
        wanted = self.company.letters(self.situation.person)
        check(len(wanted) >= len(INBOX), f"the mail host holds {len(wanted)} letters")
        seen = [self.desk.run("show", str(row["id"]), "--raw").out for row in rows]
        check(sorted(seen) == sorted(wanted), f"{len(rows)} listed, {len(wanted)} there; the same bytes: {len(set(seen) & set(wanted))}")
        return f"{len(rows)} read"

    # --- sending

    def send(self):
        """Step 1: the first open port of 587, 465, 25, and once it is found no other."""
        send = self.account["send"]
        check(send["port"] == self.situation.port, f"sends at {send['port']}")
        check(send["security"] == ("tls" if send["port"] == 465 else "starttls"), f"sends with {send['security']}")
        tried = self.ground.knocks()
        for port in self.situation.closed if tried else ():
            check(tried[port] > 0, f"{port} was not tried before it was given up")
        self.begin(self.situation.closed)
        self.raw = letters.outgoing(self.id, ["hanako"], sender=self.situation.person)
        ran = self.desk.run("send", "-", input=self.raw)
        check(ran.code == 0, f"send: exit {ran.code}: {ran.err.strip()[-800:]}")
        others = "|".join(name for port, name in company.SUBMISSION.items() if port != self.situation.port)
        self.stage.postfix.none(rf"postfix/({others})/smtpd\[\d+\]: connect from unknown\[{self.ground.client}\]", "another port was used")
        knocks = self.only(993, self.situation.port)
        check(not knocks or knocks[self.situation.port] == 1, f"knocks while sending: {knocks}")
        return send["port"]

    def mta(self, pattern, what):
        service = company.SUBMISSION[self.situation.port]
        return self.stage.postfix.wait(rf"postfix/{service}/smtpd\[\d+\]: {pattern}", f"Postfix, {service}: {what}")

    def sent_over_tls(self):
        return self.mta(rf"Anonymous TLS connection established from unknown\[{self.ground.client}\]: (TLSv1\.[23])", "no TLS")[1]

    def signed_in(self):
        """Step 3: by the mechanism that was to be, for an account that the directory knows now."""
        found = self.mta(rf"(\w+): client=unknown\[{self.ground.client}\], sasl_method=([\w-]+), sasl_username=([\w.@]+)", "nobody signed in")
        self.queue_id, method, user = found[1], found[2], found[3]
        check(method == self.situation.sends, f"signed in by {method}")
        check(user.split("@")[0] == self.situation.person, f"signed in as {user}")
        if self.situation.door == "ntlm":
            method = evidence.ntlm_version(self.stage.postfix.lines())
            check(method == "NTLMv2", method)
            # Cyrus SASL has asked its file; the directory is asked for the sender, by way of the mail host.
            self.stage.postfix.wait(rf"/lmtp\[\d+\]: \w+: to=<{self.desk.address}>, relay={re.escape(self.ground.mailhost)}\S*, .*status=deliverable", "the sender was not asked for")
            self.stage.directory.expect("mailhost", self.ground.origins["mailhost"], "search", self.situation.person)
        else:
            self.looked_up()
        return method

    def accepted(self):
        """Step 4: the MTA takes responsibility, and routes to the mail host."""
        at, log = re.escape(self.queue_id), self.stage.postfix
        log.wait(rf"/cleanup\[\d+\]: {at}: message-id=<{re.escape(self.id)}>", "another message")
        log.wait(rf"/qmgr\[\d+\]: {at}: from=<{self.desk.address}>, .*nrcpt=1 \(queue active\)", "not queued")
        log.wait(rf"/lmtp\[\d+\]: {at}: to=<hanako@example\.test>, relay={re.escape(self.ground.mailhost)}\S*, .*status=sent", "not routed")
        return self.queue_id

    def delivered(self):
        """Step 5: once in the recipient's mailbox, to the byte, below the lines that the servers add on the way."""
        self.stage.directory.expect("mailhost", self.ground.origins["mailhost"], "search", "hanako")
        own = [raw for raw in self.company.letters("hanako") if f"Message-ID: <{self.id}>".encode() in raw]
        check(len(own) == 1, f"hanako has it {len(own)} times")
        check(own[0].endswith(self.raw), "hanako got other bytes than were sent")
        return "to the byte"

    def copied(self):
        """And the copy in Sent: once on the mail host, the bytes that were sent; listed and read so; the Outbox says sent."""
        states = [one["state"] for one in self.ask("outbox") if one["messageId"] == self.id]
        check(states in (["sent"], []), f"the Outbox says {states}")
        self.ask("sync")
        copies = [raw for raw in self.company.letters(self.situation.person, "Sent") if self.id.encode() in raw]
        check(len(copies) == 1, f"Sent holds it {len(copies)} times")
        check(copies[0] == self.raw, "Sent holds other bytes than were sent")
        rows = [row for row in self.ask("list", "Sent") if self.desk.run("show", str(row["id"]), "--raw").out == self.raw]
        check(len(rows) == 1, f"Sent lists it {len(rows)} times")
        return "copy"


STEPS = (("1 port", Round.set_up), ("2 TLS", Round.received_over_tls), ("3 directory", Round.looked_up), ("4 gateway to", Round.proxied),
         ("5 mail", Round.read), ("1 port", Round.send), ("2 TLS", Round.sent_over_tls), ("3 sign-in", Round.signed_in),
         ("4 accepted", Round.accepted), ("5 delivered", Round.delivered), ("Sent", Round.copied))
WIDTHS = (4, 7, 12, 12, 8, 4, 7, 9, 12, 11, 5)
