"""A small mail server for tests: it takes messages, or answers as it is told."""

import socketserver
import threading
from contextlib import contextmanager


class _Line(socketserver.StreamRequestHandler):
    def handle(self):
        told = self.server.told
        if told == "silent":
            self.server.ended.wait(5)
            return
        self._say("220 here")
        while (line := self.rfile.readline()) and not line.upper().startswith(b"QUIT"):
            verb = line[:4].upper()
            if verb == b"RCPT" and told[:1] in "45":
                self._say(told)
            elif verb == b"DATA":
                self._say("354 go on")
                self._take()
            else:
                self._say("250 fine")
        self._say("221 goodbye")

    def _take(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        if self.server.told == "breaks":
            self.connection.close()
            return
        self.server.messages.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, answer):
        self.wfile.write(answer.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


@contextmanager
def mail_server(monkeypatch, told="takes"):
    """A server on this machine that the settings name. `told`: takes, silent, breaks, or its answer to every recipient."""
    with _Server(("127.0.0.1", 0), _Line) as server:
        server.told, server.messages, server.ended = told, [], threading.Event()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        monkeypatch.setenv("SANJHA_SMTP", f"smtp://127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("SANJHA_MAIL_FROM", "eoffice@example.org")
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
