"""Ask a citizen for the fee before the application is submitted on the portal."""

import secrets
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.sewa.models import Draft, OnlinePayment
from sanjha.sewa.operations.preview_draft import preview_draft

_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def request_payment(*, draft_id: UUID, actor: Actor) -> OnlinePayment:
    """The payment of a draft that is ready: the one paid, the one asked for before, or a new one.

    Raises DomainError while the form has errors or needs no fee, Conflict when it was paid and now costs another amount.
    """
    preview = preview_draft(draft_id=draft_id, actor=actor)
    total = preview.examined.total
    if not preview.is_ready:
        errors = [*preview.examined.result.errors, *preview.examined.missing]
        raise DomainError(
            _("Complete the form and its documents before you pay."), code="form-invalid", errors=errors
        )
    if total == 0:
        raise DomainError(_("This service costs nothing."), code="no-fee")
    with transaction.atomic(durable=True):
        Draft.objects.select_for_update().get(pk=draft_id)
        known = list(OnlinePayment.objects.filter(case_id=draft_id).order_by("state", "-requested_at"))
        paid = next((each for each in known if each.state == OnlinePayment.State.PAID), None)
        if paid is not None and paid.amount != total:
            raise Conflict(
                _("The fee was paid, but the form now costs another amount. Undo the change."),
                code="fee-changed",
            )
        same = paid or next((each for each in known if each.amount == total), None)
        if same is not None:
            return same
        payment = OnlinePayment.objects.create(
            case_id=draft_id,
            reference="SJ" + "".join(secrets.choice(_SIGNS) for _sign in range(14)),
            amount=total,
            requested_at=clock.now(),
        )
        audit.record(actor, "PAYMENT_REQUESTED", stream=draft_id, rows=[payment], amount=str(total))
    return payment
