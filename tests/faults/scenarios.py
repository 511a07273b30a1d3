# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is interrupted, and what must be true on both sides afterwards."""

import collections
import contextlib

import letters
import server

BASE = {
    "INBOX": [(n, 400 - n, "S" if n % 3 else "") for n in range(1, 17)] + [(n, 3, "") for n in range(17, 21)],
    "Archive": [(n, 500, "S") for n in range(31, 35)],
    "Trash": [],
    "Sent": [(41, 300, "S"), (42, 2, "S")],
    "Drafts": [],
    "Work": [(51, 450, "FS"), (52, 450, "")],
}


def account(host, clear):
    """`clear`: without TLS, for byte-exact faults; Postfix then knows us by our address, as a relay does."""
    port, security = (143, "none") if clear else (993, "tls")
    send = ("smtp.example.test", 25, "none", False) if clear else ("smtp.example.test", 587, "starttls", True)
    address = f"{server.USER}@example.test"
    common = {"auth": "auto"}
    return {"name": "home", "address": address, "fullName": "山田 太郎",
            "receive": {"protocol": "imap", "host": host, "port": port, "security": security, "user": address, **common},
            "send": {"host": send[0], "port": send[1], "security": send[2], "user": address if send[3] else "", **common},
            "proxy": {"type": "none"}}


def ids(snapshot, folder):
    return collections.Counter(message.id for message in snapshot[folder])


def contents(snapshot):
    """folder → what stands there, each as often as it does; whichever UID it has."""
    return {folder: sorted((m.id, sorted(m.flags), m.sha[:12]) for m in list) for folder, list in snapshot.items() if list}


def keys(client, folder, subjects):
    """The ids that hikyakuctl gives to the messages with these numbers."""
    return [row["id"] for row in client.json("list", folder, "--limit", "10000") if int(row["subject"].split()[-1]) in subjects]


class Scenario:
    """prepare() runs once, on the synchronised base; act() in every round, its runs carrying the wish to die."""

    name = ""
    base = BASE
    host = "imap.example.test"
    starts_empty = False  # no profile but an account
    recovery = ("sync", "--bodies", "none")
    sends = False
    dies = True
    shown = "INBOX"  # the folder that is looked at as a person would

    def __init__(self, clear=False):
        self.clear = clear

    def account(self):
        return account(self.host, self.clear)

    @property
    def template(self):
        return self.name + ("-clear" if self.clear else "")

    @property
    def begins_with(self):
        mail = "-".join(f"{folder}{len(mail)}" for folder, mail in self.base.items()).replace("/", ".")
        return f"base-{self.host}-{'clear' if self.clear else 'tls'}-{'empty' if self.starts_empty else 'full'}-{mail}"

    def may_be_held(self):
        """Whether a submission may still wait after the recovery, because it was to."""
        return False

    def prepare(self, client, server):
        pass

    @contextlib.contextmanager
    def offline(self, client, server):
        """Without the receiving server; gives what does a command that then has to wait."""
        client.end_engine()  # it may be signed in
        client.rules = [f"{self.host}:{143 if self.clear else 993}=127.0.0.1:{server.ports['closed']}"]

        def do(*words):
            ran = client.run(*words)
            assert ran.code == 7, (words, ran)

        yield do
        client.end_engine()
        client.rules = []

    def act(self, client, server, wish, id):
        raise NotImplementedError

    def check(self, round):
        """Beyond that both sides are equal; `round` knows before, after, outbox, id, server."""
        round.same("the server's mail", self.everything(round.after), self.everything(round.before))

    @staticmethod
    def everything(snapshot):
        return {folder: ids(snapshot, folder) for folder in snapshot if snapshot[folder]}


class First(Scenario):
    name = "first"
    starts_empty = True
    recovery = ("sync", "--bodies", "recent")

    def act(self, client, server, wish, id):
        client.run("sync", "--bodies", "recent", wish=wish)

    def check(self, round):
        round.same("the server's mail", contents(round.after), contents(round.before))


