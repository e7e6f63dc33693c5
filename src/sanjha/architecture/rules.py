"""Decisions of the architecture without a database."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sanjha.architecture.choices import LifeCycle
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import DomainError, NotPermitted

KEEPERS = ("chief_architect", "office_admin")
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
FACT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
MOST_HOURS = 24 * 365


@dataclass(frozen=True, kw_only=True)
class ApplicationData:
    """What a department tells of an application; the fields are those of the row."""

    code: str
    name_en: str
    name_pa: str
    department_en: str
    department_pa: str
    life_cycle: str
    hosting: str
    criticality: str
    name_hi: str = ""
    vendor: str = ""
    rto_hours: int | None = None
    rpo_hours: int | None = None
    until_date: date | None = None
    last_test_date: date | None = None
    masters: tuple[str, ...] = ()
    collects: tuple[str, ...] = ()
    source: str = ""


def may_keep(actor: Actor) -> bool:
    """Whether the actor keeps the inventory and decides on exceptions."""
    return actor.kind is Kind.SYSTEM or actor.holds(*KEEPERS)


def check_may_keep(actor: Actor) -> None:
    """Raises NotPermitted unless the system, the chief architect or an administrator acts."""
    if not may_keep(actor):
        raise NotPermitted(_("Only the chief architect or an administrator does this."))


def check_application(data: ApplicationData, *, services: Collection[str], known: Collection[str]) -> None:
    """Raises DomainError, naming the field, for a code, dates, hours or facts that are not in order.

    `services` are the codes of the house's own services, `known` the facts that a register of the house owns.
    """
    if not CODE.fullmatch(data.code) or len(data.code) > 40:
        raise _wrong(
            "code", _("Type the code in capital letters, digits and hyphens, for example EPOS-RATION.")
        )
    if data.code.casefold() in services:
        raise _wrong("code", _("This is a service of Sanjha; it stands in the inventory by itself."))
    if data.life_cycle == LifeCycle.SUNSET and data.until_date is None:
        raise _wrong("until_date", _("What is to be retired needs the day on which it ends."))
    for name, hours in (("rto_hours", data.rto_hours), ("rpo_hours", data.rpo_hours)):
        if hours is not None and not 0 <= hours <= MOST_HOURS:
            raise _wrong(name, _("Type hours between 0 and %(most)s.") % {"most": MOST_HOURS})
    _check_facts(data, known)


def _check_facts(data: ApplicationData, known: Collection[str]) -> None:
    for fact in data.masters:
        if not FACT.fullmatch(fact):
            raise _wrong(
                "masters", _("“%(fact)s” is no name of a fact, such as vehicle.number.") % {"fact": fact}
            )
    for fact in data.collects:
        if fact not in known:
            raise _wrong("collects", _("No register owns the fact “%(fact)s”.") % {"fact": fact})
    both = sorted(set(data.masters) & set(data.collects))
    if both:
        raise _wrong(
            "collects", _("%(facts)s cannot be both led here and asked again.") % {"facts": ", ".join(both)}
        )


def check_recovery_test(
    service: str,
    tested_on: date,
    minutes: Mapping[str, int],
    how: str,
    *,
    services: Collection[str],
    today: date,
) -> None:
    """Raises DomainError, naming the field, for another service, a day to come, minutes out of range, or no words."""
    if service not in services:
        raise _wrong("service", _("Choose a service of Sanjha."))
    if tested_on > today:
        raise _wrong("tested_on", _("This day is still to come."))
    for name, number in minutes.items():
        if not 0 <= number <= MOST_HOURS * 60:
            raise _wrong(name, _("Type minutes between 0 and %(most)s.") % {"most": MOST_HOURS * 60})
    if not how.strip():
        raise _wrong("how", _("Write what was done."))


def check_has_reason(reason: str) -> None:
    """Raises DomainError without a reason."""
    if not reason.strip():
        raise _wrong("reason", _("Write the reason."))


def changes(before: ApplicationData, after: ApplicationData) -> dict[str, Sequence[object]]:
    """Field -> what stood and what stands now, for the fields that differ."""
    return {
        name: [getattr(before, name), getattr(after, name)]
        for name in ApplicationData.__dataclass_fields__
        if getattr(before, name) != getattr(after, name)
    }


def _wrong(field: str, message: str) -> DomainError:
    return DomainError(message, code=field.replace("_", "-"), field=field)
