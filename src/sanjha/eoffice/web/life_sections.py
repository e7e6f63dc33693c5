"""The sections of the page "Life of the file" in their order, and what each shows beside the acts."""

from typing import Any

from sanjha.eoffice.models import Act, File
from sanjha.eoffice.queries import records, secrecy
from sanjha.eoffice.queries.life import FileLife

SECTIONS = ("bonds", "end", "record", "secrecy")
ENDED = (File.State.CLOSED, File.State.RECORDED, File.State.WEEDED, File.State.MERGED)


def more_of(page: FileLife) -> dict[str, Any]:
    """What the sections show that is not part of the file's life itself."""
    file = page.file
    return {
        "record": records.record_of(file),
        "may_release": not file.grading and page.may(Act.APPROVE),
        "has_archive": file.state in ENDED,
        "known": secrecy.need_to_know(file.pk) if file.grading else [],
    }
