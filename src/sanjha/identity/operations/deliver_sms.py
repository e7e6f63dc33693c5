"""Hand a queued message to the gateway."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from sanjha.identity import messages, rules, secrecy
from sanjha.identity.models import OutgoingSms
from sanjha.identity.sms.gateway import SmsGateway, template_id
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, Unavailable

CLAIM_HOLDS = timedelta(minutes=2)
"""Longer than any answer takes: after it, whoever claimed the message is taken for dead."""


def deliver_sms(*, message_id: UUID, through: SmsGateway) -> None:
    """Send the message once. Raises Unavailable when it should be tried again.

    The row is claimed first and the gateway asked outside any transaction, so that no lock waits for a network. A
    worker that dies in between leaves a claim that runs out; the message is then sent again under the same id. A
    message that the gateway refuses for good is kept as refused, with the reason; so is a code that came too late.
    """
    message = _claimed(message_id)
    if message is None:
        return
    text = secrecy.unseal(message.sealed_text, use="sms")
    template = template_id(message.template, message.language)
    try:
        reference = through.send(
            message.mobile, template, text, message_id=message.id, language=message.language
        )
    except Unavailable as error:
        _settle(message.id, state=OutgoingSms.State.QUEUED, claimed_at=None, last_error=str(error)[:200])
        raise
    except DomainError as error:
        _settle(message.id, state=OutgoingSms.State.REFUSED, sealed_text="", last_error=str(error)[:200])
        return
    _settle(
        message.id,
        state=OutgoingSms.State.SENT,
        sealed_text="",
        sent_at=clock.now(),
        gateway_reference=reference,
        last_error="",
    )


def _claimed(message_id: UUID) -> OutgoingSms | None:
    """The message, marked as being sent by us; None when it is settled. Raises Unavailable while another sends it."""
    with transaction.atomic(durable=True):
        message = OutgoingSms.objects.select_for_update().get(pk=message_id)
        if message.state in (OutgoingSms.State.SENT, OutgoingSms.State.REFUSED):
            return None
        now = clock.now()
        if message.template == messages.SIGN_IN_CODE and now - message.queued_at > rules.CODE_VALID:
            refused = OutgoingSms.State.REFUSED
            _settle(message.id, state=refused, sealed_text="", last_error="the code has run out")
            return None
        if message.claimed_at is not None and now - message.claimed_at < CLAIM_HOLDS:
            raise Unavailable("The message is being sent by another worker.")
        message.state, message.claimed_at = OutgoingSms.State.SENDING, now
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def _settle(message_id: UUID, **outcome: object) -> None:
    OutgoingSms.objects.filter(pk=message_id).update(**outcome)
