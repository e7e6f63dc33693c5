"""Put a short message on its way."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.identity import rules, secrecy
from sanjha.identity.events import SmsQueued
from sanjha.identity.models import OutgoingSms
from sanjha.kernel import clock, events
from sanjha.kernel.errors import DomainError
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import LANGUAGES, Text, normalise


def queue_sms(
    *, mobile: str, template: str, text: Text, language: str, message_id: UUID | None = None
) -> UUID:
    """Queue the message in one of the text's languages; its id. With the id of a message that is there, nothing happens.

    Raises DomainError for no mobile number, an unknown language, an empty text or one of more than 1000 characters.
    """
    mobile = rules.clean_mobile(mobile)
    with transaction.atomic(durable=True):
        return queue_inside(mobile, template, text, language, message_id).id


def queue_inside(
    mobile: str, template: str, text: Text, language: str, message_id: UUID | None = None
) -> OutgoingSms:
    """The same inside the caller's transaction: nothing is sent unless that commits."""
    words = normalise(text.in_language(language), field="text", multiline=True)
    if not words or len(words) > rules.LONGEST_SMS or language not in LANGUAGES:
        raise DomainError(
            _("Message: 1 to 1000 characters in a language of the state."), code="sms-text", field="text"
        )
    message, is_new = OutgoingSms.objects.get_or_create(
        pk=message_id or new_id(),
        defaults={
            "mobile": mobile,
            "template": template,
            "language": language,
            "sealed_text": secrecy.seal(words, use="sms"),
            "queued_at": clock.now(),
        },
    )
    if is_new:
        events.publish(SmsQueued(message.id, message.queued_at))
    return message
