"""A body that does not arrive at its pace is not waited for; one that does is read as ever."""

import io
import socket
import threading
import time

import pytest

from sanjha.kernel import slow_bodies
from sanjha.kernel.slow_bodies import Body, InTime, TooSlow, cut_slowest


class Drops:
    """A stream that gives one byte at a time, each after a while."""

    def __init__(self, seconds):
        self.seconds, self.given = seconds, 0

    def read(self, _size=-1, /):
        time.sleep(self.seconds)
        self.given += 1
        return b"x"

    readline = read


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(slow_bodies, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(slow_bodies, "_LOOK_SECONDS", 0.05)


def call(stream, length="100", read=lambda body: body.read()):
    """The application reads the body; what it got, or what was raised."""
    got = []

    def application(environ, _start):
        got.append(environ["wsgi.input"])
        return [read(environ["wsgi.input"])]

    environ = {
        "wsgi.input": stream,
        "CONTENT_LENGTH": length,
        "REMOTE_ADDR": "203.0.113.9",
        "SERVER_PORT": "1",
    }
    return InTime(application)(environ, lambda *_: None)[0], got[0]


@pytest.mark.parametrize("size", [0, 1, 100, 16 * 1024, 16 * 1024 + 1, 1024 * 1024])
def test_a_body_that_is_there_is_read_whole(size):
    content = b"a" * size
    assert call(io.BytesIO(content), str(size))[0] == content
    assert call(io.BytesIO(content), str(size), lambda body: body.read(size // 2))[0] == content[: size // 2]


def test_lines_are_read_too():
    assert (
        call(io.BytesIO(b"one\ntwo\n"), "8", lambda body: body.readline() + body.readline(2))[0] == b"one\ntw"
    )


def test_a_request_without_a_body_is_left_alone():
    stream = io.BytesIO()
    assert call(stream, "0", lambda body: body)[1] is stream
    assert call(stream, "", lambda body: body)[1] is stream


@pytest.mark.parametrize("read", [lambda body: body.read(), lambda body: body.read(90)])
def test_drops_are_not_waited_for(quick, read):
    stream = Drops(0.05)
    started = time.monotonic()
    with pytest.raises(TooSlow):
        call(stream, "100", read)
    assert time.monotonic() - started < 1
    assert stream.given < 20


def test_once_too_slow_nothing_more_is_read(quick):
    stream = Drops(0.5)
    body = Body(stream, "203.0.113.9", "1")
    for _again in range(3):
        with pytest.raises(TooSlow):
            body.read(10)
    assert stream.given == 1
    slow_bodies._WATCH.forget(body)


def test_a_large_body_may_take_longer_than_a_small_one(quick, monkeypatch):
    monkeypatch.setattr(slow_bodies, "SLOWEST", 100)

    class Steady(Drops):
        def read(self, size=-1, /):
            super().read()
            return b"x" * 20 if self.given <= 10 else b""

    assert len(call(Steady(0.1), "200", lambda body: body.read(200))[0]) == 200


def test_the_wait_for_a_silent_line_is_ended(quick):
    """The read itself waits inside the web server: only the end of the line ends it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with (
            socket.create_connection(("127.0.0.1", port)) as silent,
            socket.create_connection(("127.0.0.1", port)) as busy,
        ):
            lines = [server.accept()[0], server.accept()[0]]
            stream = lines[0].makefile("rb", buffering=0)
            body = Body(stream, "127.0.0.1", str(port))
            talking = threading.Event()

            def talk():
                while not talking.wait(0.02):
                    lines[1].sendall(b".")

            speaker = threading.Thread(target=talk)
            speaker.start()
            started = time.monotonic()
            with pytest.raises(TooSlow):
                body.read(10)
            assert time.monotonic() - started < 2
            talking.set()
            speaker.join()
            busy.sendall(b"still heard")
            assert lines[1].recv(20) == b"still heard"
            lines[0].sendall(b"408")
            assert silent.recv(3) == b"408"
            slow_bodies._WATCH.forget(body)
            stream.close()
            for line in lines:
                line.close()


def test_only_a_connection_of_that_address_and_port_is_cut_and_only_once():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client, server.accept()[0]:
            for address, theirs, seconds in (
                ("127.0.0.2", str(port), 0),
                ("127.0.0.1", "1", 0),
                ("127.0.0.1", str(port), 60),
            ):
                assert cut_slowest(address, theirs, silent_for=seconds) is None
            cut = cut_slowest("127.0.0.1", str(port), silent_for=0)
            assert cut.peer == client.getsockname()
            assert cut_slowest("127.0.0.1", str(port), silent_for=0, but={cut}) is None


def test_who_still_drips_is_cut_before_who_only_waits(monkeypatch):
    monkeypatch.setattr(slow_bodies, "_DRIPS_WITHIN", 200)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        pairs = [(socket.create_connection(("127.0.0.1", port)), server.accept()[0]) for _line in range(3)]
        for client, _ours in pairs:
            client.sendall(b"request")
        time.sleep(0.3)
        pairs[1][0].sendall(b".")
        time.sleep(0.05)
        first = cut_slowest("127.0.0.1", str(port), silent_for=0)
        second = cut_slowest("127.0.0.1", str(port), silent_for=0, but={first})
        assert first.peer == pairs[1][0].getsockname()
        assert second.peer in {pairs[0][0].getsockname(), pairs[2][0].getsockname()}
        for pair in pairs:
            for line in pair:
                line.close()
