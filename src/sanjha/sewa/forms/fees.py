"""What an application costs, head by head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanjha.kernel.text import Text
from sanjha.sewa.definition.expressions.values import Scope
from sanjha.sewa.definition.service import FeeHead, ServiceDefinition, in_force
from sanjha.sewa.forms.scope import Context, JsonObject, application_scope, quietly

MOST_UNITS = 100_000


@dataclass(frozen=True)
class FeeLine:
    """One line: units times rate. `status` DRAFT means that nobody has read the order that sets the rate."""

    code: str
    name: Text
    payee: Text
    treasury_head: str
    quantity: int
    rate: Decimal
    amount: Decimal
    status: str
    legal_reference: str


def fee_lines(
    definition: ServiceDefinition,
    cleaned: JsonObject,
    *,
    channel: str,
    copies: int,
    on: date,
    context: Context,
) -> list[FeeLine]:
    """The heads that apply on a day through a channel, in the order of the definition; rupees and paise, exact.

    A head whose first rate is not yet in force, or of which no unit is due, has no line.
    """
    scope = application_scope(definition, cleaned, context).inside({"channel": channel, "copies": copies})
    lines = (_line(head, scope, on) for head in definition.fees)
    return [line for line in lines if line is not None]


def total(lines: list[FeeLine]) -> Decimal:
    """The sum of the lines in rupees."""
    return sum((line.amount for line in lines), Decimal("0.00"))


def _line(head: FeeHead, scope: Scope, on: date) -> FeeLine | None:
    rate = in_force(head.amounts, on)
    if rate is None or (head.when and quietly(head.when, scope) is not True):
        return None
    quantity = int(quietly(head.quantity, scope) or 0)
    if not 0 < quantity <= MOST_UNITS:
        return None
    rupees = rate.rupees.quantize(Decimal("0.01"))
    return FeeLine(
        code=head.code,
        name=head.names,
        payee=head.payee,
        treasury_head=head.treasury_head,
        quantity=quantity,
        rate=rupees,
        amount=rupees * quantity,
        status=rate.status,
        legal_reference=rate.legal_reference,
    )
