# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The company's hosts: OpenLDAP, Dovecot as mail host and as proxies, Postfix; each started in its place of the ground.

Three ways of checking an account stand side by side at the gateway, each at addresses of its own:
  plain      the password is tried in the directory and handed on to the mail host
  challenge  CRAM-MD5: the proxy reads the password to check the proof, and signs in behind as a master user, since it
             has nothing to hand on
  ntlm       Postfix with Cyrus SASL, whose NTLM can read only a file of its own: it is made from the directory when the
             scene starts, and whether the account is (still) in the directory is asked at the mail host for each
             sender. Receiving is as for plain: Dovecot has no NTLM.
"""

import base64
import importlib.machinery
import importlib.util
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
STACK = HERE.parent / "stack"
sys.path.insert(0, str(STACK))
_loader = importlib.machinery.SourceFileLoader("mailstack", str(STACK / "mailstack"))
mailstack = importlib.util.module_from_spec(importlib.util.spec_from_loader("mailstack", _loader))
_loader.exec_module(mailstack)
import signin

DOMAIN = "example.test"
CANARY = 'Canary-"\\%7Kp='  # taro's password: may be found nowhere at the client's
PEOPLE = {"taro": ("山田 太郎", CANARY), "hanako": ("佐藤 花子", "花子のひみつ"), "jiro": ("鈴木 次郎", CANARY)}
SERVICES = ("plain", "challenge", "mailhost")  # who asks the directory, each by a name of its own
MASTER = "gateway-master-pw"
SUBMISSION = {25: "smtp", 587: "submission", 465: "submissions"}


def ldif():
    encoded = lambda text: base64.b64encode(text.encode()).decode()
    blocks = ["dn: dc=example,dc=test\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example",
              "dn: ou=people,dc=example,dc=test\nobjectClass: organizationalUnit\nou: people"]
    blocks += [f"dn: cn={name},dc=example,dc=test\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\n"
               f"cn: {name}\nuserPassword: {name}-pw" for name in SERVICES]
    blocks += [f"dn: uid={uid},ou=people,dc=example,dc=test\nobjectClass: inetOrgPerson\nuid: {uid}\ncn:: {encoded(name)}\n"
               f"sn:: {encoded(name.split()[0])}\nmail: {uid}@{DOMAIN}\nuserPassword:: {encoded(word)}"
               for uid, (name, word) in PEOPLE.items()]
    return "\n\n".join(blocks) + "\n"


class Company(mailstack.Stack):
    """`doors`: gateway address → ("plain" | "challenge" | "ntlm", the submission ports at which somebody listens)."""

    def __init__(self, folder, ground, doors):
        super().__init__(str(folder), "maildir")
        self.ground, self.doors = ground, doors
        if not self.privileged or self.smtp != "postfix":
            raise RuntimeError("this needs root, or root of a user namespace, and Postfix")

    def start(self):
        for name in ("slapd/db", "mail", "sasl", *(f"{name}/state" for name in SERVICES)):
            os.makedirs(self.at(name), exist_ok=True)
        os.chmod(self.folder, 0o755)
        shutil.chown(self.at("mail"), self.user, self.group)
        ground = self.ground
        addresses = {*ground.gateways, ground.mailhost, *ground.directory.values(), "127.0.0.1"}
        mailstack.make_certificates(self.at("certs"), sorted(addresses))
        self.values = {"DIR": self.folder, "USER": self.user, "GROUP": self.group, "MAILHOST": ground.mailhost, "LMTP": 24, "AUTH": 0}
        self.start_directory()
        self.start_mailhost()
        for kind in ("plain", "challenge"):
            self.start_gateway(kind)
        self.start_postfix()
        for host, address, port, greeting, tls in [("mailhost", ground.mailhost, 24, b"220", False)] + [
                ("gateway", address, port, b"* OK" if port == 993 else b"220", port in (993, 465))
                for address, (_, ports) in self.doors.items() for port in (993, *ports)]:
            self.wait_for(host, address, port, greeting, tls)

    def fill(self, name, target, values):
        text = (HERE / name).read_text(encoding="utf-8")
        mailstack.write(self.at(target), signin.filled(text, self.values | values))

    def start_directory(self):
        self.fill("slapd.conf.in", "slapd/slapd.conf", {})
        mailstack.write(self.at("slapd", "people.ldif"), ldif())
        signin.run("slapadd", "-f", self.at("slapd", "slapd.conf"), "-l", self.at("slapd", "people.ldif"))
        where = sorted(set(self.ground.directory.values()))
        with self.ground.at("directory"):
            self.spawn("directory", "slapd", "-f", self.at("slapd", "slapd.conf"), "-h",
                       " ".join(f"ldaps://{address}" for address in where), "-d", "stats")
        self.wait_for("gateway", self.ground.directory["gateway"], 636)

    def start_mailhost(self):
        mailstack.write(self.at("masters"), f"gateway:{{PLAIN}}{MASTER}\n")
        self.fill("mailhost.conf.in", "mailhost.conf", {"DIRECTORY": self.ground.directory["mailhost"]})
        with self.ground.at("mailhost"):
            self.spawn("mailhost-dovecot", "dovecot", "-F", "-c", self.at("mailhost.conf"))

    def start_gateway(self, kind):
        served = [address for address, (door, _) in self.doors.items() if (door == "challenge") == (kind == "challenge")]
        bind = {"MECHANISMS": "plain login", "CHECK": "  ldap_bind = yes", "SECRET": ""}
        read = {"MECHANISMS": "plain login cram-md5", "CHECK": "  default_password_scheme = PLAIN",
                "SECRET": f"    password = %{{ldap:userPassword}}\n    master = gateway\n    pass = {MASTER}"}
        self.fill("gateway.conf.in", f"{kind}.conf", {"NAME": kind, "LISTEN": " ".join(served),
                  "DIRECTORY": self.ground.directory["gateway"]} | (read if kind == "challenge" else bind))
        with self.ground.at("gateway"):
            self.spawn(f"{kind}-dovecot", "dovecot", "-F", "-c", self.at(f"{kind}.conf"))

    def start_postfix(self):
        etc = os.path.join(self.prepare_queue(), "etc")
        self.export_secrets()
        text = signin.filled((STACK / "main.cf.in").read_text(encoding="utf-8"), self.values)
        otherwise = {"inet_interfaces": "all", "virtual_alias_maps": "", "virtual_mailbox_maps": "", "tls_server_sni_maps": "",
                     "virtual_transport": f"lmtp:inet:{self.ground.mailhost}:24", "smtpd_sasl_path": "",
                     "smtpd_tls_auth_only": "yes", "address_verify_map": "", "address_verify_poll_delay": "1s",
                     "address_verify_positive_refresh_time": "1s", "address_verify_positive_expire_time": "1s",
                     "unverified_sender_reject_code": "550"}
        for key, value in otherwise.items():
            line = f"{key} = {value}"
            text, known = re.subn(rf"(?m)^{key} = .*$", lambda _: line, text)
            text += "" if known else line + "\n"
        mailstack.write(os.path.join(etc, "main.cf"), text)
        services = (STACK / "master.cf.in").read_text(encoding="utf-8").split("@SIGNIN@\n")[1]
        listeners = "".join(self.listener(address, kind, port) for address, (kind, ports) in self.doors.items() for port in ports)
        mailstack.write(os.path.join(etc, "master.cf"), listeners + services)
        with self.ground.at("gateway"):
            self.spawn("postfix", mailstack.POSTFIX_MASTER, "-d", "-c", etc)

    def listener(self, address, kind, port):
        options = {"syslog_name": f"postfix/{SUBMISSION[port]}", "smtpd_sasl_auth_enable": "yes"}
        if port == 465:
            options["smtpd_tls_wrappermode"] = "yes"
        elif port == 587:
            options["smtpd_tls_security_level"] = "encrypt"
        if port != 25:  # mail for the company comes in there, too
            options["smtpd_recipient_restrictions"] = "permit_sasl_authenticated,reject"
        if kind == "ntlm":
            options |= {"smtpd_sasl_type": "cyrus", "smtpd_sasl_path": "smtpd", "cyrus_sasl_config_path": self.at("sasl"),
                        "smtpd_sender_restrictions": "reject_unverified_sender",
                        # The whole dialogue is logged: that the answer is NTLMv2 is seen in it.
                        "debug_peer_list": self.ground.client, "debug_peer_level": "1"}
        else:
            options["smtpd_sasl_path"] = f"unix:{self.at(kind, 'smtp')}"
        return f"{address}:{port} inet n - n - - smtpd\n" + "".join(f"  -o {key}={value}\n" for key, value in options.items())

    def export_secrets(self):
        """What Cyrus SASL's NTLM reads, out of the directory."""
        mailstack.write(self.at("sasl", "smtpd.conf"), f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\n"
                        f"sasldb_path: {self.at('sasl', 'sasldb2')}\nmech_list: NTLM PLAIN LOGIN\n")
        for uid in PEOPLE:
            with self.ground.at("gateway"):
                found = subprocess.run(
                    ("ldapsearch", "-x", "-LLL", "-o", "ldif-wrap=no", "-H", f"ldaps://{self.ground.directory['gateway']}", "-D",
                     "cn=challenge,dc=example,dc=test", "-w", "challenge-pw", "-b", "ou=people,dc=example,dc=test", f"(uid={uid})",
                     "userPassword"), capture_output=True, text=True, check=True, env=os.environ | {"LDAPTLS_CACERT": self.at("certs", "ca.pem")})
            secret = base64.b64decode(re.search(r"^userPassword:: (\S+)$", found.stdout, re.M).group(1)).decode()
            signin.run("saslpasswd2", "-p", "-f", self.at("sasl", "sasldb2"), "-c", "-u", DOMAIN, uid, input=secret)
        shutil.chown(self.at("sasl", "sasldb2"), "postfix")

    def wait_for(self, host, address, port, greeting=None, tls=False):
        """Until the port, asked from `host`, greets; None, or TLS: until it is open."""
        end, last = time.monotonic() + 30, None
        while time.monotonic() < end:
            for child, process in self.children.items():
                if process.poll() is not None:
                    raise RuntimeError(f"{child} ended at once (exit {process.returncode})")
            try:
                with self.ground.at(host), socket.create_connection((address, port), 10) as link:
                    if tls or not greeting:
                        return
                    last = link.recv(200)
                    if last.startswith(greeting):
                        return
            except OSError as error:
                last = error
            time.sleep(0.02)
        raise RuntimeError(f"{address}:{port} did not answer {host} within 30 s (last: {last})")

    def forget(self, uid):
        """Somebody leaves the company: the directory no longer has the account."""
        with self.ground.at("gateway"):
            signin.run("ldapdelete", "-x", "-H", f"ldaps://{self.ground.directory['gateway']}", "-D", "cn=admin,dc=example,dc=test",
                       "-w", "admin-pw", f"uid={uid},ou=people,dc=example,dc=test", env=os.environ | {"LDAPTLS_CACERT": self.at("certs", "ca.pem")})

    # --- what the mail host holds, read from its own files

    def letters(self, uid, folder="INBOX"):
        """The messages as they stand there, with the line ends of the wire."""
        path = pathlib.Path(self.at("mail", uid, "Maildir"))
        path = path if folder == "INBOX" else path / f".{folder}"
        files = sorted(path.glob("new/*")) + sorted(path.glob("cur/*"))
        return [re.sub(rb"\r?\n", b"\r\n", file.read_bytes()) for file in files]

    def own(self):
        for folder, _, files in os.walk(self.at("mail")):
            for name in [folder] + [os.path.join(folder, file) for file in files]:
                shutil.chown(name, self.user, self.group)