class Delta(Scenario):
    name = "delta"
    recovery = ("sync", "--bodies", "recent")

    def prepare(self, client, server):
        box = server.imap()
        for number in range(61, 66):
            raw = letters.letter(number, 1).replace(b"\n", b"\r\n")
            box.append("INBOX", None, None, raw)
        box.append("Work", None, None, letters.letter(66, 1).replace(b"\n", b"\r\n"))
        box.select("INBOX")
        box.store("2:5", "+FLAGS", r"(\Flagged)")
        box.store("7", "-FLAGS", r"(\Seen)")
        box.store("9:11", "+FLAGS", r"(\Deleted)")
        box.expunge()
        box.select("Archive")
        box.store("1", "+FLAGS", r"(\Deleted)")
        box.expunge()
        box.logout()

    def act(self, client, server, wish, id):
        client.run("sync", "--bodies", "recent", wish=wish)

    def check(self, round):
        round.same("the server's mail", contents(round.after), contents(round.before))


class DeltaPlain(Delta):
    name = "delta-plain"
    host = "plain.example.test"


class Move(Scenario):
    name = "move"
    shown = "Archive"
    moved = (3, 5, 8, 18)

    def prepare(self, client, server):
        self.keys = keys(client, "INBOX", self.moved)

    def act(self, client, server, wish, id):
        client.run("move", *self.keys, "Archive", wish=wish)

    def check(self, round):
        after = dict(round.before)
        gone = {f"letter-{n}@example.test" for n in self.moved}
        after["Archive"] = after["Archive"] + [m for m in after["INBOX"] if m.id in gone]
        after["INBOX"] = [m for m in after["INBOX"] if m.id not in gone]
        all_or_nothing(round, after)


def all_or_nothing(round, after):
    """What was journaled is done, what was not is not; each message stands once, with its flags, where that says."""
    round.same("the server's mail", contents(round.after), contents(after if round.journaled else round.before))


class MovePlain(Move):
    name = "move-plain"
    host = "plain.example.test"


class MoveMany(Scenario):
    """More messages, and further apart, than one COPY takes; for the proxy, which refuses the second (--fault refuse)."""

    name = "move-many"
    host = "plain.example.test"
    base = BASE | {"Work": [(n, 450, "") for n in range(1001, 1401)]}
    shown = "Work"
    dies = False

    def prepare(self, client, server):
        self.keys = keys(client, "Work", set(range(1001, 1401, 2)))

    def act(self, client, server, wish, id):
        client.run("move", *self.keys, "Archive", wish=wish)

    def check(self, round):
        stands = lambda snapshot: sorted(m.id for list in snapshot.values() for m in list)
        round.same("messages, wherever they stand", stands(round.after), stands(round.before))


class Flag(Scenario):
    name = "flag"
    flagged = (1, 2, 19)

    def prepare(self, client, server):
        self.keys = keys(client, "INBOX", self.flagged)

    def act(self, client, server, wish, id):
        client.run("flag", *self.keys, "+flagged", "+seen", wish=wish)

    def check(self, round):
        names = {f"letter-{n}@example.test" for n in self.flagged}
        after = dict(round.before)
        after["INBOX"] = [m._replace(flags=m.flags | {"flagged", "seen"}) if m.id in names else m for m in after["INBOX"]]
        all_or_nothing(round, after)


class Send(Scenario):
    name = "send"
    sends = True
    shown = "Sent"

    def act(self, client, server, wish, id):
        self.code = client.run("send", "-", wish=wish, input=letters.outgoing(id, round_recipients())).code

    def check(self, round):
        # Killed together with its engine it says nothing; else what it says is true.
        queued = any(entry["messageId"] == round.id for entry in round.outbox)
        round.require(queued or self.code not in (0, 7), f"said {self.code}, and nothing is in the Outbox")
        round.require(not queued or round.may_wait or self.code in (0, 7, -9), f"said {self.code}, so that it would be sent again")
        check_sent(round, round.id)
        rest = {f: [m for m in list if m.id != round.id] for f, list in round.after.items()}
        round.same("the rest of the mail", self.everything(rest), self.everything(round.before))


def round_recipients():
    return server.RECIPIENTS


def check_sent(round, id):
    """Delivered exactly once; or Unknown and at most once; or never queued and never sent."""
    states = [entry["state"] for entry in round.outbox if entry["messageId"] == id]
    accepted, delivered = round.server.accepted(id), round.server.delivered(id)
    copies = ids(round.after, "Sent")[id]
    told = f"state {states}, accepted {accepted}, delivered {delivered}, copies in Sent {copies}"
    round.note(told)
    counts = set(delivered.values())
    round.require(len(states) <= 1, "in the Outbox twice: " + told)
    round.require(len(counts) == 1 and accepted in (None, *counts), "delivered to some, or not what was accepted: " + told)
    count = counts.pop()
    if not states:
        round.require(count == 0 and copies == 0, "sent without being in the Outbox: " + told)
    elif states == ["sent"]:
        round.require(count == 1 and copies == 1, "Sent is not once: " + told)
    elif states == ["unknown"]:
        round.require(count <= 1 and copies == 0, "Unknown and more than once: " + told)
    else:
        round.require(False, "a healthy server, and yet: " + told)


