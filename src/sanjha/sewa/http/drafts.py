"""Drafts and their papers."""

from typing import Annotated
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Header, Router, Status, UploadedFile

from sanjha.kernel.api_access import actor_of, signed_in
from sanjha.kernel.api_types import Words
from sanjha.kernel.errors import DomainError
from sanjha.kernel.problems import READS, WRITES
from sanjha.sewa.http.schemas import AttachmentOut, Code, DraftChange, DraftIn, DraftOut, PreviewOut, Wrong
from sanjha.sewa.http.services import document_out, fee_out
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.discard_draft import discard_draft
from sanjha.sewa.operations.open_attachment import open_attachment
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.operations.remove_attachment import remove_attachment
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.drafts import attachments_of, draft_of, drafts_of

router = Router(auth=signed_in)
LARGEST_UPLOAD = 12 * 1024 * 1024
_NAMESPACE = UUID("5b1b6f0e-6f57-5d5f-8a3a-0c5c3f7f1a55")
Key = Annotated[str | None, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_.-]{8,80}$")]


@router.get("/drafts", response=list[DraftOut], openapi_extra=READS, summary="My drafts")
def list_drafts(request: HttpRequest) -> list[DraftOut]:
    """The drafts of the actor's counter, or of the citizen, the last touched first."""
    return [DraftOut.of(draft) for draft in drafts_of(actor_of(request))]


@router.post("/drafts", response={201: DraftOut}, openapi_extra=WRITES, summary="Begin a draft")
def begin_draft(request: HttpRequest, body: DraftIn, key: Key = None) -> Status[DraftOut]:
    """Keep data of a service's form, however incomplete. The same Idempotency-Key again is the same draft."""
    actor = actor_of(request)
    draft = save_draft(
        actor=actor,
        draft_id=uuid5(_NAMESPACE, f"{actor.account}:{key}") if key else None,
        service=body.service,
        channel=body.channel,
        data=body.data,
        language=body.language,
        copies=body.copies,
    )
    return Status(201, DraftOut.of(draft))


@router.get("/drafts/{draft_id}", response=DraftOut, openapi_extra=READS, summary="One draft")
def show_draft(request: HttpRequest, draft_id: UUID) -> DraftOut:
    return DraftOut.of(draft_of(actor_of(request), draft_id))


@router.put("/drafts/{draft_id}", response=DraftOut, openapi_extra=WRITES, summary="Save a draft")
def change_draft(request: HttpRequest, draft_id: UUID, body: DraftChange) -> DraftOut:
    """Put other data in the place of the draft's; 409 when it was saved elsewhere since `revision`."""
    actor = actor_of(request)
    draft_of(actor, draft_id)
    draft = save_draft(
        actor=actor,
        draft_id=draft_id,
        data=body.data,
        language=body.language or "",
        copies=body.copies,
        revision=body.revision,
    )
    return DraftOut.of(draft)


@router.delete("/drafts/{draft_id}", response={204: None}, openapi_extra=WRITES, summary="Discard a draft")
def drop_draft(request: HttpRequest, draft_id: UUID) -> Status[None]:
    discard_draft(draft_id=draft_id, actor=actor_of(request))
    return Status(204, None)


@router.get(
    "/drafts/{draft_id}/preview",
    response=PreviewOut,
    openapi_extra=READS,
    summary="What follows from a draft",
)
def show_preview(request: HttpRequest, draft_id: UUID) -> PreviewOut:
    """Errors, papers, fee, due date and officer, before anything is submitted."""
    preview = preview_draft(draft_id=draft_id, actor=actor_of(request))
    examined = preview.examined
    errors = [*examined.result.errors, *examined.missing]
    return PreviewOut(
        ok=not errors,
        errors=[Wrong.of(error) for error in errors],
        computed=examined.result.computed,
        documents=[document_out(asked) for asked in examined.documents],
        fees=[fee_out(line) for line in examined.fees],
        total=examined.total,
        is_ready=preview.is_ready,
        due_date=preview.due_date,
        limit_days=preview.limit,
        officer=Words.of(preview.officer.title) if preview.officer else None,
        office=Words.of(preview.officer.office_name) if preview.officer else None,
        live_application=preview.live.number if preview.live else "",
        attachments=[AttachmentOut.of(paper) for paper in attachments_of(draft_id)],
    )


@router.post(
    "/cases/{case_id}/attachments",
    response={201: AttachmentOut},
    openapi_extra=WRITES,
    summary="Attach a paper",
)
def attach(
    request: HttpRequest,
    case_id: UUID,
    document: Annotated[Code, Form()],
    content: Annotated[UploadedFile, File()],
) -> Status[AttachmentOut]:
    """Put a PDF, JPEG or PNG to a draft, an answer or an officer's step; it is checked by its content."""
    if (content.size or 0) > LARGEST_UPLOAD:
        raise DomainError(_("The file is larger than 12 MB."), code="upload-too-large", field="content")
    attachment = attach_document(
        case_id=case_id,
        document=document,
        name=content.name or "",
        content=content.read(),
        actor=actor_of(request),
    )
    return Status(201, AttachmentOut.of(attachment))


@router.get(
    "/cases/{case_id}/attachments",
    response=list[AttachmentOut],
    openapi_extra=READS,
    summary="Papers of a draft",
)
def list_attachments(request: HttpRequest, case_id: UUID) -> list[AttachmentOut]:
    """The papers of the actor's own draft; those of an application stand in the application."""
    draft_of(actor_of(request), case_id)
    return [AttachmentOut.of(paper) for paper in attachments_of(case_id)]


@router.delete(
    "/attachments/{attachment_id}",
    response={204: None},
    openapi_extra=WRITES,
    summary="Take a paper off",
)
def detach(request: HttpRequest, attachment_id: UUID) -> Status[None]:
    remove_attachment(attachment_id=attachment_id, actor=actor_of(request))
    return Status(204, None)


_BINARY = {"schema": {"type": "string", "format": "binary"}}
_CONTENT = {
    "responses": {
        **READS["responses"],
        200: {
            "description": "The paper",
            "content": dict.fromkeys(("application/pdf", "image/jpeg", "image/png"), _BINARY),
        },
    }
}


@router.get("/attachments/{attachment_id}/content", openapi_extra=_CONTENT, summary="A paper's bytes")
def show_content(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """The stored bytes. An officer's look at a paper of an application is written down."""
    opened = open_attachment(attachment_id=attachment_id, actor=actor_of(request))
    response = HttpResponse(opened.content, content_type=opened.media_type)
    response["Content-Disposition"] = "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
