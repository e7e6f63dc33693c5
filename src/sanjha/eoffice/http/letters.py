"""Letters over the API: each act of the pages, by the same operations."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from sanjha.eoffice.http.schemas_letters import (
    ApprovalIn,
    AtDesk,
    DispatchIn,
    DispatchOut,
    DraftChange,
    DraftIn,
    DraftOut,
    HappenedIn,
    InsideLetterOut,
    IssueOut,
    RegisterOut,
    WithdrawalIn,
)
from sanjha.eoffice.operations.accept_letter import accept_letter
from sanjha.eoffice.operations.approve_draft import approve_draft, withdraw_draft
from sanjha.eoffice.operations.create_draft import create_draft, edit_draft, submit_draft
from sanjha.eoffice.operations.dispatch_letter import dispatch_letter, note_return
from sanjha.eoffice.operations.sign_and_issue import sign_and_issue
from sanjha.eoffice.queries import dispatching
from sanjha.eoffice.queries.drafts import draft_page
from sanjha.kernel.api_access import actor_of, officer_signed_in
from sanjha.kernel.problems import READS, WRITES

router = Router(auth=officer_signed_in)


@router.post(
    "/files/{file_id}/drafts", response={201: DraftOut}, openapi_extra=WRITES, summary="Begin a letter"
)
def begin(request: HttpRequest, file_id: UUID, body: DraftIn) -> Status[DraftOut]:
    """Begin a letter at the desk that holds the file."""
    actor = actor_of(request)
    draft = create_draft(
        file_id=file_id,
        post=body.post,
        form=body.form,
        language=body.language,
        signing_post=body.signing_post,
        words=body.words.words(),
        actor=actor,
        reply_to=body.reply_to,
        supersedes=body.supersedes,
    )
    return Status(201, DraftOut.of(draft_page(actor, draft.pk)))


@router.get("/drafts/{draft_id}", response=DraftOut, openapi_extra=READS, summary="One draft")
def show(request: HttpRequest, draft_id: UUID) -> DraftOut:
    """The draft with all versions, the changes between them, its issue and its dispatches."""
    return DraftOut.of(draft_page(actor_of(request), draft_id))


@router.put("/drafts/{draft_id}", response=DraftOut, openapi_extra=WRITES, summary="Edit a draft")
def edit(request: HttpRequest, draft_id: UUID, body: DraftChange) -> DraftOut:
    """Keep new words; another officer's begin a new version. 409 when there is a newer one than `seen`."""
    actor = actor_of(request)
    edit_draft(
        draft_id=draft_id,
        post=body.post,
        words=body.words.words(),
        seen=body.seen,
        actor=actor,
        form=body.form or "",
        signing_post=body.signing_post,
    )
    return DraftOut.of(draft_page(actor, draft_id))


@router.post(
    "/drafts/{draft_id}/submit", response=DraftOut, openapi_extra=WRITES, summary="Put up for approval"
)
def submit(request: HttpRequest, draft_id: UUID, body: AtDesk) -> DraftOut:
    """Close the version and put the draft up."""
    actor = actor_of(request)
    submit_draft(draft_id=draft_id, post=body.post, actor=actor)
    return DraftOut.of(draft_page(actor, draft_id))


@router.post("/drafts/{draft_id}/approve", response=DraftOut, openapi_extra=WRITES, summary="Approve a draft")
def approve(request: HttpRequest, draft_id: UUID, body: ApprovalIn) -> DraftOut:
    """Fix the page of this version. 409 when there is a newer one."""
    actor = actor_of(request)
    approve_draft(draft_id=draft_id, post=body.post, version=body.version, actor=actor)
    return DraftOut.of(draft_page(actor, draft_id))


@router.post(
    "/drafts/{draft_id}/withdraw", response=DraftOut, openapi_extra=WRITES, summary="Withdraw a draft"
)
def withdraw(request: HttpRequest, draft_id: UUID, body: WithdrawalIn) -> DraftOut:
    """Withdraw a draft that was not issued."""
    actor = actor_of(request)
    withdraw_draft(draft_id=draft_id, post=body.post, reason=body.reason, actor=actor)
    return DraftOut.of(draft_page(actor, draft_id))


@router.post(
    "/drafts/{draft_id}/sign", response=IssueOut, openapi_extra=WRITES, summary="Sign and issue a letter"
)
def sign(request: HttpRequest, draft_id: UUID, body: AtDesk) -> IssueOut:
    """Number, date and signature. After a failure the same call goes on with the same number."""
    return IssueOut.of(sign_and_issue(draft_id=draft_id, post=body.post, actor=actor_of(request)))


@router.post(
    "/issues/{issue_id}/dispatches",
    response={201: DispatchOut},
    openapi_extra=WRITES,
    summary="Dispatch a letter",
)
def dispatch(request: HttpRequest, issue_id: UUID, body: DispatchIn) -> Status[DispatchOut]:
    """Send the signed file to one addressee."""
    sent = dispatch_letter(
        issue_id=issue_id,
        post=body.post,
        addressee=body.addressee,
        mode=body.mode,
        actor=actor_of(request),
        tracking_number=body.tracking_number,
    )
    return Status(201, DispatchOut.of(sent))


@router.get("/dispatches", response=RegisterOut, openapi_extra=READS, summary="The dispatch register")
def register(
    request: HttpRequest,
    text: Annotated[str, Query(max_length=100)] = "",
    mode: Annotated[str, Query(max_length=10)] = "",
    state: Annotated[str, Query(max_length=10)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> RegisterOut:
    """The lines that the officer may see, newest first."""
    lines = dispatching.Lines(state=state, mode=mode, text=text)
    rows, more = dispatching.register(actor_of(request), lines, page=page, size=size)
    return RegisterOut(rows=[DispatchOut.of(row) for row in rows], has_more=more)


@router.post(
    "/dispatches/{dispatch_id}/events",
    response=DispatchOut,
    openapi_extra=WRITES,
    summary="What became of a dispatch",
)
def happened(request: HttpRequest, dispatch_id: UUID, body: HappenedIn) -> DispatchOut:
    """Delivered, not accepted, or returned."""
    found = note_return(
        dispatch_id=dispatch_id,
        post=body.post,
        state=body.state,
        remarks=body.remarks,
        actor=actor_of(request),
    )
    return DispatchOut.of(found)


@router.get(
    "/inside-letters", response=list[InsideLetterOut], openapi_extra=READS, summary="Letters from inside"
)
def inside(request: HttpRequest, accepted: bool = False) -> list[InsideLetterOut]:
    """Letters from other offices on this system that wait to be accepted, or were."""
    return [
        InsideLetterOut.of(letter)
        for letter in dispatching.inside_letters(actor_of(request), accepted=accepted)
    ]


@router.post(
    "/inside-letters/{letter_id}/accept",
    response=InsideLetterOut,
    openapi_extra=WRITES,
    summary="Accept a letter from inside",
)
def accept(request: HttpRequest, letter_id: UUID, body: AtDesk) -> InsideLetterOut:
    """Take the letter over; it is diarised from its own bytes."""
    actor = actor_of(request)
    accept_letter(letter_id=letter_id, post=body.post, actor=actor)
    return InsideLetterOut.of(dispatching.inside_letter_for(actor, letter_id))
