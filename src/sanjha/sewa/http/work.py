"""An officer's work: the tray and decisions."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from sanjha.kernel.api_access import actor_of, signed_in
from sanjha.kernel.problems import READS, WRITES
from sanjha.sewa.http.schemas_cases import DecisionIn, DecisionOut, InboxOut, InboxRowOut
from sanjha.sewa.operations.decide_step import decide_step
from sanjha.sewa.queries.inbox import inbox

router = Router(auth=signed_in)
Order = Literal["due", "-due", "received", "-received", "number", "-number"]


@router.get("/inbox", response=InboxOut, openapi_extra=READS, summary="My tray")
def show_inbox(
    request: HttpRequest,
    late: bool = False,
    text: Annotated[str, Query(max_length=200)] = "",
    order: Order = "due",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> InboxOut:
    """The open work of the posts that the actor holds today, the most urgent first."""
    shown = inbox(actor_of(request), late=late, text=text, order=order, page=page, size=size)
    return InboxOut(
        rows=[InboxRowOut.of(row) for row in shown.rows],
        total=shown.total,
        page=shown.page,
        pages=shown.pages,
    )


@router.post(
    "/tasks/{task_id}/decision",
    response={201: DecisionOut},
    openapi_extra=WRITES,
    summary="Decide a step",
)
def decide(request: HttpRequest, task_id: UUID, body: DecisionIn) -> Status[DecisionOut]:
    """Decide the open task. 409 when somebody was faster: the answer says who decided what and when."""
    decision = decide_step(
        task_id=task_id,
        action=body.action,
        actor=actor_of(request),
        reasons=body.reasons,
        grounds=body.grounds,
        objections=body.objections,
        report=body.report,
        to_step=body.to_step,
    )
    return Status(201, DecisionOut.of(decision))
