"""Make sure that a mobile number has an account."""

from django.db import transaction

from sanjha.identity import rules
from sanjha.identity.models import Account
from sanjha.identity.opening import citizen_account
from sanjha.kernel.actors import Actor


def ensure_citizen_account(*, mobile: str, actor: Actor) -> Account:
    """The account of the mobile number. Raises DomainError for no mobile number."""
    mobile = rules.clean_mobile(mobile)
    with transaction.atomic(durable=True):
        return citizen_account(mobile, actor)
