"""Who reads a page, for the mark on graded ones, and the entry in the access log."""

from typing import Any

from sanjha.eoffice.models import File, FileReading
from sanjha.eoffice.operations.log_reading import log_reading
from sanjha.eoffice.queries.hands import hands_of
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def read_by(actor: Actor, file: File, way: str = "") -> dict[str, Any]:
    """What the watermark of the page says. With `way` (a `FileReading.Way`) the reading is entered in the access log."""
    logged = log_reading(file_id=file.pk, actor=actor, way=way) if way else None
    if not file.grading:
        return {}
    reader = logged.reader if logged else next(iter(hands_of(actor).values())).signatory
    return {"reader": reader, "read_at": clock.now()}


WAY = FileReading.Way
