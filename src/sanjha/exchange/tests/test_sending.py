"""One request to a department's system: signed, to the checked address only, bounded in time and size."""

import socket
import time
from dataclasses import replace

import pytest

from sanjha.exchange.outgoing import addresses, sending
from sanjha.exchange.outgoing.addresses import BadAddress
from sanjha.exchange.outgoing.house_key import KEY_ID, house_key
from sanjha.exchange.outgoing.sending import LARGEST, NoAnswer, post
from sanjha.exchange.tests.listening import http, listening
from sanjha.kernel import clock, signatures

FIELDS = {"content-type": "application/json", "x-road-client": "PB/GOV/SANJHA/sewa"}


@pytest.fixture
def system(monkeypatch):
    """A system on this machine, which only a demonstration may call."""
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=True))
    with listening() as listener:
        yield listener


def test_the_question_is_signed_with_the_key_of_the_house(system):
    system.answer = http(200, {"a": 1}, **{"X-Twice": "1"})
    answer = post(system.address, b'{"key": "7"}', FIELDS, seconds=5)
    assert (answer.status, answer.body) == (200, b'{"a": 1}')
    assert answer.fields["x-twice"] == "1"
    (asked,) = system.came
    assert (asked.method, asked.path, asked.body) == ("POST", "/sanjha", b'{"key": "7"}')
    message = signatures.Message("POST", f"127.0.0.1:{system.port}", "/sanjha", "", asked.fields, asked.body)
    signed = signatures.verify(
        message,
        key_of=lambda name: house_key().public_key() if name == KEY_ID else None,
        now=int(clock.now().timestamp()),
        also=("x-road-client", "content-type"),
    )
    assert signed.key_id == KEY_ID


def test_ssrf_through_a_registered_provider_address_by_rebinding(system, monkeypatch):
    """A name that stands for a public address when it is registered, and for this machine when it is called."""
    turns = iter(["93.184.215.14", "127.0.0.1"])
    asked = []

    def look_up(host, port, **_wanted):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(turns), port))]

    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=False))
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    address = f"https://food.example.org:{system.port}/"
    addresses.check_address(address)
    with pytest.raises(BadAddress):
        post(address, b"{}", FIELDS, seconds=2)
    assert (asked, system.connections) == (["food.example.org"] * 2, 0)


def test_ssrf_through_a_registered_provider_address_between_check_and_connection(system, monkeypatch):
    """The connection goes to the address that was checked: the name is looked up once for each call."""
    looked_up = []
    real = socket.getaddrinfo

    def look_up(host, port, *rest, **wanted):
        looked_up.append(host)
        if host == "food.example.org":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        return real(host, port, *rest, **wanted)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    answer = post(f"http://food.example.org:{system.port}/", b"{}", FIELDS, seconds=5)
    assert answer.status == 200
    assert looked_up.count("food.example.org") == 1
    assert system.came[0].fields["host"] == f"food.example.org:{system.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_ssrf_through_a_registered_provider_address_by_redirect(system, status):
    with listening() as inner:
        system.answer = http(status, b"", Location=f"http://127.0.0.1:{inner.port}/secret")
        assert post(system.address, b"{}", FIELDS, seconds=5).status == status
        assert inner.connections == 0


def test_no_proxy_of_the_environment_is_used(system, monkeypatch):
    with listening() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert post(system.address, b"{}", FIELDS, seconds=5).status == 200
        assert proxy.connections == 0


def test_an_answer_that_is_too_large_is_none(system):
    system.answer = http(200, b" " * (LARGEST + 1))
    with pytest.raises(NoAnswer, match="more than"):
        post(system.address, b"{}", FIELDS, seconds=10)
    system.answer = http(200, b" " * LARGEST)
    assert len(post(system.address, b"{}", FIELDS, seconds=10).body) == LARGEST


def drip(line, _asked, head=b""):
    line.sendall(head)
    for _drop in range(100):
        try:
            line.sendall(b"x")
        except OSError:
            return
        time.sleep(0.1)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Drip: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n",
    ],
)
def test_an_answer_that_drips_is_not_waited_for(system, head):
    """However often a drop comes: the time is for everything together."""
    system.answer = lambda line, asked: drip(line, asked, head)
    started = time.monotonic()
    with pytest.raises(NoAnswer):
        post(system.address, b"{}", FIELDS, seconds=1)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "answer",
    [
        b"rubbish\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: fifty\r\n\r\n",
        b"HTTP/1.1 OK 200\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 200 + b"\r\n{}",
    ],
)
def test_what_is_no_http_is_no_answer(system, answer):
    system.answer = answer
    if b"fifty" in answer:  # read to its end instead, and empty
        assert post(system.address, b"{}", FIELDS, seconds=2).body == b""
        return
    with pytest.raises(NoAnswer):
        post(system.address, b"{}", FIELDS, seconds=2)


def test_where_nobody_listens_nobody_answers(system):
    with listening() as gone:
        address = gone.address
    started = time.monotonic()
    with pytest.raises(NoAnswer, match="no connection"):
        post(address, b"{}", FIELDS, seconds=2)
    assert time.monotonic() - started < 3


def test_tls_is_asked_for_the_name_and_must_be_trusted(system, monkeypatch):
    """A system that speaks no TLS, or whose certificate nobody has signed, is not told anything."""
    started = time.monotonic()
    with pytest.raises(NoAnswer):
        post(f"https://127.0.0.1:{system.port}/", b"secret", FIELDS, seconds=1)
    assert time.monotonic() - started < 3
    assert system.came == []
    assert sending._tls().check_hostname
