"""Which addresses of departments' systems may be called at all: none by which this house could be turned against itself.

Server-side request forgery: whoever registers an address chooses where we connect to. So its form is checked when it is
registered, and what its name stands for is looked up and checked then and again at every connection (connecting.py),
which goes to the checked address and nowhere else.
"""

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from sanjha.kernel.conf import conf
from sanjha.kernel.errors import DomainError

LONGEST = 300
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_STANDARD = {"https": 443, "http": 80}
_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]*)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_INNER_PORTS = frozenset(
    {2375, 2376, 2379, 2380, 3306, 4222, 5432, 5984, 6222, 6379, 8222, 9042, 9200, 9300, 11211, 27017}
)
"""Stores, queues and the like: they speak no HTTP to strangers, and some would understand what a request holds."""
_SPECIAL = [
    ip_network(text)
    for text in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24
    192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
    2001::/23 2001:db8::/32 2002::/16 3fff::/20
    """.split()
]
"""Special-purpose addresses (RFC 6890 and its registries): written out, since what Python calls global differs by version.
168.63.129.16 serves the machines of one cloud; 2001::/23 and 2002::/16 hide an IPv4 address inside."""
_GLOBAL = IPv6Network("2000::/3")


class BadAddress(DomainError):
    """The address may not be called; the text says why, in the words of a page."""


@dataclass(frozen=True)
class Target:
    """An address in its parts; `host` is a name or an IP address without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """As it stands in Host and in signatures: without the port that goes without saying."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _STANDARD[self.scheme] else f"{host}:{self.port}"


def read_address(text: str) -> Target:
    """The parts of an address that has an acceptable form. Raises BadAddress."""
    if len(text) > LONGEST or not text.isascii() or re.search(r"[\s\\\x00-\x20\x7f%@?#]", text):
        raise _bad(
            _(
                "Type a plain address without user name, query, spaces or percent signs, such as https://host/path."
            )
        )
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _bad(_("This is not an address.")) from None
    if parts.scheme not in {"https", "http"} or not text.startswith(f"{parts.scheme}://"):
        raise _bad(_("The address must begin with https://."))
    _check_host(host)
    if not _PATH.fullmatch(parts.path) or any(part in {".", ".."} for part in parts.path.split("/")):
        raise _bad(_("The path may hold letters, digits and - . _ ~ only."))
    target = Target(parts.scheme, host, _STANDARD[parts.scheme] if port is None else port, parts.path or "/")
    _check_port(target)
    return target


def checked_addresses(target: Target) -> list[Address]:
    """What the host stands for at this moment, each of them allowed. Raises BadAddress when one is not, or none is found."""
    found = _looked_up(target)
    for address in found:
        if not _may_be_called(address, target.scheme):
            raise _bad(
                _("The host stands for an address inside a protected network."), code="address-protected"
            )
    return found


def check_address(text: str) -> Target:
    """Form and meaning together, as at registration. Raises BadAddress."""
    target = read_address(text)
    checked_addresses(target)
    return target


def _check_host(host: str) -> None:
    if ":" in host:
        try:
            IPv6Address(host)
        except ValueError:
            raise _bad(_("This is not an address.")) from None
        return
    if not _HOST.fullmatch(host):
        raise _bad(
            _(
                "The name of the host is not in its plain form: small letters, digits, hyphens, no dot at the end."
            )
        )
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            plain = str(IPv4Address(host))
        except ValueError:
            plain = ""
        if plain != host:  # decimal, octal, shortened: every resolver reads them differently
            raise _bad(_("Write a numeric address as four numbers from 0 to 255."))


def _check_port(target: Target) -> None:
    if target.scheme == "http" and not _loopback_is_allowed():
        raise _bad(_("The address must begin with https://."))
    if target.port == _STANDARD[target.scheme]:
        return
    if target.port < 1024 or target.port > 65535 or target.port in _INNER_PORTS:
        raise _bad(_("The port must be 443, or 1024 and above, and none of a store or queue."))


def _looked_up(target: Target) -> list[Address]:
    try:
        answers = socket.getaddrinfo(
            target.host, target.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )
    except (OSError, UnicodeError):
        raise _bad(_("Nobody knows a host of this name."), code="address-unknown") from None
    found = [ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]
    return list(dict.fromkeys(found))


def _may_be_called(address: Address, scheme: str) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return _may_be_called(address.ipv4_mapped, scheme)
    if address.is_loopback:
        return _loopback_is_allowed()
    if scheme == "http" or address.is_unspecified or address.is_multicast or address.is_link_local:
        return False
    if any(address in network for network in private_networks(conf.private_networks)):
        return True
    if isinstance(address, IPv6Address) and address not in _GLOBAL:
        return False
    return address.is_global and not any(address in network for network in _SPECIAL)


def _loopback_is_allowed() -> bool:
    """Only a demonstration on one machine calls itself."""
    return conf.demo and not conf.production


@lru_cache(maxsize=8)
def private_networks(written: str) -> Sequence[Network]:
    """The networks of SANJHA_PRIVATE_NETWORKS. Raises ImproperlyConfigured for what is none."""
    try:
        return [ip_network(part.strip()) for part in written.split(",") if part.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(f"SANJHA_PRIVATE_NETWORKS: {error}") from None


def _bad(words: str, *, code: str = "address") -> BadAddress:
    return BadAddress(words, code=code, field="address")
