"""Binds the contract to this service's queries."""

from uuid import UUID

from sanjha.eoffice import contract
from sanjha.eoffice.queries import tray
from sanjha.kernel.contracts import provides


@provides(contract.tray_of)
def tray_of(*, post_ids: list[UUID], limit: int) -> list[contract.TrayItem]:
    return [
        contract.TrayItem(
            id=row.id,
            kind=row.kind,
            number=row.number,
            subject=row.subject,
            post=row.post,
            priority=row.priority,
            due_date=row.due_date,
            sent_at=row.sent_at,
            is_read=row.is_read,
            path=row.path,
        )
        for row in tray.lying_with(post_ids, limit=limit)
    ]
