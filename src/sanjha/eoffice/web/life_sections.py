"""The sections of the page "Life of the file" in their order, and what each shows beside the acts."""

from typing import Any

from sanjha.eoffice.queries.life import FileLife
from sanjha.kernel.actors import Actor

SECTIONS = ("bonds", "end")


def more_of(actor: Actor, page: FileLife) -> dict[str, Any]:
    """What the sections show that is not part of the file's life itself."""
    return {}
