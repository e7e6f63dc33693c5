"""The other processes of this installation: where a service runs, and for which services the bearer of a key may speak.

A unit is what is deployed together: one process, or several that share a store. It has one key. Its peer file names the
unit, its public key and its services; every unit that may be called by it keeps that file in SANJHA_PEERS.
"""

import base64
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sanjha.kernel.conf import conf
from sanjha.kernel.keyfiles import signing_key

_UNIT = re.compile(r"[a-z][a-z0-9-]{1,30}")
_EXCHANGE = "exchange"
_IN_EVERY_UNIT = frozenset({"kernel", "ui", "project"})
"""Code that no service owns: what it asks, it asks for the unit as a whole."""

_moved: dict[str, str] = {}


class Peer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One unit as the others know it; `key` is the raw Ed25519 public key in base64."""

    unit: str
    services: tuple[str, ...]
    key: str

    def speaks_for(self, consumer: str) -> bool:
        """Its services, the unit as a whole, and the members of the exchange where it runs that."""
        return (
            consumer in self.services
            or consumer == self.unit
            or (is_member(consumer) and _EXCHANGE in self.services)
        )

    @property
    def public_key(self) -> Ed25519PublicKey:
        return _public_key(self.key)


def address_of(service: str) -> str | None:
    """Where the service runs, without a slash at the end; None when it runs in this process."""
    return _moved.get(service) or conf.remotes.get(service)


def runs_here(service: str) -> bool:
    """Whether the service's tables and handlers are in this unit; what no service owns is in every one."""
    return address_of(service) is None


def consumer_name(caller: str) -> str:
    """In whose name a call leaves this unit.

    Pages and sign-in carry parts of services that run elsewhere; what these ask, they ask for the unit.
    """
    if is_member(caller) or (caller not in _IN_EVERY_UNIT and runs_here(caller)):
        return caller
    return own_unit()


def is_member(consumer: str) -> bool:
    """Whether it names a member of the exchange ("PB/GOV/AGRI/FARMS") and no service."""
    return "/" in consumer


@contextmanager
def elsewhere(service: str, address: str) -> Iterator[None]:
    """Inside, calls of the service go to that address: for measuring and for tests."""
    _moved[service] = address
    try:
        yield
    finally:
        del _moved[service]


def own_unit() -> str:
    """The name under which this process signs its calls."""
    return conf.unit


def own_key() -> Ed25519PrivateKey:
    """The key with which this unit signs its calls; made at first need."""
    return _key_of(conf.home)


@lru_cache(maxsize=10)
def _key_of(home: Path) -> Ed25519PrivateKey:
    return signing_key(home / "keys" / "unit.pem")


def own_peer(services: tuple[str, ...]) -> Peer:
    """What the other units must know of this one."""
    raw = own_key().public_key().public_bytes_raw()
    return Peer(own_unit(), services, base64.b64encode(raw).decode())


def peer(unit: str) -> Peer | None:
    """The unit of that name; None when it is not known here."""
    if not _UNIT.fullmatch(unit):
        return None
    file = f"{conf.peers}/{unit}.json"
    try:
        return _read(file, os.stat(file).st_mtime_ns)  # noqa: PTH116 - at every call, and a Path takes five times as long
    except FileNotFoundError:
        return None


def write(known: Peer, folder: Path) -> Path:
    """Keep the peer file in a folder; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{known.unit}.json"
    file.write_bytes(msgspec.json.format(msgspec.json.encode(known)) + b"\n")
    return file


@lru_cache(maxsize=100)
def _public_key(raw: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(raw))


@lru_cache(maxsize=100)
def _read(file: str, _changed_at: int) -> Peer:
    """Read anew when the file has changed: a key is replaced without a stop. Raises ValueError for no peer file."""
    try:
        found = msgspec.json.decode(Path(file).read_bytes(), type=Peer)
        _ = found.public_key
    except (msgspec.MsgspecError, ValueError) as error:
        raise ValueError(f"{file}: {error}") from None
    return found
