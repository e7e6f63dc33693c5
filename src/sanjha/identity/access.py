"""Who may open a page: decorators that every service puts on its views."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from sanjha.kernel.actors import Actor

P = ParamSpec("P")


class Stay(Protocol):
    """What a page may know of the stay behind it."""

    @property
    def password_due(self) -> bool:
        """An officer who signed in with a one-time password must choose a new one before anything else."""


class Request(HttpRequest):
    """A request with its actor, as the log-in middleware leaves it."""

    actor: Actor
    visit: Stay


View = Callable[Concatenate[Request, P], HttpResponse]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponse]
Check = Callable[[Actor], bool]

OFFICER_LOGIN = "/login/"
CITIZEN_LOGIN = "/login/citizen/"
CHANGE_PASSWORD = "/account/password/"  # noqa: S105 an address


def public(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """This page is open to everybody; the guard test wants it said."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in_required(view: View[P]) -> Guarded[P]:
    """Officers and citizens."""
    return _guarded(view, "signed-in", OFFICER_LOGIN, lambda actor: actor.is_officer or actor.is_citizen)


def officer_required(view: View[P]) -> Guarded[P]:
    """Any officer whose account is in force."""
    return _guarded(view, "officer", OFFICER_LOGIN, lambda actor: actor.is_officer)


def citizen_required(view: View[P]) -> Guarded[P]:
    """A citizen who signed in with a mobile number."""
    return _guarded(view, "citizen", CITIZEN_LOGIN, lambda actor: actor.is_citizen)


def holds(*designations: str) -> Callable[[View[P]], Guarded[P]]:
    """An officer who holds a post of one of these designations today."""

    def guard(view: View[P]) -> Guarded[P]:
        access = "holds:" + ",".join(designations)
        return _guarded(
            view, access, OFFICER_LOGIN, lambda actor: actor.is_officer and actor.holds(*designations)
        )

    return guard


def officer_even_with_password_due(view: View[P]) -> Guarded[P]:
    """The page that changes a one-time password, and signing out."""
    return _guarded(view, "officer", OFFICER_LOGIN, lambda actor: actor.is_officer, password_may_be_due=True)


def _guarded(
    view: View[P], access: str, login: str, permits: Check, *, password_may_be_due: bool = False
) -> Guarded[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not (actor.is_officer or actor.is_citizen):
            return _sent_to(request, f"{login}?{urlencode({'next': _way_back(request)})}")
        if not permits(actor):
            raise PermissionDenied(_("This page is not open to you."))
        if actor.is_officer and request.visit.password_due and not password_may_be_due:  # type: ignore[attr-defined]
            return _sent_to(request, CHANGE_PASSWORD)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    guarded.access = access  # type: ignore[attr-defined]
    return guarded


def _way_back(request: HttpRequest) -> str:
    """Where to return after signing in; what was sent by POST is not repeated."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else request.path


def _sent_to(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect that htmx follows with the whole page, not with the part it was about to replace."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
