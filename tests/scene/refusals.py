# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The situations in which it cannot work: what the person is told, and what did not happen."""

import json
import re
import time

import company
import letters
from evidence import check

REFUSED, UNTRUSTED, NETWORK, QUEUED = 3, 4, 5, 7  # exit codes
LATER = "closed-later@scene.example.test"
PATIENCE = 40  # s; after one failure the engine waits about 16


def explained(ran, code, *patterns):
    """What is said in the end, after the rows of the attempts, and holds all `patterns`."""
    check(ran.code == code, f"exit {ran.code}, not {code}: {ran.err.strip()[-800:]}")
    words = " ".join(line for line in ran.err.splitlines() if line.strip() and not re.match(r"(receive|send|Sending|Connecting|hikyaku\.)\b", line))
    for pattern in patterns:
        check(re.search(pattern, words), f"nothing is said like {pattern}: {words}")
    return words


def nothing_saved(desk):
    ran = desk.run("--json", "account", "list")
    check(ran.code == 0 and json.loads(ran.out) == [], f"an account was saved: {ran.out.decode()[:300]} {ran.err[-300:]}")


def none_open(stage):
    """587, 465 and 25 are closed: receiving is found, sending is not, and that is what is said."""
    desk = stage.desk("none", stage.closed_gateway, "taro")
    stage.mark()
    stage.ground.close((587, 465, 25), True)
    ran = desk.run("--json", "setup", desk.address)
    told = json.loads(ran.out)
    check(told["receiveError"] is None and told["sendError"] is not None, f"receive {told['receiveError']}, send {told['sendError']}")
    tried = {attempt["port"] for attempt in told["attempts"] if attempt["purpose"] == "send" and attempt["state"] == "failed"}
    check(tried == {587, 465, 25}, f"named as failed: {tried}")
    check("587, 465, 25" in told["sendError"]["context"], f"sendError {told['sendError']}")
    words = json.loads(ran.err.splitlines()[-1])["error"]["text"]
    check(ran.code == NETWORK and "smtp.example.test:587, 465, 25" in words, f"exit {ran.code}: {words}")
    knocks = stage.ground.knocks()
    check(not knocks or all(knocks[port] for port in tried), f"not all were tried: {knocks}")
    stage.postfix.none(rf"connect from unknown\[{stage.ground.client}\]", "somebody got through")
    nothing_saved(desk)
    return words


def closed_later(stage):
    """An account that was set up finds all three closed: the message waits, and it is said why."""
    one = stage.rounds["587 closed"]
    stage.mark()
    stage.ground.close((587, 465, 25), False)
    usual, one.desk.gateway = one.desk.gateway, stage.closed_gateway
    ran = one.desk.run("send", "-", input=letters.outgoing(LATER, ["hanako"], sender=one.situation.person))
    one.desk.end_engine()
    one.desk.gateway = usual
    words = explained(ran, QUEUED, r"smtp\.example\.test:465, 587, 25", "waits in the Outbox")
    check(outbox(one.desk) == "queued", f"the Outbox says {outbox(one.desk)}")
    return words


def opened_again(stage):
    """When one of them opens, it goes by itself, once, and has its copy in Sent once."""
    one, other = stage.rounds["587 closed"], stage.rounds["587, 465 closed"]
    check(outbox(one.desk) == "queued", f"the Outbox says {outbox(one.desk)}")
    stage.mark()
    stage.ground.close((587, 465), False)
    one.desk.gateway = other.gateway
    end = time.monotonic() + PATIENCE
    while outbox(one.desk) != "sent":
        check(time.monotonic() < end, f"after {PATIENCE} s the Outbox says {outbox(one.desk)}")
        ran = one.desk.run("sync")
        check(ran.code in (0, NETWORK), f"sync: exit {ran.code}: {ran.err[-500:]}")
        time.sleep(0.5)
    check(one.desk.run("sync").code == 0, "the sync afterwards")
    queued = stage.postfix.wait(r"postfix/smtp/smtpd\[\d+\]: (\w+): client=", "nothing went in by port 25")[1]
    stage.postfix.wait(rf"lmtp\[\d+\]: {queued}: to=<hanako@example\.test>, .*status=sent", "not delivered")
    for person, folder in (("hanako", "INBOX"), (one.situation.person, "Sent")):
        count = sum(LATER.encode() in raw for raw in stage.company.letters(person, folder))
        check(count == 1, f"{folder} of {person} holds it {count} times")
    return "sent by 25, delivered once, one copy in Sent"


def outbox(desk):
    told = json.loads(desk.run("--json", "outbox").out)
    return next((one["state"] for one in told if one["messageId"] == LATER), None)


def left_the_company(stage):
    """
    The directory has the account no more, while the file that NTLM is checked against has not heard of it: the sender is
    refused all the same.
    """
    desk, person = stage.rounds["NTLMv2"].desk, stage.rounds["NTLMv2"].situation.person
    stage.mark()
    stage.ground.close((), False)
    stage.company.forget(person)
    id = "left@scene.example.test"
    ran = desk.run("send", "-", input=letters.outgoing(id, ["hanako"], sender=person))
    words = explained(ran, NETWORK, f"refused the sender's address: {desk.address}", "Sender address rejected: undeliverable address")
    stage.directory.expect("mailhost", stage.ground.origins["mailhost"], "search", person, found=0)
    check(not any(id.encode() in raw for raw in stage.company.letters("hanako") + stage.company.letters(person, "Sent")), "it was delivered, or is in Sent")
    return words


def wrong_password(stage):
    """The directory says no; the gateway does not go on to the mail host."""
    desk = stage.desk("wrong", stage.ground.gateways[0], "taro")
    desk.tell("not " + company.CANARY[:4])
    return refused(stage, desk, "bind", "taro", 49)


def not_in_directory(stage):
    desk = stage.desk("stranger", stage.ground.gateways[0], "taro")
    desk.address = "stranger@example.test"
    return refused(stage, desk, "search", "stranger", 0)


def refused(stage, desk, kind, uid, error):
    stage.mark()
    stage.ground.close((), False)
    words = explained(desk.run("setup", desk.address), REFUSED, "refused")
    stage.directory.expect("plain", stage.ground.origins["gateway"], kind, uid, error, 0)
    stage.mailhost.none("Logged in", "the mail host let somebody in")
    nothing_saved(desk)
    return words


def unknown_authority(stage):
    """Nobody has told this computer of the company's authority: no name and no password goes out."""
    desk = stage.desk("unknown", stage.ground.gateways[0], "taro")
    desk.authority = None
    stage.mark()
    stage.ground.close((), False)
    words = explained(desk.run("setup", desk.address), UNTRUSTED, "certificate", "fingerprint")
    check(stage.directory.asked("plain") == [], "the directory was asked")
    stage.proxies["plain"].none("Started proxying|auth failed", "somebody tried to sign in")
    nothing_saved(desk)
    return words.partition("  issued to")[0].strip()


ALL = (("closed later", closed_later), ("none open", none_open), ("wrong password", wrong_password),
       ("left the company", left_the_company), ("not in directory", not_in_directory),
       ("unknown authority", unknown_authority), ("opened again", opened_again))
