"""Who acts in a request: looked up when somebody asks, afresh in every request."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from sanjha.identity import contract, queries
from sanjha.identity.models import Account, SignIn
from sanjha.identity.visits import actor_of
from sanjha.kernel import clock, context, peers
from sanjha.kernel.actors import ANONYMOUS, Actor, Kind, holdings_of
from sanjha.kernel.errors import Unavailable

SESSION_KEY = "sign_in"
SEEN_EVERY = timedelta(minutes=1)
"""A stay's last moment is written at most once a minute: finer is not worth a write on every click."""


class Visit:
    """The stay behind a session, if any. A post that ended a minute ago, a lock, a sign-out elsewhere count at once."""

    def __init__(self, session: SessionBase) -> None:
        self._session = session

    @cached_property
    def sign_in(self) -> SignIn | None:
        """The stay in force; one that is over is forgotten with everything the browser's session held."""
        kept = self._session.get(SESSION_KEY)
        if not kept:
            return None
        sign_in = queries.sign_in_in_force(UUID(kept))
        if sign_in is None:
            self._session.flush()
            return None
        now = clock.now()
        if now - sign_in.last_seen_at >= SEEN_EVERY:
            SignIn.objects.filter(pk=sign_in.pk).update(last_seen_at=now)
        return sign_in

    @cached_property
    def actor(self) -> Actor:
        return with_posts(self.person)

    @cached_property
    def person(self) -> Actor:
        """Who it is, without the posts that an officer holds."""
        if self.sign_in is None:
            return ANONYMOUS
        account = self.sign_in.account
        return actor_of(account) if account.kind == Account.Kind.OFFICER else _citizen_actor(self.sign_in)

    @property
    def password_due(self) -> bool:
        """A one-time password opens only the page that changes it; a demonstration's one click needs none."""
        stay = self.sign_in
        return stay is not None and stay.account.must_change_password and stay.method != SignIn.Method.DEMO


class DistantVisit:
    """The same where identity runs in another unit, which is asked once in a request."""

    def __init__(self, session: str) -> None:
        self._session = session
        self._is_unknown = False

    @cached_property
    def _seen(self) -> contract.VisitView:
        return contract.get_visit(session=self._session) if self._session else contract.VisitView("ANONYMOUS")

    @cached_property
    def actor(self) -> Actor:
        """Raises Unavailable for whoever asks first when nobody can tell; the page that says so is anybody's."""
        if self._is_unknown:
            return ANONYMOUS
        try:
            return with_posts(_actor_seen(self._seen))
        except Unavailable:
            self._is_unknown = True
            raise

    @property
    def password_due(self) -> bool:
        return self._seen.password_due


class ActorMiddleware:
    """Sets `request.actor`, `request.visit` and the actor of the context; asks the store for nothing by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visit = _visit_behind(request)
        actor = cast(Actor, SimpleLazyObject(lambda: _found(visit)))
        request.visit = visit  # type: ignore[attr-defined]
        request.actor = actor  # type: ignore[attr-defined]
        context.set_actor(actor)
        return self.get_response(request)


def _found(visit: Visit | DistantVisit) -> Actor:
    """Whoever is asked meanwhile is asked by nobody yet: that is just what they are asked."""
    with context.request_scope(context.request_id(), ANONYMOUS):
        return visit.actor


def visit_of_session(session: str) -> contract.VisitView:
    """What another unit may know of the stay behind this value of the session cookie."""
    visit = Visit(SessionStore(session))
    person = visit.person
    return contract.VisitView(
        kind=person.kind.value,
        account=person.account,
        person=person.person,
        name=person.name,
        name_pa=person.name_pa,
        password_due=visit.password_due,
    )


def with_posts(actor: Actor) -> Actor:
    """The officer with the posts held today; anybody else as they are."""
    if not actor.is_officer or actor.person is None:
        return actor
    return replace(actor, posts=holdings_of(actor.person))


def _visit_behind(request: HttpRequest) -> Visit | DistantVisit:
    if peers.runs_here("identity"):
        return Visit(request.session)
    return DistantVisit(request.COOKIES.get(settings.IDENTITY_COOKIE_NAME, ""))


def _actor_seen(seen: contract.VisitView) -> Actor:
    return Actor(Kind(seen.kind), seen.account, seen.person, seen.name, seen.name_pa)


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
