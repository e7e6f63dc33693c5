"""Reads of the architecture's own tables. All officers see all of it."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.architecture.models import OutsideApplication, RecoveryTest
from sanjha.architecture.rules import ApplicationData
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.kernel.models import AuditEntry

MOST = 2000
LONGEST_HISTORY = 100


@dataclass(frozen=True)
class Deed:
    """One entry of a history: what was done when, by which posts, why, and which fields changed from what to what."""

    at: datetime
    action: str
    posts: tuple[UUID, ...]
    reason: str
    changes: dict[str, tuple[object, object]]


def outside(actor: Actor, *, text: str = "") -> list[OutsideApplication]:
    """Departments' applications by code, those that hold the text in code, name or department; none for others than officers."""
    if not actor.is_officer:
        return []
    found = list(all_outside())
    wanted = text.strip().casefold()
    return [row for row in found if wanted in _words_of(row)] if wanted else found


def all_outside() -> list[OutsideApplication]:
    """Departments' applications by code, for what is reckoned from all of them."""
    return list(OutsideApplication.objects.order_by("code")[:MOST])


def _words_of(row: OutsideApplication) -> str:
    return " ".join(
        [row.code, row.name_en, row.name_pa, row.name_hi, row.department_en, row.department_pa]
    ).casefold()


def outside_application(application_id: UUID, *, locked: bool = False) -> OutsideApplication:
    """One application. Raises NotFound."""
    rows = (
        OutsideApplication.objects.select_for_update(of=("self",)) if locked else OutsideApplication.objects
    )
    found = rows.filter(pk=application_id).first()
    if found is None:
        raise NotFound(_("There is no such application."))
    return found


def last_recovery_tests() -> dict[str, RecoveryTest]:
    """The newest try of each service that was ever tried, by the service's code."""
    newest = RecoveryTest.objects.order_by("service", "-tested_on", "-id").distinct("service")
    return {tried.service: tried for tried in newest}


def data_of(row: OutsideApplication) -> ApplicationData:
    """What the row holds, in the form in which it was given."""
    given = {name: getattr(row, name) for name in ApplicationData.__dataclass_fields__}
    return ApplicationData(
        **given | {"masters": tuple(row.masters), "collects": tuple(row.collects)},
    )


def history_of(stream: UUID) -> list[Deed]:
    """What the audit trail keeps of this row, the newest first."""
    entries = AuditEntry.objects.filter(stream=str(stream)).order_by("-number")[:LONGEST_HISTORY]
    return [_deed(entry, json.loads(entry.body)) for entry in entries]


def _deed(entry: AuditEntry, body: dict[str, object]) -> Deed:
    details = body["details"]
    posts = body["posts"]
    assert isinstance(details, dict)  # noqa: S101 written so by kernel.audit
    assert isinstance(posts, list)  # noqa: S101 written so by kernel.audit
    return Deed(
        at=entry.at,
        action=entry.action,
        posts=tuple(UUID(post) for post in posts),
        reason=str(details.get("reason", "")),
        changes={name: (before, after) for name, (before, after) in details.get("changes", {}).items()},
    )
