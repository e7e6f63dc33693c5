"""What the browser sends and keeps: its address, its session, and where it wanted to go."""

import ipaddress
from datetime import datetime
from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.http import url_has_allowed_host_and_scheme

from sanjha.identity import rules
from sanjha.identity.conf import network
from sanjha.identity.middleware import SESSION_KEY, Visit
from sanjha.identity.models import SignIn
from sanjha.identity.visits import Origin
from sanjha.kernel import clock

_PENDING = "pending_officer"
_CODE_FOR = "code_for"
_NEXT = "next"
_IPV6_NETWORK = 64
"""An IPv6 customer has a whole /64: tries are counted for it, not for each of its addresses."""


def origin_of(request: HttpRequest, *, proxies: int = network.proxies) -> Origin:
    """The client's address (as the outermost of our own proxies saw it) and the browser's name for itself."""
    address = request.META.get("REMOTE_ADDR", "")
    if proxies:
        forwarded = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        address = forwarded[-proxies] if len(forwarded) >= proxies else address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return Origin("unknown", request.headers.get("User-Agent", ""))
    if parsed.version == 6:
        parsed = ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False).network_address
    return Origin(str(parsed), request.headers.get("User-Agent", ""))


def visit_of(request: HttpRequest) -> Visit:
    return cast(Visit, request.visit)  # type: ignore[attr-defined]


def open_session(request: HttpRequest, sign_in: SignIn) -> None:
    """A new session for the stay: nothing known before signing in, by whomever, leads into it."""
    request.session.flush()
    request.session[SESSION_KEY] = str(sign_in.id)
    rotate_token(request)


def remember_password_proved(request: HttpRequest, account_id: UUID) -> None:
    """Between the two steps of an officer's log-in."""
    request.session.cycle_key()
    request.session[_PENDING] = [str(account_id), clock.now().isoformat()]


def password_proved_by(request: HttpRequest) -> UUID | None:
    """The account whose password was proved in the last five minutes, if any."""
    kept = request.session.get(_PENDING)
    if not kept:
        return None
    account_id, proved_at = kept
    if clock.now() - datetime.fromisoformat(proved_at) > rules.SECOND_STEP_WITHIN:
        return None
    return UUID(account_id)


def remember_code_for(request: HttpRequest, mobile: str) -> None:
    request.session[_CODE_FOR] = mobile


def code_sent_to(request: HttpRequest) -> str:
    """The mobile number that waits for its code, "" for none."""
    return str(request.session.get(_CODE_FOR, ""))


def wanted_address(request: HttpRequest) -> str:
    """Where the browser wanted to go, as the address or the form says, if it is a page of ours; else ""."""
    wanted = request.POST.get(_NEXT) or request.GET.get(_NEXT) or ""
    return wanted if is_ours(request, wanted) else ""


def remember_next(request: HttpRequest) -> None:
    """Keep where the browser wanted to go while signing in takes several pages."""
    if wanted := wanted_address(request):
        request.session[_NEXT] = wanted


def next_address(request: HttpRequest) -> str:
    """Where to go after signing in. Ask before the session is opened anew."""
    kept = str(request.session.get(_NEXT, ""))
    return wanted_address(request) or (kept if is_ours(request, kept) else "/")


def is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
