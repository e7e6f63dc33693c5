"""What other services may ask of the paperless office. Facts of nobody leave here: no purpose is needed."""

from datetime import date, datetime
from uuid import UUID

from sanjha.kernel.contracts import Struct, operation


class TrayItem(Struct, frozen=True):
    """A file or a receipt that lies with a post. `path` is its page; `kind` is FILE or RECEIPT."""

    id: UUID
    kind: str
    number: str
    subject: str
    post: UUID
    priority: int
    due_date: date | None
    sent_at: datetime
    is_read: bool
    path: str


@operation("eoffice.v1/tray", only_for=("sewa",))
def tray_of(*, post_ids: list[UUID], limit: int) -> list[TrayItem]:
    """What lies with these posts and is not parked, the most urgent first; nothing of a graded subject leaves."""
    raise NotImplementedError
