# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `mailstack start --sign-in` adds: every sign-in mechanism that a Debian server can check.

Dovecot gets DIGEST-MD5, channel binding, OAuth2 (JSON Web Tokens made here), client certificates and Kerberos, and its
own submission service, relay.example.test: it hands over to Postfix, and is the one of Debian's that takes a certificate
as a sign-in. Cyrus IMAP and a Postfix with Cyrus SASL, both as cyrus.example.test, have NTLM as well. Cyrus IMAP comes
from the folder HIKYAKU_BESIDE, since its package and Dovecot's exclude each other.
"""
import base64
import glob
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import time

PORTS = {"cyrusImap": 144, "cyrusImaps": 994, "cyrusSubmission": 588, "cyrusSubmissions": 466, "kdc": 88,
         "relay": 589, "relays": 467}
CYRUS_MECHANISMS = "PLAIN LOGIN CRAM-MD5 DIGEST-MD5 NTLM GSSAPI SCRAM-SHA-1 SCRAM-SHA-256"
KERBEROS_HOSTS = tuple(name + ".example.test" for name in ("imap", "pop", "smtp", "cyrus", "mail", "relay"))
KRB5 = """[libdefaults]
 default_realm = EXAMPLE.TEST
 dns_lookup_kdc = false
 dns_lookup_realm = false
 dns_canonicalize_hostname = false
 rdns = false
 udp_preference_limit = 1
[realms]
 EXAMPLE.TEST = {
  kdc = 127.0.0.1:@KDC@
 }
[domain_realm]
 .example.test = EXAMPLE.TEST
"""
KDC = """[kdcdefaults]
 kdc_listen = 127.0.0.1:@KDC@
 kdc_tcp_listen = 127.0.0.1:@KDC@
[realms]
 EXAMPLE.TEST = {
  database_name = @DIR@/kerberos/principal
  key_stash_file = @DIR@/kerberos/stash
  acl_file = @DIR@/kerberos/acl
 }
[logging]
 kdc = FILE:@DIR@/kdc.log
"""
DOVECOT = """auth_krb5_keytab = @DIR@/kerberos/keytab
auth_gssapi_hostname = $ALL
import_environment {
  KRB5_CONFIG = @DIR@/kerberos/krb5.conf
}
oauth2 {
  introspection_mode = local
  username_attribute = sub
  username_validation_format = %{user}
  oauth2_local_validation {
    dict fs {
      fs posix {
        prefix = @DIR@/jwt/
      }
    }
  }
}
passdb oauth2 {
  mechanisms_filter = xoauth2 oauthbearer
}
passdb certificates {
  driver = static
  mechanisms_filter = external
  fields {
    nopassword = yes
  }
}
ssl_server_ca_file = @DIR@/certs/ca.pem
ssl_server_require_crl = no
ssl_server_request_client_cert = yes
auth_ssl_username_from_cert = yes
protocols {
  submission = yes
}
submission_relay_host = 127.0.0.1
submission_relay_port = @SMTP@
service submission-login {
  chroot =
  inet_listener submission {
    port = @RELAY@
  }
  inet_listener submissions {
    port = @RELAYS@
    ssl = yes
  }
}
"""
DOVECOT_MECHANISMS = "digest-md5 scram-sha-1-plus scram-sha-256-plus xoauth2 oauthbearer external gssapi apop"
POSTFIX = """127.0.0.1:@CYRUSSUBMISSION@ inet n - n - - smtpd
  -o syslog_name=postfix/cyrus
  -o smtpd_tls_security_level=encrypt
@CYRUSOPTIONS@127.0.0.1:@CYRUSSUBMISSIONS@ inet n - n - - smtpd
  -o syslog_name=postfix/cyrus
  -o smtpd_tls_wrappermode=yes
@CYRUSOPTIONS@"""
POSTFIX_OPTIONS = """  -o myhostname=cyrus.example.test
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sasl_type=cyrus
  -o smtpd_sasl_path=smtpd
  -o cyrus_sasl_config_path=@DIR@/sasl
  -o smtpd_sasl_local_domain=cyrus.example.test
  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
