"""A mail server for tests: IMAP over TLS with a few messages, and the faults that real ones have."""

import re
import socketserver
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "open sesame"


class Server(socketserver.ThreadingTCPServer):
    """`fault` is what goes wrong: greeting, login, select, breaks-off, silent, or nothing."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder, messages, fault="", name="127.0.0.1"):
        self.messages, self.fault, self.seen = dict(enumerate(messages, start=1)), fault, set()
        self.certificate = folder / "server.pem"
        self.certificate.write_bytes(_certificate(name))
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(self.certificate)
        super().__init__(("127.0.0.1", 0), Session)

    @property
    def address(self):
        return f"imaps://registry@127.0.0.1:{self.server_address[1]}/INBOX"

    def handle_error(self, request, client_address):
        """A client that goes away is no fault of the server's."""


class Session(socketserver.StreamRequestHandler):
    timeout = 10

    def setup(self):
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self):
        fault = self.server.fault
        if fault == "silent":
            time.sleep(3)
            return
        self.say("* BYE too many connections" if fault == "greeting" else "* OK IMAP4rev1 ready")
        with suppress(OSError):
            while line := self.rfile.readline():
                tag, _space, words = line.decode().strip().partition(" ")
                if self.answer(tag, words) is False:
                    return

    def answer(self, tag, words):
        verb = words.split(" ")[0].upper()
        if verb == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1", f"{tag} OK done")
        elif verb == "LOGIN":
            right = PASSWORD in words and self.server.fault != "login"
            self.say(f"{tag} OK done" if right else f"{tag} NO [AUTHENTICATIONFAILED] wrong password")
        elif verb == "SELECT":
            if self.server.fault == "select":
                self.say(f"{tag} NO there is no such mailbox")
            else:
                self.say(f"* {len(self.server.messages)} EXISTS", f"{tag} OK [READ-WRITE] done")
        elif verb == "UID":
            return self.by_key(tag, words.split(" ", 1)[1])
        else:
            self.say("* BYE", f"{tag} OK done")
        return verb != "LOGOUT"

    def by_key(self, tag, words):
        verb, _space, rest = words.partition(" ")
        if verb == "SEARCH":
            unseen = [str(key) for key in self.server.messages if key not in self.server.seen]
            self.say(f"* SEARCH {' '.join(unseen)}".rstrip(), f"{tag} OK done")
            return True
        key = int(re.match(r"\d+", rest)[0])
        message = self.server.messages[key]
        if verb == "STORE":
            self.server.seen.add(key)
            self.say(f"* {key} FETCH (UID {key} FLAGS (\\Seen))", f"{tag} OK done")
        elif "RFC822.SIZE" in rest:
            self.say(f"* {key} FETCH (UID {key} RFC822.SIZE {len(message)})", f"{tag} OK done")
        elif self.server.fault == "breaks-off":
            self.wfile.write(
                f"* {key} FETCH (UID {key} BODY[] {{{len(message)}}}\r\n".encode() + message[:20]
            )
            return False
        else:
            self.wfile.write(
                f"* {key} FETCH (UID {key} BODY[] {{{len(message)}}}\r\n".encode() + message + b")\r\n"
            )
            self.say(f"{tag} OK done")
        return True

    def say(self, *lines):
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def mail_server(folder, messages, **faults):
    """A running server; ended with the test."""
    server = Server(folder, messages, **faults)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _certificate(name):
    """Key and self-signed certificate of the server; of another name it is refused."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)  # noqa: TID251 a certificate is of the real time
    host = x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([host]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
