"""Who acts in a request: looked up when somebody asks, afresh in every request."""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from sanjha.identity import contract, queries
from sanjha.identity.models import Account, SignIn
from sanjha.identity.visits import actor_of, officer_actor
from sanjha.kernel import clock, context
from sanjha.kernel.actors import ANONYMOUS, Actor, Kind

SESSION_KEY = "sign_in"
SEEN_EVERY = timedelta(minutes=1)
"""A stay's last moment is written at most once a minute: finer is not worth a write on every click."""


class Visit:
    """The stay behind a request, if any. A post that ended a minute ago, a lock, a sign-out elsewhere count at once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def sign_in(self) -> SignIn | None:
        """The stay in force; one that is over is forgotten with everything the browser's session held."""
        kept = self.request.session.get(SESSION_KEY)
        if not kept:
            return None
        sign_in = queries.sign_in_in_force(UUID(kept))
        if sign_in is None:
            self.request.session.flush()
            return None
        now = clock.now()
        if now - sign_in.last_seen_at >= SEEN_EVERY:
            SignIn.objects.filter(pk=sign_in.pk).update(last_seen_at=now)
        return sign_in

    @cached_property
    def actor(self) -> Actor:
        if self.sign_in is None:
            return ANONYMOUS
        account = self.sign_in.account
        return (
            officer_actor(account) if account.kind == Account.Kind.OFFICER else _citizen_actor(self.sign_in)
        )

    @property
    def password_due(self) -> bool:
        """A one-time password opens only the page that changes it; a demonstration's one click needs none."""
        stay = self.sign_in
        return stay is not None and stay.account.must_change_password and stay.method != SignIn.Method.DEMO


class ActorMiddleware:
    """Sets `request.actor`, `request.visit` and the actor of the context; asks the store for nothing by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visit = Visit(request)
        actor = cast(Actor, SimpleLazyObject(lambda: visit.actor))
        request.visit = visit  # type: ignore[attr-defined]
        request.actor = actor  # type: ignore[attr-defined]
        context.set_actor(actor)
        return self.get_response(request)


def _citizen_actor(sign_in: SignIn) -> Actor:
    """The citizen as the chosen resident, else the only or first one registered with the mobile number.

    The register is asked every time: a number that was given up takes the way to the old resident's facts with it.
    """
    residents = dict(contract.residents_with_mobile(sign_in.account.mobile))
    if not residents:
        return actor_of(sign_in.account)
    chosen = sign_in.resident_id if sign_in.resident_id in residents else next(iter(residents))
    name = residents[chosen]
    return Actor(Kind.CITIZEN, account=sign_in.account_id, person=chosen, name=name.en, name_pa=name.pa)
