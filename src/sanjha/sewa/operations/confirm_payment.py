"""Note that an online payment arrived."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import Conflict, NotFound, NotPermitted
from sanjha.sewa.models import OnlinePayment
from sanjha.sewa.queries.access import draft_of


def confirm_payment(
    *, reference: str, gateway_reference: str, amount: Decimal, actor: Actor
) -> OnlinePayment:
    """The gateway says that the money is there: the payment is marked as paid, once.

    Only the system, in the name of the gateway, may say so; in the demonstration, where no money moves, the citizen
    who owes it too. Raises NotFound, NotPermitted, and Conflict for another amount or a case that was paid before.
    """
    payment = OnlinePayment.objects.filter(reference=reference if reference.isprintable() else "").first()
    if payment is None:
        raise NotFound(_("There is no such payment."))
    if actor.kind is not Kind.SYSTEM:
        if not conf.demo:
            raise NotPermitted(_("Only the payment gateway confirms payments."))
        draft_of(actor, payment.case_id)
    with transaction.atomic(durable=True):
        # All payments of the case are locked, so that two of them cannot become paid together.
        rows = {
            row.pk: row
            for row in OnlinePayment.objects.select_for_update()
            .filter(case_id=payment.case_id)
            .order_by("id")
        }
        payment = rows[payment.pk]
        if payment.state == OnlinePayment.State.PAID:
            return payment
        if payment.amount != amount or any(row.state == OnlinePayment.State.PAID for row in rows.values()):
            raise Conflict(_("The payment does not fit what was asked for."), code="payment-mismatch")
        payment.state, payment.paid_at = OnlinePayment.State.PAID, clock.now()
        payment.gateway_reference = gateway_reference[:80]
        payment.save(update_fields=["state", "paid_at", "gateway_reference"])
        audit.record(actor, "PAYMENT_CONFIRMED", stream=payment.case_id, rows=[payment], amount=str(amount))
    return payment
