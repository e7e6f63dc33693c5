"""A small S3: one bucket over HTTP on this machine, which can be told to stumble."""

import hashlib
import threading
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


class Bucket:
    """What is stored, what was asked, and the troubles to make next: "503", "500", "cut", "slow" or "drop", in turn."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.troubles: list[str] = []
        self.trouble_for_ever = ""
        self.bad_checksums = 0

    def next_trouble(self) -> str:
        return self.trouble_for_ever or (self.troubles.pop(0) if self.troubles else "")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: Bucket

    def do_PUT(self) -> None:
        body = self._body()
        if self._stumbled("PUT"):
            return None
        given = self.headers.get("x-amz-checksum-sha256")
        if given and b64decode(given) != hashlib.sha256(body).digest():
            self.bucket.bad_checksums += 1
            return self._answer(400, b"<Error><Code>BadDigest</Code></Error>")
        self.bucket.objects[self._key()] = body
        return self._answer(200, b"", ETag='"1"')

    def do_GET(self) -> None:
        self._give("GET", with_body=True)

    def do_HEAD(self) -> None:
        self._give("HEAD", with_body=False)

    def _give(self, verb: str, *, with_body: bool) -> None:
        if self._stumbled(verb):
            return
        body = self.bucket.objects.get(self._key())
        if body is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>" if with_body else b"")
        else:
            self._answer(200, body, with_body=with_body, ETag='"1"')

    def _stumbled(self, verb: str) -> bool:
        self.bucket.asked[verb] += 1
        trouble = self.bucket.next_trouble()
        if trouble in {"503", "500", "403"}:
            self._answer(int(trouble), b"<Error><Code>SlowDown</Code></Error>")
        elif trouble == "drop":
            self.close_connection = True
            self.connection.close()
        elif trouble == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.send_header("ETag", '"1"')
            self.send_header("Last-Modified", "Mon, 23 Nov 2026 04:30:00 GMT")
            self.end_headers()
            self.wfile.write(b"only the beginning")
            self.close_connection = True
        elif trouble == "slow":
            time.sleep(1.5)
            return False
        return bool(trouble)

    def _answer(self, status: int, body: bytes, *, with_body: bool = True, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Mon, 23 Nov 2026 04:30:00 GMT")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/papers/")

    def log_message(self, *_args: object) -> None:
        """Tests print nothing."""


@contextmanager
def simulated_bucket() -> Iterator[tuple[Bucket, dict[str, str]]]:
    """The bucket "papers", and the AWS_* variables that lead to it."""
    bucket = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("BucketHandler", (Handler,), {"bucket": bucket}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield (
            bucket,
            {
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_address[1]}",
                "AWS_ALLOW_HTTP": "true",
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_REGION": "in-test-1",
            },
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
