"""Verify anything, read one document."""

from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Router
from ninja.files import UploadedFile
from ninja.security import SessionAuth

from sanjha.identity.contract import Request
from sanjha.kernel.actors import Actor
from sanjha.kernel.conf import conf
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.problems import READS, refusals
from sanjha.locker import contract, limits, queries
from sanjha.locker.http.schemas import DocumentOut, VerdictOut
from sanjha.locker.operations.log_verification import log_verification
from sanjha.locker.operations.prepare_locker import DESK
from sanjha.locker.queries import StoredRegister
from sanjha.locker.record import as_json
from sanjha.locker.signing.keyring import keyring
from sanjha.locker.verification.child import collect_apart
from sanjha.locker.verification.verify import LONGEST_TEXT, verify_bytes, verify_text

router = Router(tags=["locker"])
VERIFYING = refusals(400, 413, 422, 429, 503)


class TooLarge(DomainError):
    """More bytes than any document has."""

    status = 413
    kind = "too-large"


def is_small_enough(request: HttpRequest) -> bool:
    """Stands where the API asks who calls, because that is before the body is read; everybody may call."""
    if limits.is_too_large(request):
        raise TooLarge(_("The file is larger than 10 MB; our documents are not."))
    return True


class SignedIn(SessionAuth):
    """The session of the pages."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor = _actor_of(request)
        if not (actor.is_officer or actor.is_citizen):
            return None
        if cast(Request, request).visit.password_due:
            raise NotPermitted(_("Choose a new password first."))
        return actor


@router.post(
    "/verify",
    auth=is_small_enough,
    response=VerdictOut,
    openapi_extra=VERIFYING,
    summary="Verify a document",
)
def verify(
    request: HttpRequest,
    file: Annotated[UploadedFile | None, File()] = None,
    text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
) -> dict[str, Any]:
    """Send a file (PDF or picture) or a text (QR code, number, document id). Nothing that is sent is kept."""
    if file is None and not text.strip():
        raise DomainError(
            _("Choose a file, or type the number of the document."), code="nothing", field="file"
        )
    limits.admit(request)
    trust, register = keyring().trust, StoredRegister()
    if file is not None:
        verdict = verify_bytes(file.read(), trust=trust, register=register, collector=collect_apart)
    else:
        verdict = verify_text(text, trust=trust, register=register)
    log_verification(verdict=verdict)
    return verdict.as_json()


@router.get(
    "/documents/{document_id}",
    auth=SignedIn(),
    response=DocumentOut,
    openapi_extra=READS,
    summary="One document",
)
def document(request: HttpRequest, document_id: UUID) -> dict[str, Any]:
    """A document of one's own, of one's office, or (for counter operators) any; others are not found."""
    found = queries.visible_document(_actor_of(request), document_id)
    if not _actor_of(request).is_citizen:
        contract.get_document(document_id=found.id, purpose=Purpose(DESK, case=found.number))
    return {
        "id": found.id,
        "number": found.number,
        "uri": found.uri,
        "doctype": found.doctype,
        "title": as_json(found.words),
        "period": found.period,
        "state": found.state,
        "issued_at": found.issue_time,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "sha256": found.file.sha256,
        "size": found.file.size,
        "verify_url": f"{conf.public_url.rstrip('/')}/v/{found.doc_id}",
    }


def _actor_of(request: HttpRequest) -> Actor:
    return cast(Request, request).actor
