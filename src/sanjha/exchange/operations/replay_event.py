"""An administrator hands an event over again that a service could not handle."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sanjha.exchange import rules
from sanjha.kernel import dead_letters
from sanjha.kernel.actors import Actor
from sanjha.kernel.models import DeadLetter


def replay_event(*, letter_id: UUID, payload: Mapping[str, Any], actor: Actor) -> DeadLetter:
    """With this content. Raises NotPermitted for others than administrators, and what the replay raises."""
    rules.check_may_administer(actor)
    return dead_letters.replay(letter_id=letter_id, actor=actor, payload=payload)
