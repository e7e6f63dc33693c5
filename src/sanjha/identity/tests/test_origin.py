"""Where a request comes from, and where it may be sent to."""

import pytest
from django.test import RequestFactory

from sanjha.identity.web.browser import is_ours, origin_of


def origin(address: str, forwarded: str = "", *, proxies: int = 0) -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return origin_of(RequestFactory().get("/", REMOTE_ADDR=address, headers=headers), proxies=proxies).address


def test_without_a_proxy_of_ours_nobody_lends_an_address():
    assert origin("10.1.2.3") == "10.1.2.3"
    assert origin("10.1.2.3", "1.1.1.1") == "10.1.2.3"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("nonsense", 1, "unknown"),
    ],
)
def test_behind_our_proxies_the_outermost_of_them_says_the_address(forwarded, proxies, address):
    assert origin("10.0.0.1", forwarded, proxies=proxies) == address


def test_the_addresses_of_one_ipv6_customer_count_as_one():
    assert origin("2001:db8:1:2:3:4:5:6") == origin("2001:db8:1:2::9") == "2001:db8:1:2::"
    assert origin("2001:db8:1:3::9") != origin("2001:db8:1:2::9")


@pytest.mark.parametrize("remote", ["", "unix:", "x" * 200])
def test_a_request_without_an_address(remote):
    assert origin(remote) == "unknown"


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("/desk/", True),
        ("/people/?a=1", True),
        ("", False),
        ("https://testserver/desk/", True),
        ("https://evil.example/desk/", False),
        ("//evil.example/", False),
        ("///evil.example/", False),
        ("/\\evil.example", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_pages_of_ours_are_returned_to(address, ours):
    assert is_ours(RequestFactory().get("/", headers={"Host": "testserver"}), address) is ours
