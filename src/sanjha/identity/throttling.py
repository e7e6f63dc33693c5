"""Failures counted in the store, so that the count holds over all processes: for one account, one address."""

from dataclasses import dataclass
from datetime import timedelta

from sanjha.identity import rules
from sanjha.identity.models import Throttle
from sanjha.kernel import clock


@dataclass(frozen=True)
class Gate:
    """What is tried and how many failures are free, for example the password of one user name."""

    key: str
    free: int

    def enter(self) -> tuple[Throttle, timedelta]:
        """Lock the count until the transaction ends and say how long to wait: tries of one key come one by one."""
        Throttle.objects.get_or_create(key=self.key)
        throttle = Throttle.objects.select_for_update().get(key=self.key)
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
    """Tries of a password. The gate stands for unknown user names alike, so that it tells nothing."""
    return Gate(f"password:{username.strip().lower()[:60]}", rules.FREE_FAILURES)


def second_factor_of(account_id: object) -> Gate:
    return Gate(f"second-factor:{account_id}", rules.FREE_FAILURES)


def codes_of(mobile: str) -> Gate:
    return Gate(f"code:{mobile}", rules.FREE_FAILURES + rules.CODE_TRIES)


def network_address(address: str) -> Gate:
    return Gate(f"address:{address}", rules.FREE_FAILURES_OF_ADDRESS)
