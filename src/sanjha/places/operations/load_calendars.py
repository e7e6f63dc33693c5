"""Make the three calendars with their weekly offs, as typed into this repository and marked draft."""

import csv
from collections.abc import Iterator
from datetime import date

from django.db import transaction

from sanjha.kernel import audit
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.places import rules
from sanjha.places.models import Calendar, WeeklyOff
from sanjha.places.operations.load_places import DATA


def load_calendars(*, actor: Actor = SYSTEM) -> None:
    """Create the calendars FIELD, SECRETARIAT and KENDRA where they are missing; what stands is left alone.

    Raises NotPermitted unless the actor keeps the registers.
    """
    rules.check_can_keep_registers(actor)
    with transaction.atomic(durable=True):
        known = set(Calendar.objects.values_list("code", flat=True))
        made = {
            line["code"]: Calendar(**line) for line in _lines("calendars.csv") if line["code"] not in known
        }
        if not made:
            return
        Calendar.objects.bulk_create(made.values())
        offs = [
            WeeklyOff(
                calendar=made[line["calendar"]],
                weekday=int(line["weekday"]),
                nth=int(line["nth"]),
                valid_from=date.fromisoformat(line["valid_from"]),
                source=line["source"],
            )
            for line in _lines("weekly_offs.csv")
            if line["calendar"] in made
        ]
        WeeklyOff.objects.bulk_create(offs)
        audit.record(
            actor, "CALENDARS_MADE", stream="calendars", rows=[*made.values(), *offs], codes=sorted(made)
        )


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
