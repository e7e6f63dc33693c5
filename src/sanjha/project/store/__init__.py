"""Where the data live: a private PostgreSQL of this installation, or the server that DATABASE_URL names."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sanjha.project.store.address import check_server, conninfo, database_settings, database_url
from sanjha.project.store.private import PrivateStore

__all__ = ["PrivateStore", "check_server", "conninfo", "database_settings", "database_url", "running"]


def running(home: Path, *, durable: bool = True) -> AbstractContextManager[PrivateStore | None]:
    """The store is up inside the `with`: the private one below `home`, or, given DATABASE_URL, the named server.

    Raises Failure with one clear line. Yields the private store, or None for a server that is not ours.
    """
    if url := database_url():
        check_server(url)
        return nullcontext(None)
    return PrivateStore(home, durable=durable).open()
