# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the scene is played: four hosts with a firewall between them, or, where the kernel gives none, one loopback.

A host's network is entered by a thread for as long as `with ground.at(host)` lasts: sockets opened and processes started
in it belong to that host for good.
"""

import contextlib
import json
import os
import random
import socket
import subprocess

HOSTS = ("client", "gateway", "mailhost", "directory")
PORTS = (993, 143, 587, 465, 25, 443)  # what the client may knock at; each is counted by itself
OWN_NETWORK = "/proc/thread-self/ns/net"


def run(*command, input=None):
    done = subprocess.run(command, input=input, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


class Namespaces:
    """
    client 10.77.1.100 — gateway 10.77.1.1… — mail host 10.77.2.2, and the directory on lines of its own to both. The
    namespaces have no name: whatever happens, they go with the last process in them.
    """

    name = "network namespaces, with a firewall (nftables)"
    client = "10.77.1.100"
    mailhost = "10.77.2.2"
    proxy = "10.77.2.1"  # as the mail host sees the gateway
    directory = {"gateway": "10.77.3.2", "mailhost": "10.77.4.2"}  # as seen from there
    origins = {"gateway": "10.77.3.1", "mailhost": "10.77.4.1"}  # as the directory sees who asks
    has_firewall = True

    def __init__(self, gateways):
        self.gateways = [f"10.77.1.{n + 1}" for n in range(gateways)]
        self.networks = {}
        for host in (*HOSTS, "nobody"):  # an ordinary user may not come back to the machine's own network
            os.unshare(os.CLONE_NEWNET)
            self.networks[host] = os.open(OWN_NETWORK, os.O_RDONLY)
        for host in HOSTS:
            with self.at(host):
                run("ip", "link", "set", "lo", "up")
        self.join("client", "gateway", [self.client], self.gateways)
        self.join("gateway", "mailhost", ["10.77.2.1"], ["10.77.2.2"])
        self.join("gateway", "directory", ["10.77.3.1"], ["10.77.3.2"])
        self.join("mailhost", "directory", ["10.77.4.1"], ["10.77.4.2"])
        with self.at("client"):
            run("ip", "route", "add", "default", "via", self.gateways[0])
        # The way back exists, and the gateway would forward: it is the firewall alone that keeps the client out.
        for host, line in (("mailhost", "10.77.2.1"), ("directory", "10.77.3.1")):
            with self.at(host):
                run("ip", "route", "add", "10.77.1.0/24", "via", line)
        with self.at("gateway"), open("/proc/sys/net/ipv4/ip_forward", "w", encoding="ascii") as forward:
            forward.write("1")

    @contextlib.contextmanager
    def at(self, host):
        os.setns(self.networks[host], os.CLONE_NEWNET)
        try:
            yield
        finally:
            os.setns(self.networks["nobody"], os.CLONE_NEWNET)

    def join(self, left, right, left_addresses, right_addresses):
        """An interface is named after the host at the other end."""
        with self.at(left):
            run("ip", "link", "add", right, "type", "veth", "peer", "name", left, "netns", f"/proc/{os.getpid()}/fd/{self.networks[right]}")
        for host, other, addresses in ((left, right, left_addresses), (right, left, right_addresses)):
            with self.at(host):
                for address in addresses:
                    run("ip", "address", "add", f"{address}/24", "dev", other)
                run("ip", "link", "set", other, "up")

    def close(self, ports, silently):
        """The firewall lets the client in everywhere but at `ports` of PORTS; all counters begin at 0."""
        opened = [port for port in (993, 587, 465, 25) if port not in ports]
        # What is not meant to be reached at all (143, 443) is refused: a company's own network says so.
        refused = [port for port in PORTS if port not in opened and (not silently or port not in ports)]
        rules = "".join(f"  counter {name} {{ }}\n" for name in [f"knock_{port}" for port in PORTS] + ["elsewhere", "forwarded", "inward"])
        knocks = "".join(f"    tcp dport {port} counter name knock_{port} return\n" for port in PORTS)
        list_of = lambda numbers: ", ".join(map(str, numbers))
        run_in = f"""
flush ruleset
table ip firewall {{
{rules}  chain knocks {{
{knocks}    counter name elsewhere
  }}
  chain input {{
    type filter hook input priority 0; policy accept;
    iifname != "client" return
    ip daddr != {{ {", ".join(self.gateways)} }} counter name inward drop
    tcp flags & (syn | ack) == syn jump knocks
    tcp dport {{ {list_of(opened)} }} accept
    tcp dport {{ {list_of(refused)} }} reject with tcp reset
    meta l4proto != tcp counter name elsewhere
    drop
  }}
  chain forward {{
    type filter hook forward priority 0; policy drop;
    counter name forwarded
  }}
}}
table ip6 firewall {{
  chain input {{
    type filter hook input priority 0; policy accept;
    iifname "client" drop
  }}
}}
"""
        with self.at("gateway"):
            run("nft", "-f", "-", input=run_in)

    def knocks(self):
        """port (or "elsewhere": any other; "forwarded", "inward": at the hosts behind) → packets since close()."""
        with self.at("gateway"):
            told = json.loads(run("nft", "-j", "list", "counters"))
        counters = (one["counter"] for one in told["nftables"] if "counter" in one)
        counts = {one["name"]: one["packets"] for one in counters}
        return {int(name[6:]) if name.startswith("knock_") else name: count for name, count in counts.items()}


class Loopback:
    """
    An address for each host on the loopback interface. Nothing stands between them; a closed port is one at which
    nobody listens. For root in a container that may not make namespaces.
    """

    name = "one loopback, without a firewall (no network namespace can be made here)"
    has_firewall = False
    client = proxy = "127.0.0.1"  # what is connected from, whoever does it
    origins = {"gateway": "127.0.0.1", "mailhost": "127.0.0.1"}

    def __init__(self, gateways):
        own = f"127.{random.randint(64, 250)}"  # another run may be under way
        self.gateways = [f"{own}.1.{n + 1}" for n in range(gateways)]
        self.mailhost, directory = f"{own}.2.2", f"{own}.3.2"
        self.directory = {"gateway": directory, "mailhost": directory}

    def at(self, _):
        return contextlib.nullcontext()

    def close(self, ports, silently):
        pass

    def knocks(self):
        return None


def choose(gateways, loopback=False):
    """For the whole process: where namespaces can be made, it leaves the machine's own network for good."""
    if not loopback:
        try:
            os.unshare(os.CLONE_NEWNET)
        except PermissionError:
            return Loopback(gateways)
        return Namespaces(gateways)  # whatever fails there is no reason to try less
    return Loopback(gateways)


def reaches(address, port, patience=0.3):
    """Whether a connection is accepted."""
    try:
        with socket.create_connection((address, port), patience):
            return True
    except OSError:
        return False
