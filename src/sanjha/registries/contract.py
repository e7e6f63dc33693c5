"""What other services may use of the registries: one record of a register, wherever the register is kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sanjha.kernel.contracts import Purpose, Struct, operation
from sanjha.kernel.outside import KeptBy


class Record(Struct, frozen=True):
    """One record as its keeper gives it: `content` by the register's own schema, `changed_at` when the keeper tells it.

    `register`, `key` and `subject` repeat what was asked for.
    """

    register: str
    key: str
    subject: UUID
    content: dict[str, Any]
    changed_at: datetime | None = None


@operation(
    "registries.v1/record",
    facts=("registry.record",),
    seconds=25,
    kept_by=KeptBy("register", kept_here="registries.v1/keeps-register"),
)
def get_record(*, register: str, key: str, subject: UUID, purpose: Purpose) -> Record:
    """One record of a department's register by its primary key ("ration-cards", "PB-1234567").

    This house answers from its own registries; a department's own system answers for the register that it is registered to
    keep, and is Unavailable when it does not. `subject` is the resident whom the record concerns: the reading is
    kept for that person. Raises NotFound for no such register or record.
    """
    raise NotImplementedError


@operation("registries.v1/keeps-register")
def keeps_register(*, register: str) -> bool:
    """Whether a register of this name is kept in this house, so that nobody else may be its owner."""
    raise NotImplementedError
