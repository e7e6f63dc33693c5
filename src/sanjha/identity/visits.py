"""Beginning and ending stays: what the different ways of signing in have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from sanjha.identity.models import Account, SignIn
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor, Kind


@dataclass(frozen=True)
class Origin:
    """Where a request comes from: network address and the browser's own name."""

    address: str
    browser: str = ""


def begin(
    account: Account,
    method: SignIn.Method,
    origin: Origin,
    *,
    rows: Sequence[models.Model] = (),
    resident_id: UUID | None = None,
) -> SignIn:
    """Open a stay inside the caller's transaction and audit it, with the rows that proved the account."""
    now = clock.now()
    sign_in = SignIn.objects.create(
        account=account,
        method=method,
        signed_in_at=now,
        last_seen_at=now,
        address=origin.address,
        browser=origin.browser[:200],
        resident_id=resident_id,
    )
    audit.record(
        actor_of(account),
        "SIGNED_IN",
        stream=account.id,
        rows=rows,
        method=method.value,
        address=origin.address,
        sign_in=sign_in.id,
    )
    return sign_in


def end_all(account: Account, reason: SignIn.End, *, but: UUID | None = None) -> int:
    """End every open stay of the account, but for one, inside the caller's transaction; how many there were."""
    open_ones = SignIn.objects.filter(account=account, ended_at__isnull=True)
    if but is not None:
        open_ones = open_ones.exclude(pk=but)
    return open_ones.update(ended_at=clock.now(), end_reason=reason)


def actor_of(account: Account) -> Actor:
    """The account as an actor without posts: enough for the audit trail of its own affairs."""
    kind = Kind.OFFICER if account.kind == Account.Kind.OFFICER else Kind.CITIZEN
    return Actor(
        kind, account=account.id, person=account.officer_id, name=account.name.en, name_pa=account.name_pa
    )
