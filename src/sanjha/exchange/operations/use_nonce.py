"""Remember a nonce, so that no request counts twice."""

from datetime import timedelta

from sanjha.exchange.models import Member
from sanjha.kernel import clock
from sanjha.kernel.models import UsedNonce


def use_nonce(*, member: Member, nonce: str, seconds: int) -> bool:
    """Whether the member uses this nonce for the first time within so many seconds. Safe among all processes."""
    until = clock.now() + timedelta(seconds=seconds)
    _row, is_first = UsedNonce.objects.get_or_create(id=f"{member.id} {nonce}", defaults={"until": until})
    return is_first
