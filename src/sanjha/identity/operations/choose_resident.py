"""A citizen says for whom of the family to act."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import contract, rules
from sanjha.identity.models import Account, SignIn
from sanjha.kernel import audit
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotPermitted


def choose_resident(*, resident_id: UUID, sign_in_id: UUID, actor: Actor) -> None:
    """From now on this stay acts for the resident. Raises NotPermitted unless registered with the account's mobile."""
    account = Account.objects.get(pk=rules.own_account_id(actor), kind=Account.Kind.CITIZEN)
    if resident_id not in {
        identifier for identifier, _name in contract.residents_with_mobile(account.mobile)
    }:
        raise NotPermitted(_("This person is not registered with your mobile number."))
    with transaction.atomic(durable=True):
        sign_in = SignIn.objects.select_for_update().get(pk=sign_in_id, account=account)
        sign_in.resident_id = resident_id
        sign_in.save(update_fields=["resident_id"])
        audit.record(actor, "RESIDENT_CHOSEN", stream=account.id, resident=resident_id, sign_in=sign_in.id)
