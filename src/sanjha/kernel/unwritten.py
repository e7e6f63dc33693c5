"""What was given out and is not yet written down: it is written before anything that came of it leaves, or is kept.

Within a scope (a request, a job) entries wait in memory. They are written together: first in the next transaction, and with
it; before the first statement outside a transaction that may change something; before whatever goes to another process; and
at the end of the scope, before its answer is released. A transaction that is rolled back takes them back, and they wait
again. What is refused when it is written stops everything else in the scope.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from sanjha.kernel.errors import DomainError

MOST = 500
"""Entries that wait in one scope; a long job writes them in between."""
LONGEST_SECONDS = 60.0
"""So long the oldest waits while others come. An entry's id says when it was made, and a late one is taken for a forgery."""

STANDS_IN = "stands_in_for_what_was_refused"
"""Set on a response that has nothing of what was refused and tells of the refusal."""

_READS = re.compile(r"[\s(]*SELECT\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:procrastinate_\w+|nextval|setval|set_config|pg_notify|pg_logical_emit_message|lo_\w+|dblink\w*|into)\b",
    re.IGNORECASE,
)


class Book(Protocol):
    """Where entries are written down; the door of the exchange is one."""

    table: str
    """A statement that names it sees what waits, for that is written before."""

    def write(self, entries: Sequence[Any]) -> Sequence[Any]:
        """Write all of them in one statement; or nothing, and give those that may not be."""

    def audit(self, refused: Sequence[Any]) -> None:
        """Record that these were refused, in a transaction of its own."""

    def refusal(self, refused: Sequence[Any]) -> DomainError:
        """What is said to whoever would have got what came of them."""


class Scope:
    """What waits to be written in one request or job, on the connection of its thread."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self._waiting: list[Any] = []
        self._entered: list[Any] = []
        """Written in a transaction that is still open."""
        self._refused: list[Any] = []
        self._is_audited = False
        self._is_writing = False
        self._since = 0.0
        self._book: Book | None = None
        self.line: BaseDatabaseWrapper | None = None

    def note(self, book: Book, entry: Any) -> None:
        """Have the entry written in time."""
        if not self._waiting:
            self._book, self._since = book, time.monotonic()
            self._watch()
        self._waiting.append(entry)
        if len(self._waiting) >= MOST or time.monotonic() - self._since > LONGEST_SECONDS:
            self.enter()

    def settle(self) -> None:
        """Write what waits, so that it stays written whatever comes. Raises the refusal when it may not be.

        Raises RuntimeError inside an open transaction whose end would decide.
        """
        self.enter()
        if self._entered and self.line is not None and is_in_transaction(self.line):
            raise RuntimeError("nothing leaves while its readings may still be rolled back")

    def enter(self) -> None:
        """Write what waits, in the open transaction if there is one. Raises the refusal when it may not be."""
        if self._is_writing or self._book is None or self.line is None:
            return
        self._take_back()
        if self._refused:
            self._refuse(self._book, self.line)
        if not self._waiting:
            return
        with self._writing():
            refused = self._book.write(self._waiting)
        if refused:
            gone = {id(entry) for entry in refused}
            self._refused = list(refused)
            self._waiting = [entry for entry in self._waiting if id(entry) not in gone]
            self._refuse(self._book, self.line)
        written, self._waiting = self._waiting, []
        if self.line.in_atomic_block:
            if not self._entered:
                self.line.on_commit(self._committed)
            self._entered += written
        else:
            self._unwatch()

    def discard_refused(self) -> None:
        """For whoever puts something else in place of all that came of it: the refusal has been told and audited."""
        self._refused, self._is_audited = [], False

    def discard(self) -> None:
        """As above, where nothing could be written and nothing of it leaves."""
        self.discard_refused()
        self._waiting, self._entered = [], []
        self._unwatch()

    def _refuse(self, book: Book, on: BaseDatabaseWrapper) -> None:
        """Inside a transaction the refusal only undoes that; it is audited as soon as it is over."""
        if not self._is_audited and not is_in_transaction(on):
            with self._writing():
                book.audit(self._refused)
            self._is_audited = True
        raise book.refusal(self._refused)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._is_writing = True
        try:
            yield
        finally:
            self._is_writing = False

    def _watch(self) -> None:
        if self.line is None:
            self.line = connections[DEFAULT_DB_ALIAS]
            self.line.execute_wrappers.append(self._before)

    def _unwatch(self) -> None:
        if self.line is not None:
            self.line.execute_wrappers.remove(self._before)
            self.line = None

    def _before(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Every statement passes here while something waits."""
        if self.line is not None and (self.line.in_atomic_block or not self._passes_by(sql)):
            self.enter()
        return execute(sql, params, many, context)

    def _passes_by(self, sql: str) -> bool:
        return only_reads(sql) and (self._book is None or self._book.table not in sql)

    def _committed(self) -> None:
        self._entered = []
        if not self._waiting and not self._refused:
            self._unwatch()

    def _take_back(self) -> None:
        """A rollback takes what was to happen on commit off Django's list; what was entered then waits again."""
        due = [] if self.line is None else [hook[1] for hook in self.line.run_on_commit]
        if self._entered and self._committed not in due:
            self._waiting, self._entered = self._entered + self._waiting, []


_scope: ContextVar[Scope | None] = ContextVar("unwritten", default=None)


@contextmanager
def scope() -> Iterator[Scope]:
    """Inside, entries wait; at the end they are written, whatever was raised. What is refused then is raised."""
    opened = Scope()
    token = _scope.set(opened)
    try:
        yield opened
    finally:
        try:
            opened.settle()
        finally:
            _scope.reset(token)
            opened.discard()


def current() -> Scope | None:
    """The scope in which entries wait; another thread than that of its connection has none."""
    opened = _scope.get()
    return opened if opened is not None and opened.thread == threading.get_ident() else None


def note(book: Book, entry: Any) -> None:
    """Have the entry written in time. Only within a scope."""
    opened = current()
    if opened is None:
        raise RuntimeError("outside a scope nothing waits")
    opened.note(book, entry)


def settle() -> None:
    """Before anything goes to another process, to a person or to a disk: write what waits. Raises its refusal."""
    opened = current()
    if opened is not None:
        opened.settle()


def line() -> BaseDatabaseWrapper:
    """This thread's connection. Where something waits it is at hand; Django's own look-up takes some microseconds."""
    opened = current()
    return opened.line if opened is not None and opened.line is not None else connections[DEFAULT_DB_ALIAS]


def is_in_transaction(on: BaseDatabaseWrapper) -> bool:
    """Whether a transaction of our own is open. (Test cases' own block is let pass.)"""
    return any(not block._from_testcase for block in on.atomic_blocks)  # type: ignore[attr-defined]


@lru_cache(maxsize=2048)
def only_reads(sql: object) -> bool:
    """Whether a statement changes nothing and tells nobody: a plain SELECT that calls no function which does."""
    return isinstance(sql, str) and _READS.match(sql) is not None and _CHANGES.search(sql) is None
