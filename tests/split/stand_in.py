"""A department's own system, as Food and Civil Supplies might run it: it shares nothing with Sanjha but what the guide says.

It keeps a register of ration cards and answers for it, takes the events that are pushed to it, and reads facts for which its
department has a permission. Python's standard library and `cryptography`, plain HTTP on this machine.

    python stand_in.py --port 9001 --house http://127.0.0.1:8000 --key member.pem --member PB/GOV/FOOD/RATION

Whoever runs the test directs it under /direct: what to do wrong, what to read, what came.
"""

import argparse
import base64
import hashlib
import json
import re
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

CARDS = {
    "PB-1001": {"head": "Gurmeet Kaur", "members": 4, "shop": "FPS 214, Tapa", "kind": "PHH"},
    "PB-1002": {"head": "Balbir Singh", "members": 2, "shop": "FPS 9, Barnala", "kind": "AAY"},
}
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
COVERED = ("@method", "@authority", "@path", "@query", "content-digest", "x-road-id")


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def url_encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def digest_of(body: bytes) -> str:
    return f"sha-256=:{encoded(hashlib.sha256(body).digest())}:"


def signed(key: Ed25519PrivateKey, key_id: str, values: dict[str, str]) -> dict[str, str]:
    """Signature-Input and Signature over these components (RFC 9421)."""
    listed = " ".join(f'"{name}"' for name in values)
    nonce = secrets.token_urlsafe(16)
    parameters = f'({listed});created={int(time.time())};keyid="{key_id}";alg="ed25519";nonce="{nonce}"'
    lines = [f'"{name}": {value}' for name, value in values.items()] + [f'"@signature-params": {parameters}']
    signature = encoded(key.sign("\n".join(lines).encode()))
    return {"Signature-Input": f"stand-in={parameters}", "Signature": f"stand-in=:{signature}:"}


class Unproved(Exception):
    """Nobody whom this system knows has sent this."""


class Department:
    """The state of the system: its key, the key of the house, what came, and what it is told to do wrong."""

    def __init__(self, house: str, key: Ed25519PrivateKey, member: str) -> None:
        self.house, self.key, self.member = house, key, member
        self.house_key: Ed25519PublicKey | None = None
        self.rubbish = False
        self.refuse_events = 0
        self.questions: list[dict[str, str]] = []
        self.events: list[dict[str, object]] = []
        self.nonces: set[str] = set()

    def check(self, path: str, headers: dict[str, str], body: bytes) -> None:
        """Raises Unproved unless the house has signed this request a moment ago, and once."""
        found = re.fullmatch(r"[a-z]+=(\(([^)]*)\);.*)", headers.get("signature-input", ""))
        signature = re.fullmatch(r"[a-z]+=:([A-Za-z0-9+/=]+):", headers.get("signature", ""))
        if not found or not signature:
            raise Unproved("there is no signature")
        names = re.findall(r'"([^"]+)"', found[2])
        told = dict(re.findall(r';(\w+)="?([^";]+)"?', found[1]))
        if not set(COVERED) <= set(names) or told.get("keyid") != "PB/GOV/SANJHA":
            raise Unproved("it covers too little, or another key made it")
        if abs(time.time() - int(told["created"])) > 60 or told["nonce"] in self.nonces:
            raise Unproved("it is old, or came before")
        if headers.get("content-digest") != digest_of(body):
            raise Unproved("the body is another one")
        derived = {"@method": "POST", "@authority": headers["host"], "@path": path, "@query": "?"}
        lines = [f'"{name}": {derived.get(name) or headers.get(name)}' for name in names]
        lines.append(f'"@signature-params": {found[1]}')
        try:
            self.key_of_the_house().verify(base64.b64decode(signature[1]), "\n".join(lines).encode())
        except InvalidSignature:
            raise Unproved("the signature does not fit") from None
        self.nonces.add(told["nonce"])

    def key_of_the_house(self) -> Ed25519PublicKey:
        if self.house_key is None:
            with OPENER.open(f"{self.house}/exchange/keys", timeout=10) as answer:
                (known,) = json.load(answer)["keys"]
            raw = base64.urlsafe_b64decode(known["x"] + "=" * (-len(known["x"]) % 4))
            self.house_key = Ed25519PublicKey.from_public_bytes(raw)
        return self.house_key

    def record(self, asked: dict[str, str]) -> tuple[int, bytes, str]:
        """Status, body and kind of the answer to one question."""
        if self.rubbish:
            return (
                200,
                json.dumps({"register": asked["register"], "cards": "many"}).encode(),
                "application/json",
            )
        card = CARDS.get(asked["key"])
        if asked["register"] != "ration-cards" or card is None:
            problem = {"title": "no such card", "status": 404, "detail": f"There is no card {asked['key']}."}
            return 404, json.dumps(problem).encode(), "application/problem+json"
        answer = {name: asked[name] for name in ("register", "key", "subject")} | {"content": card}
        return 200, json.dumps(answer).encode(), "application/json"

    def request(
        self, method: str, path: str, query: str, body: bytes, own: dict[str, str], how: str
    ) -> tuple[int, str]:
        """One call to the house, proved by a signature over it or by a token."""
        headers = {"x-road-client": self.member} | {name.lower(): value for name, value in own.items()}
        if how == "token":
            headers["authorization"] = f"Bearer {self.token()}"
        else:
            derived = {
                "@method": method,
                "@authority": urllib.parse.urlsplit(self.house).netloc,
                "@path": path,
                "@query": f"?{query}",
                "content-digest": digest_of(body),
            }
            headers |= {"content-digest": digest_of(body)} | signed(self.key, self.member, derived | headers)
        if body:
            headers["content-type"] = "application/json"
        address = f"{self.house}{path}" + (f"?{query}" if query else "")
        asked = urllib.request.Request(address, body or None, headers, method=method)
        try:
            with OPENER.open(asked, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()

    def token(self) -> str:
        """Given by the house for a signed assertion (RFC 7523)."""
        address = f"{self.house}/exchange/token"
        claims = {
            "iss": self.member,
            "sub": self.member,
            "aud": address,
            "exp": int(time.time()) + 120,
            "jti": secrets.token_urlsafe(16),
        }
        parts = [url_encoded(json.dumps(part).encode()) for part in ({"alg": "EdDSA"}, claims)]
        assertion = ".".join([*parts, url_encoded(self.key.sign(".".join(parts).encode()))])
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": assertion,
        }
        with OPENER.open(address, urllib.parse.urlencode(form).encode(), timeout=20) as answer:
            return str(json.load(answer)["access_token"])


