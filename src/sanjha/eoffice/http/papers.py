"""The correspondence side of a file: its papers, their pages and flags."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Status, UploadedFile

from sanjha.eoffice import paper_pages
from sanjha.eoffice.http.schemas_dak import FlagIn, PaperOut
from sanjha.eoffice.operations.add_paper import NewPaper, add_paper
from sanjha.eoffice.operations.flag_paper import flag_paper, take_flag
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.papers import leaf_of, paper_of, papers_of
from sanjha.eoffice.scans import Upload
from sanjha.kernel import blobs
from sanjha.kernel.api_access import actor_of, officer_signed_in
from sanjha.kernel.paper_content import PDF
from sanjha.kernel.problems import READS, WRITES

router = Router(auth=officer_signed_in)
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_PAGE = {
    "responses": {
        **READS["responses"],
        200: {
            "description": "The page.",
            "content": dict.fromkeys(("application/pdf", "image/jpeg", "image/png"), _BINARY),
        },
    }
}


@router.get(
    "/files/{file_id}/papers", response=list[PaperOut], openapi_extra=READS, summary="Table of contents"
)
def list_papers(request: HttpRequest, file_id: UUID) -> list[PaperOut]:
    """All papers by serial, with the flags that stand."""
    visible_file(actor_of(request), file_id)
    return [PaperOut.of(item, item.standing) for item in papers_of(file_id)]  # type: ignore[attr-defined]


@router.post(
    "/files/{file_id}/papers", response={201: PaperOut}, openapi_extra=WRITES, summary="Add a paper to a file"
)
def add(
    request: HttpRequest,
    file_id: UUID,
    post: Annotated[UUID, Form()],
    title: Annotated[str, Form(max_length=300)],
    content: Annotated[UploadedFile, File()],
    kind: Annotated[Literal["REFERENCE", "EXTRACT"], Form()] = "REFERENCE",
    paper_date: Annotated[date | None, Form()] = None,
) -> Status[PaperOut]:
    """A reference or an extract; a PDF, JPEG or PNG by its content."""
    paper = NewPaper(
        title=title, upload=Upload(content.name or "", content.read()), kind=kind, paper_date=paper_date
    )
    return Status(
        201, PaperOut.of(add_paper(file_id=file_id, post=post, paper=paper, actor=actor_of(request)), [])
    )


@router.get(
    "/files/{file_id}/papers/{serial}/pages/{number}", openapi_extra=_PAGE, summary="One page of a paper"
)
def page(request: HttpRequest, file_id: UUID, serial: int, number: int) -> HttpResponse:
    """The page alone, as a PDF of one page, or as the picture that was uploaded."""
    leaf = leaf_of(paper_of(actor_of(request), file_id, serial), number)
    data = paper_pages.page_of(leaf.blob, leaf.number) if leaf.media_type == PDF else blobs.get(leaf.blob)
    return HttpResponse(data, content_type=leaf.media_type, headers={"Cache-Control": "private, no-store"})


@router.post("/files/{file_id}/flags", response={204: None}, openapi_extra=WRITES, summary="Flag a paper")
def flag(request: HttpRequest, file_id: UUID, body: FlagIn) -> Status[None]:
    flag_paper(file_id=file_id, actor=actor_of(request), **body.model_dump())
    return Status(204, None)


@router.post(
    "/files/{file_id}/flags/taken", response={204: None}, openapi_extra=WRITES, summary="Take a flag off"
)
def unflag(request: HttpRequest, file_id: UUID, body: FlagIn) -> Status[None]:
    take_flag(file_id=file_id, actor=actor_of(request), **body.model_dump())
    return Status(204, None)