"""
CYRUS = """configdirectory: @DIR@/cyrus
defaultpartition: default
partition-default: @DIR@/cyrus/spool
sievedir: @DIR@/cyrus/sieve
cyrus_user: @USER@
servername: cyrus.example.test
admins: admin
altnamespace: yes
unixhierarchysep: yes
allowplaintext: no
allowstarttls: yes
autocreate_quota: -1
failedloginpause: 0
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: @DIR@/sasl/sasldb2
sasl_mech_list: @CYRUSMECHANISMS@
sasl_keytab: @DIR@/kerberos/keytab
tls_server_cert: @DIR@/cyrus/good.pem
tls_server_key: @DIR@/cyrus/good.key
"""
CYRUS_SERVICES = """START {
  recover cmd="@CYRUSBIN@/ctl_cyrusdb -C @DIR@/cyrus/imapd.conf -r"
}
SERVICES {
  imap  cmd="@CYRUSBIN@/imapd -C @DIR@/cyrus/imapd.conf" listen="127.0.0.1:@CYRUSIMAP@" prefork=1
  imaps cmd="@CYRUSBIN@/imapd -C @DIR@/cyrus/imapd.conf -s" listen="127.0.0.1:@CYRUSIMAPS@" prefork=1
}
EVENTS {
  checkpoint cmd="@CYRUSBIN@/ctl_cyrusdb -C @DIR@/cyrus/imapd.conf -c" period=30
}
"""
TOKEN_KEY = b"a key of the test's authorization server"


def filled(text, values):
    for _ in range(2):  # values hold values
        for key, value in values.items():
            text = text.replace(f"@{key}@", str(value))
    return text


def write(path, text, mode=0o644):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()}")


def token(user, seconds):
    """A signed JSON Web Token (RFC 7519) that is good for so long; negative: no longer."""
    part = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=")
    now = int(time.time())
    claims = {"sub": user, "iat": now - 7200, "exp": now + seconds}
    signed = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(hmac.new(TOKEN_KEY, signed, hashlib.sha256).digest())).decode()


class SignIn:
    """Prepares the files and names the processes; the stack starts and ends them."""

    def __init__(self, stack, values):
        self.stack, self.at = stack, stack.at
        beside = os.environ.get("HIKYAKU_BESIDE", "")
        self.programs = glob.glob(beside + "/usr/lib/cyrus/bin/*") + glob.glob(beside + "/usr/lib/*/libcyrus*.so.0")
        if not self.programs:
            raise RuntimeError("Cyrus IMAP is not unpacked beside; start this from ./dev")
        self.cyrus_bin = self.at("cyrus", "bin")
        self.values = values | {"CYRUSBIN": self.cyrus_bin, "CYRUSMECHANISMS": CYRUS_MECHANISMS,
                                "CYRUSOPTIONS": POSTFIX_OPTIONS}

    def dovecot(self):
        return {"MECHANISMS": DOVECOT_MECHANISMS, "SIGNIN": filled(DOVECOT, self.values)}

    def postfix(self):
        return {"SIGNIN": filled(POSTFIX, self.values)}

    def prepare(self, users):
        self.prepare_kerberos(users)
        os.makedirs(self.at("jwt", "default", "HS256"), exist_ok=True)
        write(self.at("jwt", "default", "HS256", "default"), base64.b64encode(TOKEN_KEY).decode())
        self.prepare_cyrus(users)

    def prepare_cyrus(self, users):
        for name in ("sasl", "cyrus", "cyrus/spool", "cyrus/sieve", "cyrus/socket", "cyrus/proc", "cyrus/lock",
                     "cyrus/db", "cyrus/log", "cyrus/bin"):
            os.makedirs(self.at(name), exist_ok=True)
        for program in self.programs:  # out of a home that the servers' user may not enter
            if os.path.basename(program) in ("master", "imapd", "ctl_cyrusdb") or ".so" in program:
                shutil.copy(program, self.cyrus_bin)
        write(self.at("sasl", "smtpd.conf"), f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: "
              f"{self.at('sasl', 'sasldb2')}\nmech_list: {CYRUS_MECHANISMS}\nkeytab: {self.at('kerberos', 'keytab')}\n")
        for name in users:
            run("saslpasswd2", "-p", "-f", self.at("sasl", "sasldb2"), "-c", "-u", "cyrus.example.test", name,
                input=users[name])
        for name in ("good.pem", "good.key"):
            shutil.copy(self.at("certs", name), self.at("cyrus"))
        write(self.at("cyrus", "imapd.conf"), filled(CYRUS, self.values))
        write(self.at("cyrus", "cyrus.conf"), filled(CYRUS_SERVICES, self.values))
        os.chmod(self.at("sasl", "sasldb2"), 0o644)
        if self.stack.privileged:
            for folder, names, files in os.walk(self.at("cyrus")):
                for name in [folder] + [os.path.join(folder, file) for file in files]:
                    shutil.chown(name, self.stack.user, self.stack.group)

    def environment(self):
        return os.environ | {"LD_LIBRARY_PATH": self.cyrus_bin, "KRB5_CONFIG": self.at("kerberos", "krb5.conf"),
                             "KRB5_KDC_PROFILE": self.at("kerberos", "kdc.conf")}

    def prepare_kerberos(self, users):
        os.makedirs(self.at("kerberos"), exist_ok=True)
        write(self.at("kerberos", "krb5.conf"), filled(KRB5, self.values))
        write(self.at("kerberos", "kdc.conf"), filled(KDC, self.values))
        services = [f"{kind}/{host}" for kind in ("imap", "pop", "smtp") for host in KERBEROS_HOSTS]
        lines = [f'addprinc -pw "{users["taro"]}" taro']
        lines += [f"addprinc -randkey {service}" for service in services]
        lines += [f"ktadd -k {self.at('kerberos', 'keytab')} {service}" for service in services]
        run("kdb5_util", "create", "-s", "-r", "EXAMPLE.TEST", "-P", "master-pw", env=self.environment())
        run("kadmin.local", env=self.environment(), input="\n".join(lines) + "\n")
        os.chmod(self.at("kerberos", "keytab"), 0o644)

    def processes(self):
        yield "kdc", ("krb5kdc", "-n")
        yield "cyrus", (os.path.join(self.cyrus_bin, "master"), "-C", self.at("cyrus", "imapd.conf"), "-M",
                        self.at("cyrus", "cyrus.conf"), "-p", self.at("cyrus", "master.pid"))

    def connect_to(self, ports):
        pairs = ((993, "cyrusImaps"), (143, "cyrusImap"), (587, "cyrusSubmission"), (465, "cyrusSubmissions"))
        relay = [f"relay.example.test:{usual}=127.0.0.1:{ports[name]}" for usual, name in ((587, "relay"), (465, "relays"))]
        return relay + [f"cyrus.example.test:{usual}=127.0.0.1:{ports[name]}" for usual, name in pairs]

    def told(self):
        return {"token": token("taro", 3600), "expiredToken": token("taro", -60),
                "krb5Conf": self.at("kerberos", "krb5.conf"), "clientCertificate": self.at("certs", "taro.crt"),
                "clientKey": self.at("certs", "taro.key")}
