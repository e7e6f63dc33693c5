"""Take over a list of departments' applications."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.architecture import application_files, queries, rules
from sanjha.architecture.application_files import LineError
from sanjha.architecture.models import OutsideApplication
from sanjha.architecture.operations.enter_application import put, record
from sanjha.architecture.rules import ApplicationData
from sanjha.kernel import facts
from sanjha.kernel.actors import Actor


@dataclass(frozen=True)
class Report:
    """Applications entered, changed and left as they were; with `errors` nothing was written."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: tuple[LineError, ...] = ()


def import_applications(*, data: bytes, file_name: str, actor: Actor) -> Report:
    """The whole file or nothing of it: a code that stands is changed, another one entered. The same file again changes nothing.

    Every wrong line is named in the report. Raises NotPermitted for others than keepers, DomainError for a file that is
    no such list.
    """
    rules.check_may_keep(actor)
    read = application_files.read(data, services=settings.SERVICES, known=facts.declared_facts())
    if read.errors:
        return Report(errors=tuple(read.errors))
    reason = str(_("From the file %(file)s") % {"file": file_name[:100]})
    done: list[str] = []
    with transaction.atomic(durable=True):
        # In the order of the codes, so that two lists at a time wait for one another and never both for ever.
        rows = sorted(read.rows.values(), key=lambda row: row.code)
        done.extend(_take_over(row, reason, actor) for row in rows)
    return Report(done.count("created"), done.count("changed"), done.count("unchanged"))


def _take_over(data: ApplicationData, reason: str, actor: Actor) -> str:
    row = OutsideApplication.objects.select_for_update(of=("self",)).filter(code=data.code).first()
    before = queries.data_of(row) if row else None
    if before == data:
        return "unchanged"
    kept = row or OutsideApplication()
    put(kept, data)
    kept.save(force_insert=row is None)
    if before is None:
        record(kept, "APPLICATION_ENTERED", actor, reason=reason)
        return "created"
    record(kept, "APPLICATION_CHANGED", actor, reason=reason, changes=rules.changes(before, data))
    return "changed"
