"""A gateway that takes messages as JSON over HTTP.

One request a message: POST with `message_id`, `to` (E.164), `sender`, `entity_id`, `template_id`, `text`, `unicode`.
The answer's JSON carries `reference`. 2xx: taken. 408, 429, 5xx, no answer: try again. Other 4xx: refused for good.
Gateways differ in names; an installation whose gateway differs adds a class beside this one.
"""

from uuid import UUID

import httpx

from sanjha.identity.conf import SmsSettings
from sanjha.kernel import unwritten
from sanjha.kernel.errors import DomainError, Unavailable

_TRY_AGAIN = frozenset({408, 425, 429})


class HttpGateway:
    """The client of one gateway. Errors name the status, never the number or the text."""

    def __init__(self, settings: SmsSettings, transport: httpx.BaseTransport | None = None) -> None:
        self.settings = settings
        self.transport = transport

    def send(self, mobile: str, template_id: str, text: str, *, message_id: UUID, language: str) -> str:
        if not template_id:
            raise DomainError("No ledger template id is configured for this message.", code="sms-no-template")
        try:
            response = self._post(mobile, template_id, text, message_id)
        except httpx.TransportError as error:
            raise Unavailable(f"The message gateway did not answer ({type(error).__name__}).") from None
        status = response.status_code
        if status >= 500 or status in _TRY_AGAIN:
            raise Unavailable(f"The message gateway answered {status}.")
        if not response.is_success:
            raise DomainError(f"The message gateway refused the message ({status}).", code="sms-refused")
        return _reference(response)

    def _post(self, mobile: str, template_id: str, text: str, message_id: UUID) -> httpx.Response:
        unwritten.settle()
        settings = self.settings
        body = {
            "message_id": str(message_id),
            "to": f"+91{mobile}",
            "sender": settings.sender,
            "entity_id": settings.entity,
            "template_id": template_id,
            "text": text,
            "unicode": not text.isascii(),
        }
        headers = {"Authorization": f"Bearer {settings.key}", "Idempotency-Key": str(message_id)}
        with httpx.Client(
            timeout=settings.seconds, transport=self.transport, follow_redirects=False
        ) as client:
            return client.post(settings.url, json=body, headers=headers)


def _reference(response: httpx.Response) -> str:
    """The gateway's reference; a message that was taken is not sent again for a garbled receipt."""
    try:
        return str(response.json()["reference"])[:100]
    except (ValueError, KeyError, TypeError):
        return ""
