"""Bytes kept by their content's hash: written once, never changed, checked at every reading."""

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import S3Store

from sanjha.kernel.conf import conf
from sanjha.kernel.errors import NotFound, Unavailable


class Changed(Exception):
    """The stored bytes are not those that were put there."""


class Store(Protocol):
    def write(self, key: str, data: bytes) -> None: ...
    def read(self, key: str) -> bytes: ...
    def exists(self, key: str) -> bool: ...


class FolderStore:
    """A folder of this machine; a blob is on the disk before `write` returns."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, key: str, data: bytes) -> None:
        target = self.root / key
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def read(self, key: str) -> bytes:
        try:
            return (self.root / key).read_bytes()
        except FileNotFoundError:
            raise NotFound("These bytes are not in the store.") from None

    def exists(self, key: str) -> bool:
        return (self.root / key).exists()


class ObjectStore:
    """An S3 bucket; address and keys by the usual AWS_* variables."""

    def __init__(self, url: str) -> None:
        self.store = S3Store.from_url(url)

    def write(self, key: str, data: bytes) -> None:
        try:
            obstore.put(self.store, key, data)
        except Exception as error:
            raise Unavailable("The document store does not answer. Nothing was saved; try again.") from error

    def read(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self.store, key).bytes())
        except (NotFoundError, FileNotFoundError):
            raise NotFound("These bytes are not in the store.") from None
        except Exception as error:
            raise Unavailable("The document store does not answer. Try again.") from error

    def exists(self, key: str) -> bool:
        try:
            obstore.head(self.store, key)
        except (NotFoundError, FileNotFoundError):
            return False
        return True


@cache
def _store() -> Store:
    return ObjectStore(conf.blob_store) if conf.blob_store else FolderStore(conf.home / "blobs")


def put(data: bytes, *, store: Store | None = None) -> str:
    """Keep the bytes; returns their SHA-256 as 64 hex digits. Putting the same bytes again changes nothing."""
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


def _key(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:4]}/{digest}"
