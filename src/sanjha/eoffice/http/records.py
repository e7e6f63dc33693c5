"""The record room, secrecy, the change from paper, and releases."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from sanjha.eoffice import archives
from sanjha.eoffice.http.schemas_life import (
    At,
    ClearanceIn,
    CutOverIn,
    ExceptionIn,
    HoldIn,
    IssueIn,
    KnowIn,
    Made,
    ReadingOut,
    RecordIn,
    RegradeIn,
    ReleaseIn,
    ReleaseOut,
    ReviewIn,
    SlipIn,
    WeedingIn,
)
from sanjha.eoffice.models import FileReading
from sanjha.eoffice.operations.approve_weeding import approve_weeding
from sanjha.eoffice.operations.draw_weeding_list import draw_weeding_list
from sanjha.eoffice.operations.export_archive import export_archive
from sanjha.eoffice.operations.give_clearance import end_clearance, give_clearance
from sanjha.eoffice.operations.hold_file import hold_file, lift_hold
from sanjha.eoffice.operations.let_know import forget, let_know
from sanjha.eoffice.operations.log_reading import log_reading
from sanjha.eoffice.operations.record_file import record_file
from sanjha.eoffice.operations.regrade_file import regrade_file
from sanjha.eoffice.operations.release_notes import Choice, release_notes
from sanjha.eoffice.operations.requisition_file import (
    decide_requisition,
    requisition_file,
    return_requisition,
)
from sanjha.eoffice.operations.review_record import review_record
from sanjha.eoffice.operations.set_cut_over import give_exception, set_cut_over
from sanjha.eoffice.queries.secrecy import readings_of
from sanjha.kernel.api_access import actor_of, officer_signed_in
from sanjha.kernel.problems import READS, WRITES

router = Router(auth=officer_signed_in)


@router.post("/files/{file_id}/record", response={201: Made}, openapi_extra=WRITES, summary="Record a file")
def record(request: HttpRequest, file_id: UUID, body: RecordIn) -> Status[Made]:
    """Send a closed file to the record room with its class."""
    made = record_file(file_id=file_id, actor=actor_of(request), **body.dict())
    return Status(201, Made(id=made.pk))


@router.post("/files/{file_id}/reviews", response={201: Made}, openapi_extra=WRITES, summary="Review")
def review(request: HttpRequest, file_id: UUID, body: ReviewIn) -> Status[Made]:
    """Enter what the review of a recorded file found."""
    made = review_record(file_id=file_id, actor=actor_of(request), **body.dict())
    return Status(201, Made(id=made.pk))


@router.post("/files/{file_id}/holds", response={201: Made}, openapi_extra=WRITES, summary="Legal hold")
def hold(request: HttpRequest, file_id: UUID, body: HoldIn) -> Status[Made]:
    """Place a legal hold, which blocks weeding."""
    made = hold_file(file_id=file_id, actor=actor_of(request), **body.dict())
    return Status(201, Made(id=made.pk))


@router.post("/holds/{hold_id}/lift", response=Made, openapi_extra=WRITES, summary="Lift a legal hold")
def lift(request: HttpRequest, hold_id: UUID, body: At) -> Made:
    """Lift a legal hold."""
    return Made(id=lift_hold(hold_id=hold_id, post=body.post, actor=actor_of(request)).pk)


@router.post("/requisitions", response={201: Made}, openapi_extra=WRITES, summary="Ask for a recorded file")
def ask(request: HttpRequest, body: SlipIn) -> Status[Made]:
    """Ask for a recorded file by its number."""
    return Status(201, Made(id=requisition_file(actor=actor_of(request), **body.dict()).pk))


@router.post("/requisitions/{slip_id}/decision", response=Made, openapi_extra=WRITES, summary="Decide a slip")
def decide(request: HttpRequest, slip_id: UUID, body: IssueIn) -> Made:
    """Issue the file to read, or refuse."""
    return Made(id=decide_requisition(slip_id=slip_id, actor=actor_of(request), **body.dict()).pk)


@router.post("/requisitions/{slip_id}/return", response=Made, openapi_extra=WRITES, summary="Return a file")
def give_back(request: HttpRequest, slip_id: UUID, body: At) -> Made:
    """Enter that the file is back."""
    return Made(id=return_requisition(slip_id=slip_id, post=body.post, actor=actor_of(request)).pk)


@router.post("/weeding", response={201: Made}, openapi_extra=WRITES, summary="Draw a weeding list")
def draw(request: HttpRequest, body: WeedingIn) -> Status[Made]:
    """Put files whose time is over on a list."""
    made = draw_weeding_list(file_ids=body.files, post=body.post, reason=body.reason, actor=actor_of(request))
    return Status(201, Made(id=made.pk))


@router.post("/weeding/{list_id}/approve", response=Made, openapi_extra=WRITES, summary="Approve a list")
def approve(request: HttpRequest, list_id: UUID, body: At) -> Made:
    """Weed the files of a list; their tombstones stay."""
    return Made(id=approve_weeding(list_id=list_id, post=body.post, actor=actor_of(request)).pk)


@router.post("/files/{file_id}/archive", openapi_extra=WRITES, summary="Signed archive of a file")
def archive(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The signed package of a closed file as a ZIP archive."""
    members = export_archive(file_id=file_id, actor=actor_of(request))
    log_reading(file_id=file_id, actor=actor_of(request), way=FileReading.Way.EXPORT)
    return HttpResponse(archives.zipped(members), content_type="application/zip")


