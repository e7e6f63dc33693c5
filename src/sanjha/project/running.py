"""What a command needs before it can work: a running store, and the system as the one who acts."""

from collections.abc import Iterator
from contextlib import contextmanager

from sanjha.kernel import actors, context
from sanjha.kernel.conf import conf
from sanjha.project import store


@contextmanager
def house() -> Iterator[None]:
    """Everything inside has the store and acts for the system. Closes what it opened."""
    with store.running(conf.home), context.request_scope(who=actors.SYSTEM):
        yield
