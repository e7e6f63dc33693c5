"""Bytes kept by their content's hash: written once, never changed, checked at every reading."""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Collection
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

import obstore
from django.utils.translation import gettext_lazy as _
from obstore.exceptions import NotFoundError
from obstore.store import S3Store

from sanjha.kernel import unwritten
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import NotFound, Unavailable

_NOT_THERE = _("These bytes are not in the store.")
_NOT_SAVED = _("The document store does not answer. Nothing was saved; try again.")
_SILENT = _("The document store does not answer. Try again.")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Changed(Exception):
    """The stored bytes are not those that were put there."""


class Store(Protocol):
    def write(self, key: str, data: bytes) -> None: ...
    def read(self, key: str) -> bytes: ...
    def exists(self, key: str) -> bool: ...
    def remove(self, key: str) -> None: ...


class FolderStore:
    """A folder of this machine; a blob is on the disk before `write` returns."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, key: str, data: bytes) -> None:
        target = self.root / key
        # Bytes that were damaged are mended by whoever brings the right ones again.
        if target.exists() and target.read_bytes() == data:
            return
        self._make(target.parent)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _settle(target.parent)

    def read(self, key: str) -> bytes:
        try:
            return (self.root / key).read_bytes()
        except FileNotFoundError:
            raise NotFound(_NOT_THERE) from None

    def exists(self, key: str) -> bool:
        return (self.root / key).exists()

    def remove(self, key: str) -> None:
        (self.root / key).unlink(missing_ok=True)
        if (self.root / key).parent.is_dir():
            _settle((self.root / key).parent)

    def _make(self, folder: Path) -> None:
        """Make the folder, and have each new entry on the disk in its parent."""
        if folder.is_dir():
            return
        if folder != self.root:
            self._make(folder.parent)
        folder.mkdir(parents=folder == self.root, exist_ok=True, mode=0o700)
        _settle(folder.parent)


class ObjectStore:
    """An S3 bucket; address and keys by the usual AWS_* variables.

    A store that stumbles is asked again a few times, within what a person waits for; then it counts as not answering.
    """

    def __init__(self, url: str, *, patience: timedelta = timedelta(seconds=10)) -> None:
        self.store = S3Store.from_url(
            url,
            # The store checks that what arrived is what was sent.
            config={"checksum_algorithm": "SHA256"},
            client_options={
                "connect_timeout": patience / 2,
                "timeout": patience,
                "allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() in {"1", "true"},
            },
            retry_config={"max_retries": 4, "retry_timeout": patience},
        )

    def write(self, key: str, data: bytes) -> None:
        try:
            obstore.put(self.store, key, data)
        except Exception as error:
            raise Unavailable(_NOT_SAVED) from error

    def read(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self.store, key).bytes())
        except (NotFoundError, FileNotFoundError):
            raise NotFound(_NOT_THERE) from None
        except Exception as error:
            raise Unavailable(_SILENT) from error

    def exists(self, key: str) -> bool:
        try:
            obstore.head(self.store, key)
        except (NotFoundError, FileNotFoundError):
            return False
        except Exception as error:
            raise Unavailable(_SILENT) from error
        return True

    def remove(self, key: str) -> None:
        try:
            obstore.delete(self.store, key)
        except (NotFoundError, FileNotFoundError):
            return
        except Exception as error:
            raise Unavailable(_SILENT) from error


def _settle(folder: Path) -> None:
    """Have the folder's entries on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def _store() -> Store:
    return ObjectStore(conf.blob_store) if conf.blob_store else FolderStore(conf.home / "blobs")


def put(data: bytes, *, store: Store | None = None) -> str:
    """Keep the bytes; returns their SHA-256 as 64 hex digits. Putting the same bytes again changes nothing."""
    unwritten.settle()
    digest = hashlib.sha256(data).hexdigest()
    (store or _store()).write(_key(digest), data)
    return digest


def get(digest: str, *, store: Store | None = None) -> bytes:
    """The bytes of that SHA-256. Raises NotFound, or Changed when the store does not give back what was put."""
    data = (store or _store()).read(_key(digest))
    if hashlib.sha256(data).hexdigest() != digest:
        raise Changed(f"blob {digest} was changed in the store")
    return data


def exists(digest: str, *, store: Store | None = None) -> bool:
    return (store or _store()).exists(_key(digest))


Holder = Callable[[Collection[str]], Collection[str]]
"""Of these digests, those that a service still needs."""
_holders: list[Holder] = []


def register_holder(holder: Holder) -> None:
    """A service that keeps bytes says here, in its `ready`, which it still needs; others then never remove them."""
    if holder not in _holders:
        _holders.append(holder)


def remove(digests: Collection[str], *, store: Store | None = None) -> list[str]:
    """Remove the bytes that no service of this process needs any more; returns the digests removed.

    Where services run apart nothing is removed: another unit may hold the same bytes in the same store.
    """
    if conf.remotes:
        return []
    needed = {digest for holder in _holders for digest in holder(digests)}
    gone = sorted(set(digests) - needed)
    for digest in gone:
        (store or _store()).remove(_key(digest))
    return gone


def _key(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise NotFound(_NOT_THERE)
    return f"{digest[:2]}/{digest[2:4]}/{digest}"