class Append(Scenario):
    """The Sent copy of a message that is delivered already."""

    name = "append"
    sends = True
    shown = "Sent"
    id = "append@faults.example.test"

    def prepare(self, client, server):
        with self.offline(client, server):
            client.run("send", "-", input=letters.outgoing(self.id, round_recipients()))
        server.settle()
        states = [entry["state"] for entry in client.json("outbox")]
        assert states == ["sent"], states

    def act(self, client, server, wish, id):
        client.run("sync", wish=wish)

    def check(self, round):
        round.same("copies in Sent", ids(round.after, "Sent")[self.id], 1)
        round.same("the Outbox", [entry["state"] for entry in round.outbox], ["sent"])
        round.same("sent again", sum(round.server.delivered(self.id).values()), 0)


class Queued(Scenario):
    """Several things done offline, one after the other."""

    name = "queued"

    def prepare(self, client, server):
        with self.offline(client, server) as do:
            for words in (("flag", *keys(client, "INBOX", (4, 6)), "+flagged"), ("move", *keys(client, "INBOX", (6, 7)), "Work"),
                          ("delete", *keys(client, "INBOX", (10, 12))), ("move", *keys(client, "Work", (51,)), "Archive"),
                          ("flag", *keys(client, "Archive", (31, 32)), "-seen")):
                do(*words)

    def act(self, client, server, wish, id):
        client.run("sync", wish=wish)

    def check(self, round):
        name = lambda n: f"letter-{n}@example.test"
        box = {name(n): ("INBOX", frozenset(fl)) for n, fl in ()}
        for folder, list in round.before.items():
            box |= {m.id: (folder, m.flags) for m in list}
        move = lambda n, to, add=(), remove=(): box.update({name(n): (to or box[name(n)][0], box[name(n)][1] | set(add) - set(remove))})
        move(4, None, ("flagged",))
        move(6, "Work", ("flagged",))
        move(7, "Work")
        move(10, "Trash")
        move(12, "Trash")
        move(51, "Archive")
        for n in (31, 32):
            box[name(n)] = ("Archive", box[name(n)][1] - {"seen"})
        seen = sorted((m.id, folder, sorted(m.flags)) for folder, list in round.after.items() for m in list)
        round.same("the server's mail", seen, sorted((id, folder, sorted(fl)) for id, (folder, fl) in box.items()))


class QueuedPlain(Queued):
    name = "queued-plain"
    host = "plain.example.test"


class Draft(Scenario):
    """A draft that grows; the program ends with its engine, as when both are killed."""

    name = "draft"
    sends = True
    saves = 5

    def act(self, client, server, wish, id):
        ran = client.run("write", self.saves, wish=wish, program="fault_writer")
        self.saved = ran.out.count(b"saved")

    def check(self, round):
        drafts = [int(line) for line in round.worker.client.run("drafts", program="fault_writer").out.split()]
        round.note(f"saved {self.saved}, found {drafts}")
        # What was acknowledged is there to the character; the one under way may be.
        allowed = [[lines] for lines in (self.saved, self.saved + 1) if lines] + ([[]] if self.saved == 0 else [])
        round.require(drafts in allowed, f"saved {self.saved} times, and found {drafts}")
        round.same("the Outbox", round.outbox, [])
        round.same("the server's mail", contents(round.after), contents(round.before))


class Written(Scenario):
    """A draft is saved and sent by a window that outlives its engine and says everything again to the next one."""

    name = "written"
    sends = True
    shown = "Sent"

    def act(self, client, server, wish, id):
        ran = client.run("write", 2, "again", "send", wish=wish, program="fault_writer")
        assert b"submitted" in ran.out, ran

    def check(self, round):
        drafts = round.worker.client.run("drafts", program="fault_writer").out
        round.same("drafts that are left", drafts, b"")
        round.same("messages in the Outbox", len(round.outbox), 1)
        id = round.outbox[0]["messageId"]
        check_sent(round, id)
        everything = sum(round.server.all_delivered().values())
        round.require(everything <= len(server.RECIPIENTS), f"{everything} copies were delivered")


