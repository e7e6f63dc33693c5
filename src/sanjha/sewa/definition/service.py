"""The definition of one service: everything the counter, the portal, the desks and the locker need to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Protocol, TypeVar

import msgspec

from sanjha.kernel.text import Text
from sanjha.sewa.definition.fields import Form
from sanjha.sewa.definition.issued import Output, Term
from sanjha.sewa.definition.node import Code, Expression, Node, Status
from sanjha.sewa.definition.workflow import Limits, Objection, RejectGround, Step

ChannelCode = Literal["COUNTER", "PORTAL", "DOORSTEP"]
NotificationEvent = Literal[
    "SUBMITTED", "OBJECTED", "RESUBMITTED", "DUE_SOON", "OVERDUE", "APPROVED", "ISSUED", "REJECTED", "CLOSED"
]


class _Dated(Protocol):
    @property
    def from_date(self) -> date: ...


_DatedT = TypeVar("_DatedT", bound=_Dated)


def in_force(entries: Iterable[_DatedT], on: date) -> _DatedT | None:
    """The latest entry whose `from` is not after the day, or None."""
    begun = [entry for entry in entries if entry.from_date <= on]
    return max(begun, key=lambda entry: entry.from_date, default=None)


class Keywords(Node, frozen=True, kw_only=True):
    """Words by which people look for the service, in each script."""

    en: tuple[str, ...]
    pa: tuple[str, ...]
    hi: tuple[str, ...]


class About(Node, frozen=True, kw_only=True):
    """What the public page says."""

    who_may_apply: Text
    what_you_get: Text


class Channel(Node, frozen=True, kw_only=True):
    """A way to apply. `allowance_days` are working days added to the limit for this channel."""

    code: ChannelCode
    names: Text
    allowance_days: Annotated[int, msgspec.Meta(ge=0, le=30)] = 0


class TimeLimit(Node, frozen=True, kw_only=True):
    """The notified limit in working days, from a date on."""

    working_days: Annotated[int, msgspec.Meta(ge=0, le=365)]
    legal_reference: str
    status: Status
    from_date: date = msgspec.field(name="from")


class Clock(Node, frozen=True, kw_only=True):
    """When the time begins to run, and by which calendar of working days."""

    start: Literal["ACKNOWLEDGEMENT", "NOTICE_EXPIRY", "OUTSIDE_REPORT"] = "ACKNOWLEDGEMENT"
    calendar: Literal["FIELD", "SECRETARIAT", "KENDRA"] = "FIELD"


class Officer(Node, frozen=True, kw_only=True):
    """An authority under the Act, by title and designation."""

    title: Text
    designation: str


class Officers(Node, frozen=True, kw_only=True):
    """The designated officer and the authorities that hear appeals (the Act of 2018 knows one, that of 2011 two)."""

    designated: Officer
    first_appeal: Officer
    second_appeal: Officer | None = None


class FeeAmount(Node, frozen=True, kw_only=True):
    """Rupees for one unit, from a date on."""

    rupees: Decimal
    legal_reference: str
    status: Status
    from_date: date = msgspec.field(name="from")


class FeeHead(Node, frozen=True, kw_only=True):
    """One line of the fee. `quantity` and `when` may also use `copies` and `channel`."""

    code: Code
    names: Text
    payee: Text
    treasury_head: str = ""
    quantity: Expression = "1"
    when: Expression = ""
    amounts: Annotated[tuple[FeeAmount, ...], msgspec.Meta(min_length=1)]


class Document(Node, frozen=True, kw_only=True):
    """A paper that goes with the application.

    `needed` WHEN: only if `when` holds. `any_of` names a group of which at least one paper must be there; a paper
    that is needed for itself counts for its group as well.
    FIELD_REPORT comes from an officer's step and GENERATED from the application itself; neither is uploaded.
    """

    code: Code
    names: Text
    hint: Text | None = None
    needed: Literal["ALWAYS", "WHEN", "OPTIONAL"]
    when: Expression = ""
    any_of: str = ""
    accept: tuple[Literal["pdf", "jpg", "png"], ...] = ("pdf", "jpg", "png")
    max_kilobytes: Annotated[int, msgspec.Meta(ge=10, le=10_240)] = 2048
    sources: Annotated[
        tuple[Literal["UPLOAD", "LOCKER", "FIELD_REPORT", "GENERATED"], ...], msgspec.Meta(min_length=1)
    ] = ("UPLOAD", "LOCKER")
    step: str = ""


class AnyOf(Node, frozen=True, kw_only=True):
    """A group of papers of which one is enough, and when one is asked for at all."""

    code: Code
    names: Text
    when: Expression = ""


class Uniqueness(Node, frozen=True, kw_only=True):
    """Only one live application or certificate may have the same key; `message` says so."""

    key: Annotated[tuple[Expression, ...], msgspec.Meta(min_length=1)]
    message: Text


class Notification(Node, frozen=True, kw_only=True):
    """What is told to the applicant when something happens; `sms_template` is the id registered with the operator."""

    event: NotificationEvent
    text: Text
    sms_template: str = ""
    status: Status = "DRAFT"


class ServiceDefinition(Node, frozen=True, kw_only=True):
    """One service, whole. An application keeps the definition it began with."""

    code: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2,4}-[A-Z0-9]{2,12}$")]
    version: Annotated[int, msgspec.Meta(ge=1)]
    effective_from: date
    names: Text
    department: str
    category: str
    keywords: Keywords
    about: About
    channels: Annotated[tuple[Channel, ...], msgspec.Meta(min_length=1)]
    time_limits: Annotated[tuple[TimeLimit, ...], msgspec.Meta(min_length=1)]
    clock: Clock
    officers: Officers
    fees: tuple[FeeHead, ...]
    form: Form
    terms: tuple[Term, ...] = ()
    any_of: tuple[AnyOf, ...] = ()
    documents: tuple[Document, ...]
    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1)]
    objections: tuple[Objection, ...]
    reject_grounds: tuple[RejectGround, ...]
    limits: Limits = Limits()
    uniqueness: Uniqueness | None = None
    output: Output
    notifications: tuple[Notification, ...]

    @property
    def first_step(self) -> Step:
        """Where a new application goes."""
        return self.steps[0]

    def step(self, code: str) -> Step:
        """The step of that code. Raises KeyError."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def time_limit(self, on: date) -> TimeLimit | None:
        """The limit in force on a day, or None before the first."""
        return in_force(self.time_limits, on)

    def notification(self, event: str) -> Notification | None:
        """What is told at an event, or None."""
        return next((told for told in self.notifications if told.event == event), None)
