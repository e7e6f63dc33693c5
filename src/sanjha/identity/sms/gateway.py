"""What a gateway for short messages does, and which one this installation uses."""

from typing import Protocol
from uuid import UUID

from sanjha.identity.conf import SmsSettings
from sanjha.identity.conf import sms as configured
from sanjha.identity.sms.demo import DemoGateway
from sanjha.identity.sms.http import HttpGateway
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import Unavailable


class SmsGateway(Protocol):
    """Takes one message to one phone."""

    def send(self, mobile: str, template_id: str, text: str, *, message_id: UUID, language: str) -> str:
        """Hand the message over; the gateway's own reference.

        `message_id` stays the same when a message is sent again, so that the gateway can recognise it. Raises
        Unavailable when trying again may help, DomainError when the gateway refuses the message for good.
        """


def gateway(settings: SmsSettings = configured, *, demo: bool = conf.demo) -> SmsGateway:
    """The gateway of this installation: the configured one, else the phones of the demonstration.

    Raises Unavailable when there is neither.
    """
    if settings.url:
        return HttpGateway(settings)
    if demo:
        return DemoGateway()
    raise Unavailable("No gateway for short messages is configured (SANJHA_SMS_URL).")


def template_id(template: str, language: str, settings: SmsSettings = configured) -> str:
    """The ledger's id of a text in a language, "" when none is configured."""
    return settings.templates.get(f"{template}.{language}", settings.templates.get(template, ""))
