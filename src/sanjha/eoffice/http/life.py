"""Parts, references, attaching, closing and paper."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from sanjha.eoffice.http.schemas_life import (
    At,
    BondOut,
    CheckIn,
    ClosingOut,
    DecisionIn,
    FileOut,
    LifeOut,
    LinkIn,
    Made,
    RecordOut,
    To,
    WithReason,
)
from sanjha.eoffice.operations.attach_file import attach_file, detach_file
from sanjha.eoffice.operations.check_migrated import check_migrated
from sanjha.eoffice.operations.decide_closing import decide_closing
from sanjha.eoffice.operations.link_files import link_files, unlink_files
from sanjha.eoffice.operations.merge_part import merge_part
from sanjha.eoffice.operations.open_part import open_part, open_volume
from sanjha.eoffice.operations.propose_closing import propose_closing, propose_reopening
from sanjha.eoffice.operations.receive_paper import receive_paper
from sanjha.eoffice.queries.life import file_life
from sanjha.eoffice.queries.records import record_of
from sanjha.kernel.api_access import actor_of, officer_signed_in
from sanjha.kernel.problems import READS, WRITES

router = Router(auth=officer_signed_in)


@router.get("/files/{file_id}/life", response=LifeOut, openapi_extra=READS, summary="Life of a file")
def show_life(request: HttpRequest, file_id: UUID) -> LifeOut:
    """What the file is bound to, how its closing stands, and its record."""
    life = file_life(actor_of(request), file_id)
    record = record_of(life.file)
    bonds = [(link, False, link.to) for link in life.links] + [
        (link, True, link.file) for link in life.inward
    ]
    return LifeOut(
        file=FileOut.of(life.file),
        post=life.now.to_post,
        parts=[FileOut.of(part) for part in life.parts],
        bonds=[
            BondOut(id=link.pk, kind=link.kind, inward=inward, other=FileOut.of(other))
            for link, inward, other in bonds
        ],
        closings=[
            ClosingOut(
                id=one.pk,
                kind=one.kind,
                reason=one.reason,
                proposed_at=one.proposed_at,
                decision=one.decision,
                remarks=one.remarks,
            )
            for one in life.closings
        ],
        record=RecordOut(
            record_class=record.entry.record_class,
            review_on=record.entry.review_on,
            destroy_on=record.entry.destroy_on,
            is_draft=record.entry.rule.is_draft,
        )
        if record.entry
        else None,
        holds=[f"{hold.ground} {hold.reference}" for hold in record.holds],
    )


@router.post("/files/{file_id}/parts", response={201: FileOut}, openapi_extra=WRITES, summary="Open a part")
def add_part(request: HttpRequest, file_id: UUID, body: At) -> Status[FileOut]:
    """Open a part file while the main file is away."""
    made = open_part(file_id=file_id, post=body.post, actor=actor_of(request))
    return Status(201, FileOut.of(made))


@router.post(
    "/files/{file_id}/volumes", response={201: FileOut}, openapi_extra=WRITES, summary="Open a volume"
)
def add_volume(request: HttpRequest, file_id: UUID, body: At) -> Status[FileOut]:
    """Open the next volume of a file; notes and pages go on."""
    made = open_volume(file_id=file_id, post=body.post, actor=actor_of(request))
    return Status(201, FileOut.of(made))


@router.post("/files/{file_id}/merge", response=Made, openapi_extra=WRITES, summary="Merge a part")
def merge(request: HttpRequest, file_id: UUID, body: WithReason) -> Made:
    """Merge a part into its main file."""
    return Made(
        id=merge_part(file_id=file_id, post=body.post, reason=body.reason, actor=actor_of(request)).pk
    )


@router.post("/files/{file_id}/attach", response=Made, openapi_extra=WRITES, summary="Attach a file")
def attach(request: HttpRequest, file_id: UUID, body: To) -> Made:
    """Attach the file to another, inside which it travels."""
    made = attach_file(
        file_id=file_id, to=body.to, post=body.post, reason=body.reason, actor=actor_of(request)
    )
    return Made(id=made.pk)


@router.post("/files/{file_id}/detach", response=Made, openapi_extra=WRITES, summary="Detach a file")
def detach(request: HttpRequest, file_id: UUID, body: At) -> Made:
    """Let the file go its own way again."""
    return Made(id=detach_file(file_id=file_id, post=body.post, actor=actor_of(request)).pk)


@router.post(
    "/files/{file_id}/references", response={201: Made}, openapi_extra=WRITES, summary="Refer to a file"
)
def link(request: HttpRequest, file_id: UUID, body: LinkIn) -> Status[Made]:
    """Enter a reference to another file; both go their own ways."""
    made = link_files(
        file_id=file_id,
        to=body.to,
        kind=body.kind,
        post=body.post,
        reason=body.reason,
        actor=actor_of(request),
    )
    return Status(201, Made(id=made.pk))


@router.post(
    "/references/{link_id}/end", response=Made, openapi_extra=WRITES, summary="Take a reference away"
)
def unlink(request: HttpRequest, link_id: UUID, body: At) -> Made:
    """Take a reference away; that it stood stays known."""
    return Made(id=unlink_files(link_id=link_id, post=body.post, actor=actor_of(request)).pk)


@router.post("/files/{file_id}/receive", response=Made, openapi_extra=WRITES, summary="Receive paper")
def receive(request: HttpRequest, file_id: UUID, body: At) -> Made:
    """Receive a paper file by hand."""
    return Made(id=receive_paper(file_id=file_id, post=body.post, actor=actor_of(request)).pk)


@router.post("/files/{file_id}/check", response=Made, openapi_extra=WRITES, summary="Check a migrated file")
def check(request: HttpRequest, file_id: UUID, body: CheckIn) -> Made:
    """Record whether scan and paper of a migrated file agree."""
    made = check_migrated(
        file_id=file_id, post=body.post, agrees=body.agrees, remarks=body.remarks, actor=actor_of(request)
    )
    return Made(id=made.pk)


@router.post(
    "/files/{file_id}/closing", response={201: Made}, openapi_extra=WRITES, summary="Propose to close"
)
def close(request: HttpRequest, file_id: UUID, body: WithReason) -> Status[Made]:
    """Propose that the file is closed."""
    made = propose_closing(file_id=file_id, post=body.post, reason=body.reason, actor=actor_of(request))
    return Status(201, Made(id=made.pk))


@router.post(
    "/files/{file_id}/reopening", response={201: Made}, openapi_extra=WRITES, summary="Propose to reopen"
)
def reopen(request: HttpRequest, file_id: UUID, body: WithReason) -> Status[Made]:
    """Propose that a closed file is taken up again."""
    made = propose_reopening(file_id=file_id, post=body.post, reason=body.reason, actor=actor_of(request))
    return Status(201, Made(id=made.pk))


@router.post(
    "/closings/{closing_id}/decision", response=Made, openapi_extra=WRITES, summary="Decide on a proposal"
)
def decide(request: HttpRequest, closing_id: UUID, body: DecisionIn) -> Made:
    """Approve or refuse a proposal to close or to reopen."""
    made = decide_closing(
        closing_id=closing_id,
        post=body.post,
        approved=body.approved,
        remarks=body.remarks,
        actor=actor_of(request),
    )
    return Made(id=made.pk)
