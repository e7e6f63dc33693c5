"""Letters and receipts: diarise, read, move, file, close."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Status, UploadedFile

from sanjha.eoffice.http.schemas_dak import (
    AcknowledgementOut,
    AtDesk,
    EntryIn,
    FileIn,
    FollowUpIn,
    FollowUpOut,
    PaperOut,
    ReceiptOut,
    ReceiptPageOut,
    RedirectIn,
    ScanOut,
    SendIn,
    StayOut,
    WithReason,
)
from sanjha.eoffice.operations.acknowledge_receipt import acknowledge_receipt
from sanjha.eoffice.operations.attach_scan import attach_scan
from sanjha.eoffice.operations.close_receipt import close_receipt, reopen_receipt
from sanjha.eoffice.operations.diarise_receipt import diarise_receipt
from sanjha.eoffice.operations.follow_up_receipt import end_follow_up, follow_up_receipt
from sanjha.eoffice.operations.put_in_file import put_in_file
from sanjha.eoffice.operations.read_receipt import read_receipt
from sanjha.eoffice.operations.send_receipt import redirect_receipt, return_receipt, send_receipt
from sanjha.eoffice.queries.diary import LARGEST_PAGE, diary_of
from sanjha.eoffice.queries.receipt_page import receipt_page
from sanjha.eoffice.scans import Upload
from sanjha.kernel.api_access import actor_of, officer_signed_in
from sanjha.kernel.problems import READS, WRITES

router = Router(auth=officer_signed_in)
Branch = Annotated[str, Query(pattern=r"^[A-Z0-9-]{2,30}$")]


@router.post("/receipts", response={201: ReceiptOut}, openapi_extra=WRITES, summary="Diarise a letter")
def diarise(request: HttpRequest, body: EntryIn) -> Status[ReceiptOut]:
    """Give a letter its diary number. 409 with code `alike` for one that was perhaps diarised before."""
    return Status(
        201, ReceiptOut.of(diarise_receipt(entry=body.entry(), post=body.post, actor=actor_of(request)))
    )


@router.get("/diary", response=list[ReceiptOut], openapi_extra=READS, summary="The diary of a day")
def show_diary(request: HttpRequest, branch: Branch, day: date) -> list[ReceiptOut]:
    """What was diarised that day, at most 500 letters."""
    return [ReceiptOut.of(one) for one in diary_of(actor_of(request), branch, day)[:LARGEST_PAGE]]


@router.get("/receipts/{receipt_id}", response=ReceiptPageOut, openapi_extra=READS, summary="One receipt")
def show_receipt(request: HttpRequest, receipt_id: UUID) -> ReceiptPageOut:
    page = receipt_page(actor_of(request), receipt_id)
    return ReceiptPageOut(
        receipt=ReceiptOut.of(page.receipt),
        scans=[ScanOut.of(scan) for scan in page.scans],
        movements=[StayOut.of(movement) for movement in page.movements],
        copies=[copy.number for copy in page.copies],
        acknowledgements=[AcknowledgementOut.of(one) for one in page.acknowledgements],
        follow_ups=[FollowUpOut.of(one) for one in page.follow_ups],
        file=page.item.file_id if page.item else None,
        serial=page.item.serial if page.item else None,
    )


@router.post("/receipts/{receipt_id}/read", response=bool, openapi_extra=WRITES, summary="I have opened it")
def read(request: HttpRequest, receipt_id: UUID) -> bool:
    """Whether this was the first time."""
    return read_receipt(receipt_id=receipt_id, actor=actor_of(request))


@router.post(
    "/receipts/{receipt_id}/scans",
    response={201: list[ScanOut]},
    openapi_extra=WRITES,
    summary="Attach a scan",
)
def attach(
    request: HttpRequest,
    receipt_id: UUID,
    post: Annotated[UUID, Form()],
    content: Annotated[UploadedFile, File()],
) -> Status[list[ScanOut]]:
    """A PDF, JPEG or PNG by its content."""
    uploads = [Upload(content.name or "", content.read())]
    added = attach_scan(receipt_id=receipt_id, post=post, uploads=uploads, actor=actor_of(request))
    return Status(201, [ScanOut.of(scan) for scan in added])


@router.post("/receipts/{receipt_id}/send", response=StayOut, openapi_extra=WRITES, summary="Send a receipt")
def send(request: HttpRequest, receipt_id: UUID, body: SendIn) -> StayOut:
    """For action to one post, for information to others. Where it lies now."""
    movement = send_receipt(
        receipt_id=receipt_id, post=body.post, marking=body.marking.marking(), actor=actor_of(request)
    )
    return StayOut.of(movement)


@router.post(
    "/receipts/{receipt_id}/redirect", response=StayOut, openapi_extra=WRITES, summary="Redirect a receipt"
)
def redirect(request: HttpRequest, receipt_id: UUID, body: RedirectIn) -> StayOut:
    return StayOut.of(redirect_receipt(receipt_id=receipt_id, actor=actor_of(request), **body.model_dump()))


@router.post(
    "/receipts/{receipt_id}/return", response=StayOut, openapi_extra=WRITES, summary="Return a receipt"
)
def give_back(request: HttpRequest, receipt_id: UUID, body: WithReason) -> StayOut:
    return StayOut.of(return_receipt(receipt_id=receipt_id, actor=actor_of(request), **body.model_dump()))


@router.post(
    "/receipts/{receipt_id}/close", response=ReceiptOut, openapi_extra=WRITES, summary="Close a receipt"
)
def close(request: HttpRequest, receipt_id: UUID, body: WithReason) -> ReceiptOut:
    return ReceiptOut.of(close_receipt(receipt_id=receipt_id, actor=actor_of(request), **body.model_dump()))


@router.post(
    "/receipts/{receipt_id}/reopen", response=ReceiptOut, openapi_extra=WRITES, summary="Reopen a receipt"
)
def reopen(request: HttpRequest, receipt_id: UUID, body: WithReason) -> ReceiptOut:
    return ReceiptOut.of(reopen_receipt(receipt_id=receipt_id, actor=actor_of(request), **body.model_dump()))


@router.post(
    "/receipts/{receipt_id}/file",
    response={201: PaperOut},
    openapi_extra=WRITES,
    summary="Put a receipt in a file",
)
def put_in(request: HttpRequest, receipt_id: UUID, body: FileIn) -> Status[PaperOut]:
    """It gets the next serial and pages, and moves with the file from then on."""
    item = put_in_file(receipt_id=receipt_id, post=body.post, file_id=body.file, actor=actor_of(request))
    return Status(201, PaperOut.of(item, []))


@router.post(
    "/receipts/{receipt_id}/acknowledgements",
    response={201: list[AcknowledgementOut]},
    openapi_extra=WRITES,
    summary="Tell the sender",
)
def acknowledge(request: HttpRequest, receipt_id: UUID, body: AtDesk) -> Status[list[AcknowledgementOut]]:
    asked = acknowledge_receipt(receipt_id=receipt_id, post=body.post, actor=actor_of(request))
    return Status(201, [AcknowledgementOut.of(one) for one in asked])


@router.post(
    "/receipts/{receipt_id}/follow-ups",
    response={201: FollowUpOut},
    openapi_extra=WRITES,
    summary="Set a reminder",
)
def follow_up(request: HttpRequest, receipt_id: UUID, body: FollowUpIn) -> Status[FollowUpOut]:
    set_now = follow_up_receipt(receipt_id=receipt_id, actor=actor_of(request), **body.model_dump())
    return Status(201, FollowUpOut.of(set_now))


@router.post(
    "/follow-ups/{follow_up_id}/done", response=FollowUpOut, openapi_extra=WRITES, summary="It has come"
)
def followed_up(request: HttpRequest, follow_up_id: UUID) -> FollowUpOut:
    return FollowUpOut.of(end_follow_up(follow_up_id=follow_up_id, actor=actor_of(request)))
