"""Verification as the tests ask for it."""

from sanjha.locker.queries import StoredRegister
from sanjha.locker.tests.factories import house_keys
from sanjha.locker.verification.verify import verify_bytes


def verify(pdf, *, register=True, trust=None):
    return verify_bytes(
        pdf, trust=trust or house_keys().trust, register=StoredRegister() if register else None
    )


def codes(findings):
    return {finding.code for finding in findings}
