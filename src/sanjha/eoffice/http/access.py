"""Who may call the API: officers who are signed in; what each may see and do is decided by queries and operations."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import SessionAuth

from sanjha.identity.contract import Request
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotPermitted


class OfficerSignedIn(SessionAuth):
    """The session of the pages; its requests that change something carry the CSRF token in X-CSRFToken."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor = actor_of(request)
        if not actor.is_officer:
            return None
        visit = getattr(request, "visit", None)
        if visit is not None and visit.password_due:
            raise NotPermitted(_("Choose a new password first."))
        return actor


officer_signed_in = OfficerSignedIn()


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request."""
    return cast(Request, request).actor
