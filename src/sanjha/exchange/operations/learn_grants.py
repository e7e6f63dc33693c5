"""Bring this unit's copy of the grants up to date, all at once."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from sanjha.exchange import carried, contract
from sanjha.exchange.events import GrantChanged
from sanjha.exchange.models import Grant

PAGE = 500


def learn_grants() -> int:
    """Ask the exchange for every grant and keep a copy; gives how many there are. Nothing where the exchange itself runs.

    Events bring each change within moments; this is for a new unit and for one that was away for long.
    """
    if not carried.is_carried():
        return 0
    total, after = 0, None
    while page := contract.grants_kept(after=after, limit=PAGE):
        with transaction.atomic(durable=True):
            for kept in _news(page):
                carried.learn(_as_event(kept))
        total, after = total + len(page), page[-1].id
    return total


def _news(page: Sequence[contract.GrantKept]) -> list[contract.GrantKept]:
    """Those that are not known here as they stand: nearly always none, and then one question was enough."""
    known = dict(Grant.objects.filter(pk__in=[kept.id for kept in page]).values_list("pk", "ended_at"))
    return [kept for kept in page if kept.id not in known or known[kept.id] != kept.ended_at]


def _as_event(kept: contract.GrantKept) -> GrantChanged:
    values = {name: getattr(kept, name) for name in kept.__struct_fields__}
    identifier: UUID = values.pop("id")
    return GrantChanged(grant=identifier, **values)