class TakenBack(Scenario):
    """Sent with a hold, taken back, changed and sent after all; the window ends with its engine."""

    name = "taken-back"
    sends = True
    shown = "Sent"

    def act(self, client, server, wish, id):
        self.said = client.run("write", 1, "hold", "send", wish=wish, program="fault_writer").out.decode().split("\n")

    def may_be_held(self):
        return "back" not in self.said

    def check(self, round):
        drafts = [int(line) for line in round.worker.client.run("drafts", program="fault_writer").out.split()]
        told = f"said {self.said}, drafts {drafts}, outbox {round.outbox}"
        round.note(told)
        saved = sum(word.startswith("saved") for word in self.said)
        round.require(len(drafts) + len(round.outbox) <= 1, "a draft, and sent: " + told)
        round.require(drafts or round.outbox or not saved, "neither a draft nor sent: " + told)
        round.require(not drafts or drafts[0] in (saved, saved + 1), "the draft is not the last one: " + told)
        everything = sum(round.server.all_delivered().values())
        if round.outbox:
            check_sent(round, round.outbox[0]["messageId"])
            round.require(everything <= len(server.RECIPIENTS), f"{everything} copies were delivered")
        else:
            round.same("delivered", everything, 0)
            round.same("the server's mail", contents(round.after), contents(round.before))


class Copy(Scenario):
    name = "copy"
    shown = "Archive"

    def act(self, client, server, wish, id):
        client.run("copy", 3, 5, 8, 18, "Archive", wish=wish, program="fault_writer")

    def check(self, round):
        after = dict(round.before)
        after["Archive"] = after["Archive"] + [m for m in after["INBOX"] if m.uid in (3, 5, 8, 18)]
        all_or_nothing(round, after)


class Delete(Scenario):
    """For good."""

    name = "delete"

    def act(self, client, server, wish, id):
        client.run("delete", 2, 4, 20, wish=wish, program="fault_writer")

    def check(self, round):
        after = dict(round.before)
        after["INBOX"] = [m for m in after["INBOX"] if m.uid not in (2, 4, 20)]
        all_or_nothing(round, after)


class UndoMove(Scenario):
    """Of a move that is done: the way back is an action of its own."""

    name = "undo-move"
    moved = (3, 5, 8, 18)

    def prepare(self, client, server):
        ran = client.run("move", *keys(client, "INBOX", self.moved), "Archive")
        assert ran.code == 0, ran

    def act(self, client, server, wish, id):
        self.code = client.run("undo", wish=wish).code

    def check(self, round):
        round.require(round.journaled or self.code != 0, "said that it was undone, and it was not")
        gone = {f"letter-{n}@example.test" for n in self.moved}
        after = dict(round.before)
        after["INBOX"] = after["INBOX"] + [m for m in after["Archive"] if m.id in gone]
        after["Archive"] = [m for m in after["Archive"] if m.id not in gone]
        all_or_nothing(round, after)


class UndoMovePlain(UndoMove):
    name = "undo-move-plain"
    host = "plain.example.test"


class UndoFlag(Scenario):
    """Some had one of the flags before, and keep it."""

    name = "undo-flag"
    flagged = (1, 2, 3, 19)

    def prepare(self, client, server):
        ran = client.run("flag", *keys(client, "INBOX", self.flagged), "+flagged", "+seen")
        assert ran.code == 0, ran

    def act(self, client, server, wish, id):
        self.code = client.run("undo", wish=wish).code

    def check(self, round):
        round.require(round.journaled or self.code != 0, "said that it was undone, and it was not")
        seen = {f"letter-{n}@example.test": {"seen"} if n in (1, 2) else set() for n in self.flagged}
        after = dict(round.before)
        after["INBOX"] = [m._replace(flags=frozenset(seen[m.id])) if m.id in seen else m for m in after["INBOX"]]
        all_or_nothing(round, after)


class UndoMidway(Scenario):
    """Of a move that has died on its way, so that the server may have heard of any part of it."""

    name = "undo-midway"
    host = "plain.example.test"

    def act(self, client, server, wish, id):
        client.run("move", 3, 5, 8, 18, "Archive", wish=wish, program="fault_writer")
        client.end_engine()
        moved, self.code = client.journaled(), client.run("undo").code
        assert (self.code == 0) == (moved > 0), f"{moved} actions, and undo said {self.code}"

    def check(self, round):
        round.same("the server's mail", contents(round.after), contents(round.before))


