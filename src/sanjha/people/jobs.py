"""Background entrances of the register of residents."""

from uuid import UUID

from sanjha.kernel import actors
from sanjha.kernel.jobs import job
from sanjha.people.operations import search_duplicates as searching


@job(retries=5)
def search_duplicates(*, search_id: str) -> None:
    """One piece of a search over the whole register; the next one is a job of its own, so that others get their turn."""
    if searching.search_duplicates(search_id=UUID(search_id), actor=actors.SYSTEM).is_running:
        search_duplicates.defer(search_id=search_id)
