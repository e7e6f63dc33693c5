"""What of a letter is hashed and signed, as exact texts."""

from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from sanjha.eoffice.models import Draft, DraftVersion
from sanjha.kernel import audit


def version_hash(draft: Draft, version: DraftVersion, previous: str) -> str:
    """The hash of everything that a version says, with that of the version before: 64 hex digits."""
    return sha256(
        audit.canonical_json(
            {
                "draft": draft.pk,
                "file": draft.file_id,
                "language": draft.language,
                "number": version.number,
                "subject": version.subject,
                "addressees": version.addressees,
                "body": version.body,
                "author": version.author,
                "at": _moment(version.written_at),
                "previous": previous,
            }
        ).encode()
    ).hexdigest()


def signed_text(
    draft: Draft,
    *,
    number: str,
    system_number: str,
    dated: date,
    at: datetime,
    post: UUID,
    officer: UUID | None,
) -> str:
    """The exact text that the signatory's own key signs."""
    return audit.canonical_json(
        {
            "draft": draft.pk,
            "file": draft.file_id,
            "approved": draft.approved_blob,
            "number": number,
            "system_number": system_number,
            "dated": dated.isoformat(),
            "at": _moment(at),
            "post": post,
            "officer": officer,
        }
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