class Folders(Scenario):
    """A folder within a folder, and mail in both."""

    base = BASE | {"Work/Old": [(53, 460, "S"), (54, 2, "")]}
    shown = "Archive"

    def prepare(self, client, server):
        box = server.imap()
        for name in ("Work", "Work/Old"):
            box.subscribe(name)
        box.logout()
        ran = client.run("sync", "--bodies", "recent")
        assert ran.code == 0, ran

    def act(self, client, server, wish, id):
        self.code = client.run(*self.words, wish=wish).code

    def check(self, round):
        """`after` and `subscribed`: what is to become of the folders, told by the scenario."""
        round.require(round.journaled or self.code != 0, "said that it was done, and it was not")
        round.note(f"journaled: {round.journaled}")
        named = self.named if round.journaled else lambda name: name
        after = {named(name): list for name, list in round.before.items() if named(name)}
        round.same("folders", set(round.after), set(after) | (self.made if round.journaled else set()))
        round.same("the server's mail", contents(round.after), contents(after))
        before = {"Work", "Work/Old"} | server.AUTO
        round.same("subscriptions", round.server.subscribed(), self.subscribed if round.journaled else before)

    made, subscribed = set(), {"Work", "Work/Old"} | server.AUTO

    @staticmethod
    def named(name):
        return name


class FolderCreate(Folders):
    name = "folder-create"
    words = ("folder", "create", "Work/New")
    made, subscribed = {"Work/New"}, Folders.subscribed | {"Work/New"}


class FolderRename(Folders):
    name = "folder-rename"
    words = ("folder", "rename", "Work", "Projects")
    subscribed = Folders.subscribed - {"Work", "Work/Old"} | {"Projects", "Projects/Old"}

    @staticmethod
    def named(name):
        return "Projects" + name[4:] if name.split("/")[0] == "Work" else name


class FolderDelete(Folders):
    """Held back ten seconds, which a sync cuts short. What the server no longer has is kept here for a month."""

    name = "folder-delete"
    words = ("folder", "delete", "Work/Old")
    subscribed = Folders.subscribed - {"Work/Old"}

    def act(self, client, server, wish, id):
        super().act(client, server, wish, id)
        client.run("sync", wish=wish)

    def check(self, round):
        super().check(round)
        round.same("bodies that are kept", round.worker.client.kept("Work/Old"), 1 if round.journaled else 0)

    @staticmethod
    def named(name):
        return name if name != "Work/Old" else None


class FolderUnsubscribe(Folders):
    name = "folder-unsubscribe"
    words = ("folder", "unsubscribe", "Work/Old")
    subscribed = Folders.subscribed - {"Work/Old"}


class QueuedFolders(Folders):
    """Folders made and renamed offline, and mail put into them."""

    name = "queued-folders"
    shown = "Newer"
    made, subscribed = {"Newer"}, FolderRename.subscribed | {"Newer"}
    code = 0

    def prepare(self, client, server):
        super().prepare(client, server)
        with self.offline(client, server) as do:
            do("folder", "create", "New")
            do("move", *keys(client, "INBOX", (3, 18)), "New")
            do("folder", "rename", "New", "Newer")
            do("move", *keys(client, "Work", (51,)), "Newer")
            do("folder", "rename", "Work", "Projects")
            do("flag", *keys(client, "Projects/Old", (54,)), "+flagged")

    def act(self, client, server, wish, id):
        client.run("sync", wish=wish)

    def check(self, round):
        name = lambda n: f"letter-{n}@example.test"
        wanted = {FolderRename.named(folder): list for folder, list in round.before.items()}
        wanted["Newer"] = [m for list in round.before.values() for m in list if m.id in (name(3), name(18), name(51))]
        for folder in ("INBOX", "Projects"):
            wanted[folder] = [m for m in wanted[folder] if m not in wanted["Newer"]]
        wanted["Projects/Old"] = [m._replace(flags=m.flags | {"flagged"}) if m.id == name(54) else m for m in wanted["Projects/Old"]]
        round.same("folders", set(round.after), set(wanted))
        round.same("the server's mail", contents(round.after), contents(wanted))
        round.same("subscriptions", round.server.subscribed(), self.subscribed)


ALL = {kind.name: kind for kind in (
    Send, Written, TakenBack, First, Delta, DeltaPlain, Queued, QueuedPlain, QueuedFolders, Move, MovePlain, MoveMany, UndoMove,
    UndoMovePlain, UndoMidway, Copy, Delete, Flag, UndoFlag, Append, Draft, FolderCreate, FolderRename, FolderDelete, FolderUnsubscribe)}
