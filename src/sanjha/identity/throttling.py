"""Failures counted in the store, so that the count holds over all processes: for one account, one address."""

from dataclasses import dataclass
from datetime import timedelta

from sanjha.identity import rules, secrecy
from sanjha.identity.models import Throttle
from sanjha.kernel import clock


@dataclass(frozen=True)
class Gate:
    """What is tried and how many failures are free, for example the password of one user name."""

    key: str
    free: int

    def enter(self) -> tuple[Throttle, timedelta]:
        """Lock the count until the transaction ends and say how long to wait: tries of one key come one by one."""
        throttle = None
        while throttle is None:  # the nightly cleaning may take the row away between the two statements
            Throttle.objects.get_or_create(key=self.key)
            throttle = Throttle.objects.select_for_update().filter(key=self.key).first()
        return throttle, rules.wait_after(throttle, clock.now(), free=self.free)

    def waiting(self) -> timedelta:
        """How long to wait, without locking: for a key that many people share."""
        throttle = Throttle.objects.filter(key=self.key).first()
        return rules.wait_after(throttle, clock.now(), free=self.free) if throttle else timedelta(0)

    def failed(self) -> None:
        """Count one failure."""
        throttle, _waiting = self.enter()
        count_failure(throttle)


def count_failure(throttle: Throttle) -> None:
    """One more failure on a locked count; old ones are forgotten after a day without any."""
    now = clock.now()
    last = throttle.last_failure_at
    if last is not None and now - last > rules.FORGET_FAILURES_AFTER:
        throttle.failures = 0
    throttle.failures += 1
    throttle.last_failure_at = now
    throttle.save(update_fields=["failures", "last_failure_at"])


def forgive(throttle: Throttle) -> None:
    """Forget the failures of a locked count: somebody has proved who they are."""
    if throttle.failures:
        throttle.failures = 0
        throttle.save(update_fields=["failures"])


def password_of(username: str) -> Gate:
    """Tries of a password. The gate stands for unknown user names alike, so that it tells nothing.

    What somebody typed as a user name may be a password: the key is a digest of it.
    """
    return Gate(_key("password", username.strip().lower()), rules.FREE_FAILURES)


def second_factor_of(account_id: object) -> Gate:
    return Gate(_key("second-factor", str(account_id)), rules.FREE_FAILURES)


def codes_of(mobile: str) -> Gate:
    return Gate(_key("code", mobile), rules.FREE_FAILURES + rules.CODE_TRIES)


def network_address(address: str) -> Gate:
    return Gate(_key("address", address), rules.FREE_FAILURES_OF_ADDRESS)


def _key(kind: str, whose: str) -> str:
    return f"{kind}:{secrecy.digest(whose, use='throttle')}"
