"""Who may ask, and how a refusal looks: in the profile whoever asks from this machine, else keepers of registries."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from sanjha.kernel import context
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.errors import DomainError
from sanjha.registries import rules

View = Callable[..., HttpResponse]
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


def refusal(status: int, detail: object) -> JsonResponse:
    """As the specification writes it where it writes anything: one `detail`."""
    return JsonResponse({"detail": str(detail)}, status=status)


def open_on_this_machine(view: View) -> View:
    """For conformance suites: no sign-in, the system acts; only over loopback, and with no proxy in between."""

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, **named: Any) -> HttpResponse:
        if not _is_from_here(request):
            return refusal(403, "this profile answers only callers on this machine")
        context.set_actor(SYSTEM)
        return _answered(view, request, named)

    opened.access = "loopback"  # type: ignore[attr-defined]
    return opened


def keepers_only(view: View) -> View:
    """A signed-in officer who holds a post that keeps registries."""

    @wraps(view)
    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not (actor.is_officer or actor.is_citizen):
            return refusal(401, "sign in first")
        if not (actor.is_officer and actor.holds(*rules.KEEPERS)):
            return refusal(403, "only an administrator of registries may do this")
        if request.visit.password_due:  # type: ignore[attr-defined]
            return refusal(403, "choose a new password first")
        return _answered(view, request, named)

    guarded.access = "holds:" + ",".join(rules.KEEPERS)  # type: ignore[attr-defined]
    return guarded


def by_method(**views: View) -> View:
    """One address, one view for each method."""

    def view(request: HttpRequest, **named: Any) -> HttpResponse:
        chosen = views.get(str(request.method))
        if chosen is None:
            response = refusal(405, f"{request.method} is not for this address")
            response["Allow"] = ", ".join(views)
            return response
        return chosen(request, **named)

    view.__module__ = next(iter(views.values())).__module__
    return view


def _answered(view: View, request: HttpRequest, named: dict[str, Any]) -> HttpResponse:
    """JSON with its encoding beside it: the published tests compare the whole header."""
    response = _response(view, request, named)
    if response.get("Content-Type") == "application/json":
        response["Content-Type"] = "application/json; charset=utf-8"
    return response


def _response(view: View, request: HttpRequest, named: dict[str, Any]) -> HttpResponse:
    """A rule that refuses is a bad request here: the specifications know no 422."""
    try:
        return view(request, **named)
    except RequestDataTooBig:
        return refusal(413, "too many bytes")
    except DomainError as error:
        return refusal(400 if error.status == 422 else error.status, error)


def _is_from_here(request: HttpRequest) -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
