"""The port of the pages."""

import os
import socket

import pytest

from sanjha.project.failure import Failure
from sanjha.project.ports import check_port, free_port


def test_a_free_port_is_accepted():
    check_port("127.0.0.1", free_port(), command="demo")


def test_a_taken_port_is_told_with_a_command_that_works():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Failure, match=rf"Port {port} is taken.*sanjha demo --port \d+") as refusal:
            check_port("127.0.0.1", port, command="demo")
    proposed = int(str(refusal.value).rsplit(" ", 1)[1])
    assert proposed != port
    check_port("127.0.0.1", proposed, command="demo")


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [("127.0.0.1", 70000, "no port 70000"), ("192.0.2.1", 8000, "cannot be served at 192.0.2.1")],
)
def test_an_impossible_address_is_told(host, port, words):
    with pytest.raises(Failure, match=words):
        check_port(host, port, command="serve")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may take every port")
def test_a_port_kept_for_root_is_told():
    with pytest.raises(Failure, match="kept for root"):
        check_port("127.0.0.1", 80, command="serve")