class Handler(BaseHTTPRequestHandler):
    department: Department
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        if self.path.startswith("/direct"):
            return self.directed(json.loads(body))
        try:
            self.department.check(self.path, headers, body)
        except Unproved as error:
            problem = {"title": "not proved", "status": 401, "detail": str(error)}
            return self.answer(401, json.dumps(problem).encode(), "application/problem+json")
        if self.path == "/events":
            return self.event(json.loads(body))
        self.department.questions.append(
            {
                name: headers.get(name, "")
                for name in ("x-road-client", "x-road-issue", "x-sanjha-purpose", "x-sanjha-operation")
            }
        )
        status, answer, kind = self.department.record(json.loads(body))
        digest, identifier = digest_of(answer), headers["x-road-id"]
        covered = {"@status": str(status), "content-digest": digest, "x-road-id": identifier}
        proof = signed(self.department.key, self.department.member, covered)
        return self.answer(status, answer, kind, {"Content-Digest": digest, "X-Road-Id": identifier} | proof)

    def event(self, event: dict[str, object]) -> None:
        if self.department.refuse_events > 0:
            self.department.refuse_events -= 1
            self.department.events.append(event | {"accepted": False})
            return self.answer(503, b"later", "text/plain")
        self.department.events.append(event | {"accepted": True})
        return self.answer(204, b"", "text/plain")

    def directed(self, told: dict[str, object]) -> None:
        """What the test wants of the system."""
        department = self.department
        department.rubbish = bool(told.get("rubbish", department.rubbish))
        department.refuse_events = int(str(told.get("refuse_events", department.refuse_events)))
        answer: dict[str, object] = {"questions": department.questions, "events": department.events}
        if "call" in told:
            call = dict(told["call"])  # type: ignore[call-overload]
            body = json.dumps(call["body"]).encode() if "body" in call else b""
            query = urllib.parse.urlencode(call.get("query", {}))
            own = {"x-road-id": secrets.token_hex(16)} | call.get("own", {})
            answer["status"], answer["body"] = department.request(
                call["method"], call["path"], query, body, own, call.get("how", "signature")
            )
        self.answer(200, json.dumps(answer).encode(), "application/json")

    def answer(self, status: int, body: bytes, kind: str, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """It keeps quiet."""


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("--port", "--house", "--key", "--member"):
        parser.add_argument(name, required=True)
    given = parser.parse_args()
    key = load_pem_private_key(Path(given.key).read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        parser.error("the key must be Ed25519")
    Handler.department = Department(given.house, key, given.member)
    ThreadingHTTPServer(("127.0.0.1", int(given.port)), Handler).serve_forever()


if __name__ == "__main__":
    main()
