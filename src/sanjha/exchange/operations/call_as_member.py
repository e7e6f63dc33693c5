"""One call of a department's own system, from its proof to the answer."""

from collections.abc import Sequence
from typing import Any

import msgspec

from sanjha.exchange import offered
from sanjha.exchange.models import Member
from sanjha.exchange.operations.admit_member import admit_member
from sanjha.kernel import context, contracts, unwritten, wire
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotFound


def actor_of(member: Member) -> Actor:
    """A member acts as a system of its own name; what it may do is bounded by the offered operations and its grants."""
    return Actor(Kind.SYSTEM, account=member.id, name=member.department_en, name_pa=member.department_pa)


def call_as_member(
    *, member: Member, name: str, arguments: bytes, purpose: Purpose, facts: Sequence[str], request_id: str
) -> Any:
    """The answer in plain values, with the granted facts only; the reading is kept with the member as its consumer.

    `arguments` is a JSON object of the operation's parameters without `purpose`. Raises NotFound for an operation that
    is not offered, what admit_member raises, DomainError for arguments that do not fit, and what the provider raises.
    """
    operation = contracts.declared_operations().get(name)
    if operation is None or name not in offered.offered():
        raise NotFound(f"{name} is not offered to members", code="unknown-service")
    with context.request_scope(request_id, actor_of(member)):
        granted = admit_member(member=member, operation=operation, purpose=purpose, facts=facts)
        try:
            given = msgspec.json.decode(arguments or b"{}", type=dict[str, msgspec.Raw])
            if "purpose" in given:
                raise DomainError("the purpose stands in the header X-Sanjha-Purpose", code="not-as-declared")
            given["purpose"] = msgspec.Raw(wire.encode(purpose))
            decoded = wire.decode_arguments(operation.stub, wire.encode(given))
        except msgspec.MsgspecError as error:
            raise DomainError(f"{name}: {error}", code="not-as-declared") from None
        with context.giving_only(name, granted), unwritten.scope():
            result = operation.call(member.identifier, decoded)
    return offered.narrowed(name, result, granted)
