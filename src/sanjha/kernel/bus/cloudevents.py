"""An event on the wire: CloudEvents 1.0, binary mode of the NATS protocol binding, and the subject it is sent under."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from sanjha.kernel.inbox import Given
from sanjha.kernel.models import OutboxEvent

SUBJECTS = "sanjha.>"


def subject_of(kind: str) -> str:
    """ "sewa.ApplicationSubmitted" is sent as "sanjha.sewa.ApplicationSubmitted"."""
    return f"sanjha.{kind}"


def headers_of(event: OutboxEvent) -> dict[str, str]:
    """The attributes of the event; JetStream drops a second one with the same Nats-Msg-Id within its window."""
    service = event.kind.partition(".")[0]
    return {
        "Nats-Msg-Id": str(event.pk),
        "ce-specversion": "1.0",
        "ce-id": str(event.pk),
        "ce-source": f"/sanjha/{service}",
        "ce-type": event.kind,
        "ce-time": event.happened_at.isoformat(),
        "ce-dataversion": str(event.version),
        "ce-requestid": event.request_id or "-",
        "content-type": "application/json",
    }


def body_of(event: OutboxEvent) -> bytes:
    return msgspec.json.encode(event.payload)


def arrived(headers: Mapping[str, str] | None, body: bytes) -> Given:
    """The event from its headers and body. Raises ValueError when it is not one of ours."""
    given = headers or {}
    try:
        return Given(
            id=UUID(given["ce-id"]),
            kind=given["ce-type"],
            version=int(given["ce-dataversion"]),
            payload=msgspec.json.decode(body, type=dict[str, Any]),
            request_id="" if given.get("ce-requestid", "-") == "-" else given["ce-requestid"],
            happened_at=datetime.fromisoformat(given["ce-time"]),
        )
    except (KeyError, ValueError, msgspec.MsgspecError) as error:
        raise ValueError(f"no event of ours: {error}") from None
