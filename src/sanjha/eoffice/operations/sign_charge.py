"""Sign the list of a charge: the officer who goes gives it, the one who comes takes it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import charges, keys, rules
from sanjha.eoffice.models import ChargeList
from sanjha.eoffice.queries.charges import visible_charge
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted
from sanjha.kernel.text import Text


def sign_charge(*, charge_id: UUID, actor: Actor, remarks: str = "") -> ChargeList:
    """Give the charge as the officer who leaves, or take it as the one who holds the post now.

    `remarks` are for what the one who takes it does not find. Raises Conflict when it was signed already, DomainError
    for a list without an ended tenure (it only looks ahead), NotPermitted for an officer who takes over from himself.
    """
    visible_charge(actor, charge_id)
    remarks = rules.remarks_of(remarks)
    if actor.person is None:
        raise RuntimeError("an officer is a person")
    key = keys.key_of(actor.person)
    with transaction.atomic(durable=True):
        charge = ChargeList.objects.select_for_update(of=("self",)).get(pk=charge_id)
        if charge.tenure is None:
            raise DomainError(
                _("This list only looks ahead: it is signed when the charge is given up."), code="ahead"
            )
        at = clock.now()
        if actor.person == charge.outgoing:
            _check_unsigned(charge.outgoing_signed_at is not None)
            text = charges.text_to_sign(charge, role=charges.OUTGOING, officer=actor.person, at=at)
            charge.outgoing_signed_at, charge.outgoing_key = at, key
            charge.outgoing_signature = keys.sign(key, text)
        elif charge.post in actor.posts:
            _check_unsigned(charge.incoming_signed_at is not None)
            text = charges.text_to_sign(
                charge, role=charges.INCOMING, officer=actor.person, at=at, remarks=remarks
            )
            charge.incoming, charge.incoming_name = actor.person, Text(actor.name, actor.name_pa)
            charge.incoming_remarks, charge.incoming_signed_at = remarks, at
            charge.incoming_key, charge.incoming_signature = key, keys.sign(key, text)
        else:
            raise NotPermitted(_("Only who gives up the post and who holds it now sign this list."))
        charge.save()
        audit.record(actor, "CHARGE_SIGNED", stream=f"charge {charge.post}", rows=[charge])
    return charge


def _check_unsigned(signed: bool) -> None:
    if signed:
        raise Conflict(_("This list is signed already."), code="signed")
