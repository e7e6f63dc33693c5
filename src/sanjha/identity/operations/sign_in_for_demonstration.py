"""Demonstration only: sign in as somebody without a proof."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import contract, visits
from sanjha.identity.models import Account, SignIn
from sanjha.identity.queries import check_is_demonstration
from sanjha.identity.visits import Origin
from sanjha.kernel.errors import NotFound


def sign_in_for_demonstration(*, account_id: UUID, origin: Origin) -> SignIn:
    """Sign in as this account. Raises NotFound unless this installation is a demonstration and the account active."""
    account = Account.objects.filter(pk=account_id).exclude(kind=Account.Kind.SERVICE).first()
    check_is_demonstration()
    if account is None or not account.is_active:
        raise NotFound(_("There is no such page."))
    residents = contract.residents_with_mobile(account.mobile) if account.mobile else ()
    resident = residents[0][0] if len(residents) == 1 else None
    with transaction.atomic(durable=True):
        return visits.begin(account, SignIn.Method.DEMO, origin, resident_id=resident)
