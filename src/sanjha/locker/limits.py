"""How much and how often the public page takes: sizes before a body is read, questions from one connection."""

import ipaddress
import os

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from sanjha.kernel import clock
from sanjha.locker.operations.log_verification import count_verification
from sanjha.locker.verification.verify import LARGEST_FILE

ROOM_FOR_FORM = 64 * 1024
_IPV6_NETWORK = 64


def is_too_large(request: HttpRequest) -> bool:
    """Whether the body is larger than any document of ours; asked before anything of it is read."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_FILE + ROOM_FOR_FORM
    except ValueError:
        return True


def admit(request: HttpRequest) -> None:
    """Count the question. Raises TooMany. The address is kept as a keyed hash that means nothing tomorrow."""
    day = clock.today().isoformat()
    mark = salted_hmac(
        f"locker.verify.{day}", _address_of(request), secret=settings.SECRET_KEY, algorithm="sha256"
    )
    count_verification(key=mark.hexdigest())


def _address_of(request: HttpRequest) -> str:
    """The client's address as the outermost of our own proxies (SANJHA_PROXIES) saw it; an IPv6 network as one."""
    address = request.META.get("REMOTE_ADDR", "")
    proxies = int(os.environ.get("SANJHA_PROXIES", "0"))
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies:
        address = forwarded[-proxies]
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))
    return str(parsed)
