#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for Postfix where only an ordinary user is there: aiosmtpd on the same three ports, started by mailstack."""
import asyncio
import json
import smtplib
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

folder, ports, users, variants = sys.argv[1], *map(json.loads, sys.argv[2:5])
others_to = sys.argv[5] and f"{sys.argv[5]}@example.test"


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name, _, domain = address.lower().rpartition("@")
        is_known = domain == "example.test" and name in users
        if not is_known and not others_to:
            return "550 5.7.1 the test stack delivers nothing outside" if domain != "example.test" else "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address if is_known else others_to)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        try:
            await asyncio.to_thread(self.hand_over, envelope)
        except (OSError, smtplib.SMTPException) as error:
            return f"451 4.3.0 {error}"
        return "250 2.0.0 OK: delivered"

    @staticmethod
    def hand_over(envelope):
        with smtplib.LMTP("127.0.0.1", ports["lmtp"]) as link:
            link.sendmail(envelope.mail_from, envelope.rcpt_tos, envelope.content)


def authenticate(server, session, envelope, mechanism, data):
    if mechanism not in ("PLAIN", "LOGIN"):
        return AuthResult(success=False, handled=False)
    name = data.login.decode().lower().removesuffix("@example.test")
    right = users.get(name) == data.password.decode()
    return AuthResult(success=right, handled=right, message=None if right else "535 5.7.8 Authentication failed")


def context(name):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(f"{folder}/certs/{name}.pem", f"{folder}/certs/{name}.key")
    return made


def main():
    by_name = {f"{name}.example.test": context(name) for name in variants}
    good = context("good")

    def choose(link, name, _):
        link.context = by_name.get(name, good)

    good.sni_callback = choose
    common = {"hostname": "127.0.0.1", "server_hostname": "mail.example.test", "decode_data": False,
              "data_size_limit": 35 << 20, "enable_SMTPUTF8": True}
    signed_in = common | {"authenticator": authenticate, "auth_required": True}
    Controller(Handler(), port=ports["submission"], tls_context=good, require_starttls=True, **signed_in).start()
    Controller(Handler(), port=ports["submissions"], ssl_context=good, auth_require_tls=False, **signed_in).start()
    Controller(Handler(), port=ports["smtp"], tls_context=good, **common).start()
    asyncio.new_event_loop().run_forever()


main()
