#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `mailstack start --authorization` adds: an OAuth 2.0 authorization server, which Dovecot asks about every token.

As https://login.example.test it has /authorize (whoever asks is signed in at once, as the login_hint or as taro; a
browser of a test follows the redirection), /token with PKCE, refresh and rotation, and /revoke. On a plain port of the
loopback it has /introspect for Dovecot, and /control for tests: POST some of SETTINGS as JSON, or
{"revoke": "access"|"all"}; GET what it was asked so far. It is strict: what a real one refuses, it refuses.
"""
import base64
import hashlib
import http.server
import json
import os
import secrets
import ssl
import sys
import threading
import time
import urllib.parse

PORTS = {"login": 443, "introspection": 444}
MECHANISMS = "xoauth2 oauthbearer"
DOVECOT = """oauth2 {
  introspection_mode = post
  introspection_url = http://127.0.0.1:@INTROSPECTION@/introspect
  force_introspection = yes
  active_attribute = active
  active_value = true
  username_attribute = username
  username_validation_format = %{user}
}
passdb oauth2 {
  mechanisms_filter = xoauth2 oauthbearer
}
"""
CLIENT = "hikyaku-test"
SETTINGS = {"expires": 3600, "rotate": False, "fail": 0, "secret": "", "deny": "", "refresh": True, "body": None,
            "challenge": False}


class Server:
    """Codes and tokens, and what is to go wrong."""

    def __init__(self):
        self.lock = threading.Lock()
        self.settings = dict(SETTINGS)
        self.codes, self.access, self.refresh = {}, {}, {}
        self.told = {"authorize": 0, "code": 0, "refresh": 0, "revoke": 0, "introspect": 0, "refusals": [],
                     "forms": []}

    def refuse(self, word, why):
        self.told["refusals"].append(why)
        return 400, {"error": word, "error_description": why}

    def grant(self, user, family):
        token = "access-canary-of-the-test." + secrets.token_urlsafe(40) + "+/=~"  # every kind of character that a token may have
        self.access[token] = {"user": user, "until": time.time() + self.settings["expires"], "family": family}
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": self.settings["expires"]}
        return answer

    def new_refresh(self, user, family):
        token = "refresh-canary-of-the-test." + secrets.token_urlsafe(40) + "+/"
        self.refresh[token] = {"user": user, "family": family, "used": False}
        return token

    def authorize(self, query):
        """(status, location or words)"""
        self.told["authorize"] += 1
        redirect = urllib.parse.urlsplit(query.get("redirect_uri", ""))
        if query.get("client_id") != CLIENT or redirect.scheme != "http" or redirect.hostname != "127.0.0.1":
            return 400, "unknown client or redirect_uri"
        good = (query.get("response_type") == "code" and query.get("code_challenge_method") == "S256"
                and len(query.get("code_challenge", "")) == 43 and len(query.get("state", "")) >= 32
                and query.get("scope") == "mail offline")
        if not good or set(query) & {"code_verifier", "client_secret", "access_token"}:
            return 400, "not a request of ours"
        back = {"state": query["state"]}
        if self.settings["deny"]:
            back |= {"error": self.settings["deny"], "error_description": "the person said no"}
        else:
            back["code"] = "code-canary-of-the-test/" + secrets.token_urlsafe(20) + "+%"
            self.codes[back["code"]] = query | {"until": time.time() + 60}
        return 302, query["redirect_uri"] + "/?" + urllib.parse.urlencode(back)

    def token(self, form):
        self.told["forms"].append({key: form[key] for key in sorted(form) if key in ("grant_type", "client_secret")})
        kind = form.get("grant_type")
        if kind in ("authorization_code", "refresh_token"):
            self.told["code" if kind == "authorization_code" else "refresh"] += 1
        if self.settings["fail"]:
            return self.settings["fail"], {"error": "temporarily_unavailable"}
        if form.get("client_id") != CLIENT or form.get("client_secret", "") != self.settings["secret"]:
            self.refuse("invalid_client", "client")
            return 401, {"error": "invalid_client"}
        if kind == "authorization_code":
            return self.token_for_code(form)
        if kind == "refresh_token":
            return self.token_for_refresh(form)
        return self.refuse("unsupported_grant_type", str(kind))

    def token_for_code(self, form):
        request = self.codes.pop(form.get("code"), None)
        if not request or request["until"] < time.time() or form.get("redirect_uri") != request["redirect_uri"]:
            return self.refuse("invalid_grant", "code")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != request["code_challenge"]:
            return self.refuse("invalid_grant", "PKCE verification failed")
        user, family = request.get("login_hint", "taro@example.test"), secrets.token_hex(8)
        answer = self.grant(user, family)
        if self.settings["refresh"]:
            answer["refresh_token"] = self.new_refresh(user, family)
        return 200, answer

    def token_for_refresh(self, form):
        known = self.refresh.get(form.get("refresh_token"))
        if not known:
            return self.refuse("invalid_grant", "Token has been expired or revoked.")
        if known["used"]:  # somebody has stolen it: the whole family goes (RFC 9700 4.14.2)
            self.refresh = {key: value for key, value in self.refresh.items() if value["family"] != known["family"]}
            return self.refuse("invalid_grant", "refresh token used twice")
        answer = self.grant(known["user"], known["family"])
        if self.settings["rotate"]:
            known["used"] = True
            answer["refresh_token"] = self.new_refresh(known["user"], known["family"])
        return 200, answer

    def revoke(self, form):
        self.told["revoke"] += 1
        token = form.get("token", "")
        known = self.refresh.pop(token, None) or self.access.pop(token, None)
        if known:
            self.access = {key: value for key, value in self.access.items() if value["family"] != known["family"]}
        return 200, {}

    def introspect(self, form):
        self.told["introspect"] += 1
        known = self.access.get(form.get("token", ""))
        if not known or known["until"] < time.time():
            return 200, {"active": False}
        return 200, {"active": True, "username": known["user"].split("@")[0], "token_type": "Bearer",
                     "scope": "mail", "exp": int(known["until"])}

    def control(self, wish):
        what = wish.pop("revoke", None)
        if what:
            self.access = {}
        if what == "all":
            self.refresh = {}
        self.settings |= wish
        return 200, self.told


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    is_public = True

    def log_message(self, *arguments):
        pass

    def send(self, status, body, location=None, kind="application/json"):
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if location:
            self.send_header("Location", location)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="login"')
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def do_GET(self):
        at = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(at.query, keep_blank_values=True))
        server = self.server.state
        with server.lock:
            if self.is_public and at.path == "/authorize":
                status, words = server.authorize(query)
                return self.send(status, b"", words) if status == 302 else self.send(status, words, kind="text/plain")
            if not self.is_public and at.path == "/control":
                return self.send(200, json.dumps(server.told))
        self.send(404, "{}")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        server = self.server.state
        if not self.is_public and self.path == "/control":
            with server.lock:
                status, answer = server.control(json.loads(body or "{}"))
            return self.send(status, json.dumps(answer))
        form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
        answers = {"/token": server.token, "/revoke": server.revoke} if self.is_public else {"/introspect": server.introspect}
        if self.path not in answers:
            return self.send(404, "{}")
        with server.lock:
            status, answer = answers[self.path](form)
            raw = server.settings["body"] if self.path == "/token" else None
        self.send(status, json.dumps(answer) if raw is None else raw)


class Private(Handler):
    is_public = False


def serve(folder, login, introspection):
    state = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, "certs", "good.pem"), os.path.join(folder, "certs", "good.key"))
    public = http.server.ThreadingHTTPServer(("127.0.0.1", login), Handler)
    public.socket = context.wrap_socket(public.socket, server_side=True, do_handshake_on_connect=False)
    private = http.server.ThreadingHTTPServer(("127.0.0.1", introspection), Private)
    public.state = private.state = state
    threading.Thread(target=private.serve_forever, daemon=True).start()
    public.serve_forever()


class Authorization:
    """As signin.SignIn: prepares the files and names the processes; the stack starts and ends them."""

    def __init__(self, stack, values):
        self.stack, self.values = stack, values

    def dovecot(self):
        return {"MECHANISMS": MECHANISMS,
                "SIGNIN": DOVECOT.replace("@INTROSPECTION@", str(self.values["INTROSPECTION"]))}

    def processes(self):
        yield "authorization", (sys.executable, os.path.realpath(__file__), self.stack.folder,
                                str(self.values["LOGIN"]), str(self.values["INTROSPECTION"]))

    def connect_to(self, ports):
        return [f"login.example.test:443=127.0.0.1:{ports['login']}"]

    def told(self):
        """The person's file that makes this issuer known, and where tests speak to it."""
        issuer = {"id": "test", "name": {"en": "Example", "ja": "例"}, "domains": ["example.test"],
                  "hosts": ["imap.example.test", "smtp.example.test"], "mechanism": "oauthbearer",
                  "authorization": "https://login.example.test/authorize", "token": "https://login.example.test/token",
                  "revocation": "https://login.example.test/revoke", "scopes": ["mail", "offline"]}
        return {"signInFile": json.dumps({"issuers": [issuer], "clients": {"test": {"id": CLIENT}}}),
                "control": f"http://127.0.0.1:{self.values['INTROSPECTION']}/control"}


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
