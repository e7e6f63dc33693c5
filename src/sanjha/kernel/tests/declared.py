"""Operations, events and jobs that the kernel's tests declare, and take back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from procrastinate.contrib.django import app

from sanjha.kernel import contracts, events


@contextmanager
def taken_back() -> Iterator[None]:
    """What is declared inside is unknown again outside."""
    registries = [
        contracts._operations,
        contracts._door,
        events._types,
        events._kinds,
        events._subscriptions,
        app.tasks,
    ]
    before = [registry.copy() for registry in registries]
    subscribed = {kind: list(known) for kind, known in events._subscriptions.items()}
    try:
        yield
    finally:
        for registry, kept in zip(registries, before, strict=True):
            registry.clear()
            registry.extend(kept) if isinstance(registry, list) else registry.update(kept)
        events._subscriptions.update(subscribed)
