"""Letters that came by e-mail."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from sanjha.eoffice.http.schemas_dak import AsideIn, MailOut
from sanjha.eoffice.operations.take_in_mail import set_mail_aside
from sanjha.eoffice.queries.mails import mails_for
from sanjha.kernel.api_access import actor_of, officer_signed_in
from sanjha.kernel.problems import READS, WRITES

router = Router(auth=officer_signed_in)
MOST = 200


@router.get("/mails", response=list[MailOut], openapi_extra=READS, summary="Letters that came by e-mail")
def list_mails(request: HttpRequest) -> list[MailOut]:
    """What waits in the mailboxes of the actor's registries, the oldest first, at most 200. To diarise one, name it in `mail`."""
    return [MailOut.of(mail) for mail in mails_for(actor_of(request))[:MOST]]


@router.post(
    "/mails/{mail_id}/aside", response={204: None}, openapi_extra=WRITES, summary="Set an e-mail aside"
)
def aside(request: HttpRequest, mail_id: UUID, body: AsideIn) -> Status[None]:
    set_mail_aside(mail_id=mail_id, reason=body.reason, actor=actor_of(request))
    return Status(204, None)
