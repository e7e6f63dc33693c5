"""Who may call the API: whoever is signed in; what each may see and do is decided by queries and operations."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import SessionAuth

from sanjha.kernel.actors import ANONYMOUS, Actor
from sanjha.kernel.errors import NotPermitted


class SignedIn(SessionAuth):
    """The session of the pages; its requests that change something carry the CSRF token in X-CSRFToken."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor = actor_of(request)
        if not (actor.is_officer or actor.is_citizen):
            return None
        visit = getattr(request, "visit", None)
        if visit is not None and visit.password_due:
            raise NotPermitted(_("Choose a new password first."))
        return actor


class OfficerSignedIn(SignedIn):
    """As above, for routes that only officers may know of."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor = super().authenticate(request, key)
        if actor is not None and not actor.is_officer:
            raise NotPermitted(_("This is for officers."))
        return actor


signed_in = SignedIn()
officer_signed_in = OfficerSignedIn()


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request."""
    return cast(Actor, getattr(request, "actor", ANONYMOUS))
