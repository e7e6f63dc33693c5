"""Files: open, read, note, send, return, park, take back."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from sanjha.eoffice.http.schemas import (
    CoverIn,
    DeskIn,
    FileOut,
    MovementOut,
    NoteIn,
    NoteOut,
    ParkIn,
    ReturnIn,
    SendIn,
    TrayOut,
    TrayRowOut,
    WholeFileOut,
)
from sanjha.eoffice.operations.open_file import Cover, open_file
from sanjha.eoffice.operations.park_file import park_file, take_up
from sanjha.eoffice.operations.pull_back import pull_back
from sanjha.eoffice.operations.pull_up import pull_up
from sanjha.eoffice.operations.read_file import read_file
from sanjha.eoffice.operations.send_file import Way, return_file, send_file
from sanjha.eoffice.operations.write_note import discard_note, write_note
from sanjha.eoffice.queries.file_page import file_page
from sanjha.eoffice.queries.hands import desks_of
from sanjha.eoffice.queries.tray import tray
from sanjha.kernel.api_access import actor_of, signed_in
from sanjha.kernel.problems import READS, WRITES

router = Router(auth=signed_in)


@router.get("/tray", response=TrayOut, openapi_extra=READS, summary="My tray of files and receipts")
def show_tray(
    request: HttpRequest,
    folder: Literal["inbox", "receipts", "parked", "sent"] = "inbox",
    text: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> TrayOut:
    """One folder of all desks at which the actor acts today, the urgent first."""
    found = tray(desks_of(actor_of(request)), folder=folder, text=text, page=page)
    return TrayOut(rows=[TrayRowOut.of(row) for row in found.rows], has_more=found.has_more)


@router.post("/files", response={201: FileOut}, openapi_extra=WRITES, summary="Open a file")
def post_file(request: HttpRequest, body: CoverIn) -> Status[FileOut]:
    """Open a file at a desk of the actor; it gets the next number of its branch."""
    given = body.dict()
    file = open_file(post=given.pop("post"), cover=Cover(**given), actor=actor_of(request))
    return Status(201, FileOut.of(file))


@router.get("/files/{file_id}", response=WholeFileOut, openapi_extra=READS, summary="One file")
def get_file(request: HttpRequest, file_id: UUID) -> WholeFileOut:
    """The file with note sheet and movements. Asked for by its holder it counts as read."""
    page = file_page(actor_of(request), file_id)
    read_file(file_id=file_id, actor=actor_of(request))
    return WholeFileOut.whole(page)


@router.put(
    "/files/{file_id}/note", response=NoteOut, openapi_extra=WRITES, summary="Write the note that waits"
)
def put_note(request: HttpRequest, file_id: UUID, body: NoteIn) -> NoteOut:
    """Keep a note at the desk that holds the file; it is sealed when the file is sent."""
    return NoteOut.of(write_note(file_id=file_id, actor=actor_of(request), **body.dict()))


@router.delete(
    "/files/{file_id}/note", response={204: None}, openapi_extra=WRITES, summary="Discard the note"
)
def delete_note(request: HttpRequest, file_id: UUID, post: UUID) -> Status[None]:
    """Throw the waiting note away."""
    discard_note(file_id=file_id, post=post, actor=actor_of(request))
    return Status(204, None)


@router.post(
    "/files/{file_id}/send", response={201: MovementOut}, openapi_extra=WRITES, summary="Sign and send"
)
def post_send(request: HttpRequest, file_id: UUID, body: SendIn) -> Status[MovementOut]:
    """Seal the note and hand the file over. 409 when it has gone on meanwhile."""
    given = body.dict()
    post, to_post = given.pop("post"), given.pop("to_post")
    moved = send_file(file_id=file_id, post=post, to_post=to_post, actor=actor_of(request), way=Way(**given))
    return Status(201, MovementOut.of(moved))


@router.post("/files/{file_id}/return", response={201: MovementOut}, openapi_extra=WRITES, summary="Return")
def post_return(request: HttpRequest, file_id: UUID, body: ReturnIn) -> Status[MovementOut]:
    """Send the file back to whoever sent it."""
    given = body.dict()
    moved = return_file(file_id=file_id, post=given.pop("post"), actor=actor_of(request), way=Way(**given))
    return Status(201, MovementOut.of(moved))


@router.post("/files/{file_id}/park", response={201: MovementOut}, openapi_extra=WRITES, summary="Park")
def post_park(request: HttpRequest, file_id: UUID, body: ParkIn) -> Status[MovementOut]:
    """Put the file aside at the same desk."""
    return Status(201, MovementOut.of(park_file(file_id=file_id, actor=actor_of(request), **body.dict())))


@router.post(
    "/files/{file_id}/take-up", response={201: MovementOut}, openapi_extra=WRITES, summary="Take up again"
)
def post_take_up(request: HttpRequest, file_id: UUID, body: DeskIn) -> Status[MovementOut]:
    """Take a parked file up again."""
    return Status(201, MovementOut.of(take_up(file_id=file_id, post=body.post, actor=actor_of(request))))


@router.post(
    "/files/{file_id}/pull-back", response={201: MovementOut}, openapi_extra=WRITES, summary="Pull back"
)
def post_pull_back(request: HttpRequest, file_id: UUID, body: DeskIn) -> Status[MovementOut]:
    """Take back what was sent and not yet read."""
    return Status(201, MovementOut.of(pull_back(file_id=file_id, post=body.post, actor=actor_of(request))))


@router.post("/files/{file_id}/pull-up", response={201: MovementOut}, openapi_extra=WRITES, summary="Pull up")
def post_pull_up(request: HttpRequest, file_id: UUID, body: DeskIn) -> Status[MovementOut]:
    """Take a file that lies with a post below."""
    return Status(
        201,
        MovementOut.of(
            pull_up(file_id=file_id, post=body.post, remarks=body.remarks, actor=actor_of(request))
        ),
    )