@router.post("/files/{file_id}/grading", response=Made, openapi_extra=WRITES, summary="Regrade a file")
def regrade(request: HttpRequest, file_id: UUID, body: RegradeIn) -> Made:
    """Change the grading as the cleared holder."""
    return Made(id=regrade_file(file_id=file_id, actor=actor_of(request), **body.dict()).pk)


@router.post(
    "/files/{file_id}/need-to-know", response={201: Made}, openapi_extra=WRITES, summary="Let a post read"
)
def know(request: HttpRequest, file_id: UUID, body: KnowIn) -> Status[Made]:
    """Put a post on the need-to-know list of a graded file."""
    return Status(201, Made(id=let_know(file_id=file_id, actor=actor_of(request), **body.dict()).pk))


@router.post("/need-to-know/{need_id}/end", response=Made, openapi_extra=WRITES, summary="Take a post off")
def take_off(request: HttpRequest, need_id: UUID, body: At) -> Made:
    """Take a post off the need-to-know list."""
    return Made(id=forget(need_id=need_id, post=body.post, actor=actor_of(request)).pk)


@router.get("/files/{file_id}/readings", response=list[ReadingOut], openapi_extra=READS, summary="Access log")
def readings(request: HttpRequest, file_id: UUID) -> list[ReadingOut]:
    """Who opened the file, for the desk where it lies."""
    return [
        ReadingOut(at=row.at, way=row.way, name=str(row.reader.name), post=str(row.reader.title))
        for row in readings_of(actor_of(request), file_id)
    ]


@router.post("/clearances", response={201: Made}, openapi_extra=WRITES, summary="Give a clearance")
def clear(request: HttpRequest, body: ClearanceIn) -> Status[Made]:
    """Clear an officer for graded papers, by order."""
    return Status(201, Made(id=give_clearance(actor=actor_of(request), **body.dict()).pk))


@router.post("/clearances/{clearance_id}/end", response=Made, openapi_extra=WRITES, summary="End a clearance")
def end(request: HttpRequest, clearance_id: UUID) -> Made:
    """End a clearance today."""
    return Made(id=end_clearance(clearance_id=clearance_id, actor=actor_of(request)).pk)


@router.post("/cut-over", response=Made, openapi_extra=WRITES, summary="Set the day without new paper")
def cut_over(request: HttpRequest, body: CutOverIn) -> Made:
    """Set the day from which the department opens no paper files."""
    return Made(id=set_cut_over(actor=actor_of(request), **body.dict()).pk)


@router.post("/cut-over/exceptions", response={201: Made}, openapi_extra=WRITES, summary="Give an exception")
def exception(request: HttpRequest, body: ExceptionIn) -> Status[Made]:
    """Let a branch open paper files for a time, by order."""
    return Status(201, Made(id=give_exception(actor=actor_of(request), **body.dict()).pk))


@router.post(
    "/files/{file_id}/releases", response={201: ReleaseOut}, openapi_extra=WRITES, summary="Release notes"
)
def release(request: HttpRequest, file_id: UUID, body: ReleaseIn) -> Status[ReleaseOut]:
    """Release notes and papers under the Right to Information Act, with severed parts."""
    made = release_notes(
        file_id=file_id,
        post=body.post,
        reference=body.reference,
        choice=Choice(
            notes=body.notes,
            papers=body.papers,
            severed_paragraphs={
                (one.number, one.paragraph): one.clause for one in body.severed if one.paragraph
            },
            severed_papers={one.number: one.clause for one in body.severed if not one.paragraph},
        ),
        actor=actor_of(request),
    )
    return Status(201, ReleaseOut(id=made.pk, number=made.number, severed=made.severed))
