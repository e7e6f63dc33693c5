"""Dispatch an issued letter to one of its addressees, and keep what becomes of it."""

from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import letter_rules, mail, rules
from sanjha.eoffice.events import LetterDispatched
from sanjha.eoffice.models import (
    Act,
    Addressee,
    Dispatch,
    DispatchEvent,
    Draft,
    InsideLetter,
    Issue,
    Signatory,
)
from sanjha.eoffice.operations.create_draft import PURPOSE, present_version
from sanjha.eoffice.queries.dispatching import dispatch_for, issue_for
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, blobs, clock, events, numbers
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.kernel.text import Text, normalise
from sanjha.locker import contract as locker
from sanjha.offices import contract as offices

LONGEST_TRACKING = 60
_AT_ONCE = {Dispatch.Mode.OFFICE: Dispatch.State.DELIVERED, Dispatch.Mode.LOCKER: Dispatch.State.DELIVERED}
_LIVE = (Dispatch.State.QUEUED, Dispatch.State.SENT, Dispatch.State.DELIVERED)


def dispatch_letter(
    *, issue_id: UUID, post: UUID, addressee: int, mode: str, actor: Actor, tracking_number: str = ""
) -> Dispatch:
    """Send the signed file to the letter's `addressee`th addressee, counted from 1. What goes is the very file that was signed.

    E-mail waits for the job; a letter to a post of this system, or to a resident's locker, is there at once; post and
    messenger are entered as sent. Raises NotFound, NotPermitted without the power, Conflict when it went to this
    addressee already, DomainError when the addressee cannot be reached so.
    """
    issue = issue_for(actor, issue_id)
    hand = hand_at(actor, post)
    letter_rules.check_may(hand, Act.DISPATCH)
    recipient = _recipient(issue, addressee)
    tracking_number = normalise(tracking_number, field="tracking_number")[:LONGEST_TRACKING]
    letter_rules.check_mode(recipient, mode, tracking_number)
    if mode == Dispatch.Mode.EMAIL:
        mail.check_server()
    reached = (
        offices.get_post(post_id=recipient.post) if recipient.post and mode == Dispatch.Mode.OFFICE else None
    )
    if mode == Dispatch.Mode.LOCKER:
        _into_locker(issue, recipient)
    with transaction.atomic(durable=True):
        issue = Issue.objects.select_for_update(of=("self",)).select_related("draft", "file").get(pk=issue.pk)
        _check_not_gone(issue, addressee)
        at = clock.now()
        dispatch, event = _enter(issue, recipient, addressee, mode, hand, tracking_number, at)
        rows: list[models.Model] = [dispatch, event]
        if reached is not None:
            rows.append(_arrived(dispatch, reached, at))
        if issue.draft.state == Draft.State.ISSUED:
            issue.draft.state = Draft.State.DISPATCHED
            issue.draft.save(update_fields=["state"])
            rows.append(issue.draft)
        audit.record(
            actor, "LETTER_DISPATCHED", stream=issue.file_id, rows=rows, mode=mode, sha256=dispatch.blob
        )
        events.publish(LetterDispatched(dispatch.pk, issue.pk, issue.number, mode, at))
    return dispatch


def carry_mail(*, dispatch_id: UUID) -> Dispatch:
    """Hand a queued e-mail to the mail server: SENT, or BOUNCED with the server's words when it will never take it.

    Raises Unavailable when the server does not answer or asks to try later; the dispatch keeps waiting. A message that is
    handed over twice, because the line broke at the very end, bears the same message id.
    """
    dispatch = Dispatch.objects.select_related("issue__draft", "issue__file").get(pk=dispatch_id)
    if dispatch.state != Dispatch.State.QUEUED or dispatch.mode != Dispatch.Mode.EMAIL:
        return dispatch
    subject = f"{dispatch.issue.number}: {present_version(dispatch.issue.draft).subject}"
    words = f"{subject}\n\n{dispatch.issue.signatory.title}\n{dispatch.issue.signatory.office}\n"
    message = mail.message_of(dispatch, subject, blobs.get(dispatch.blob), words)
    try:
        mail.send(message)
    except mail.Refused as error:
        return _happened(dispatch_id, Dispatch.State.BOUNCED, str(error), None, SYSTEM)
    return _happened(dispatch_id, Dispatch.State.SENT, "", None, SYSTEM)


def note_return(*, dispatch_id: UUID, post: UUID, state: str, remarks: str, actor: Actor) -> Dispatch:
    """Enter what became of a dispatch: DELIVERED, BOUNCED or RETURNED; a return says why. It may then go again."""
    dispatch_for(actor, dispatch_id)
    hand = hand_at(actor, post)
    letter_rules.check_may(hand, Act.DISPATCH)
    return _happened(dispatch_id, state, rules.remarks_of(remarks), hand.signatory, actor)


def _happened(dispatch_id: UUID, state: str, remarks: str, by: Signatory | None, actor: Actor) -> Dispatch:
    with transaction.atomic(durable=True):
        dispatch = (
            Dispatch.objects.select_for_update(of=("self",)).select_related("issue").get(pk=dispatch_id)
        )
        if by is not None:
            letter_rules.check_event(dispatch.state, state, remarks)
        elif dispatch.state != Dispatch.State.QUEUED:
            return dispatch
        dispatch.state = state
        dispatch.save(update_fields=["state"])
        event = _event(dispatch, clock.now(), remarks, by)
        audit.record(actor, f"DISPATCH_{state}", stream=dispatch.issue.file_id, rows=[dispatch, event])
    return dispatch


def _recipient(issue: Issue, addressee: int) -> Addressee:
    each = present_version(issue.draft).addressees.each
    if not 1 <= addressee <= len(each):
        raise DomainError(_("The letter has no such addressee."), code="no-addressee", field="addressee")
    found: Addressee = each[addressee - 1]
    return found


def _check_not_gone(issue: Issue, addressee: int) -> None:
    if issue.draft.state == Draft.State.SUPERSEDED:
        raise Conflict(_("This letter was superseded: dispatch the newer one."), code="superseded")
    if issue.dispatches.filter(addressee=addressee, state__in=_LIVE).exists():
        raise Conflict(
            _("It went to this addressee already. Note its return first."), code="dispatched-already"
        )


def _enter(
    issue: Issue,
    recipient: Addressee,
    addressee: int,
    mode: str,
    hand: Hand,
    tracking_number: str,
    at: datetime,
) -> tuple[Dispatch, DispatchEvent]:
    year = at.astimezone(clock.IST).year
    usual = Dispatch.State.QUEUED if mode == Dispatch.Mode.EMAIL else Dispatch.State.SENT
    dispatch = Dispatch.objects.create(
        issue=issue,
        serial=issue.dispatches.count() + 1,
        number=numbers.allot(
            f"eoffice.dispatch/{hand.office_code}/{year}", template="{number}/" + f"{year}/{hand.office_code}"
        ),
        office=hand.office,
        office_code=hand.office_code,
        addressee=addressee,
        recipient=recipient,
        mode=mode,
        state=_AT_ONCE.get(Dispatch.Mode(mode), usual),
        tracking_number=tracking_number,
        blob=issue.signed_blob,
        dispatched_by=hand.signatory,
        dispatched_at=at,
    )
    return dispatch, _event(dispatch, at, "", hand.signatory)


def _event(dispatch: Dispatch, at: datetime, remarks: str, by: Signatory | None) -> DispatchEvent:
    return DispatchEvent.objects.create(
        dispatch=dispatch,
        number=dispatch.events.count() + 1,
        state=dispatch.state,
        at=at,
        by=by,
        remarks=remarks[:500],
    )


def _arrived(dispatch: Dispatch, reached: offices.PostView, at: datetime) -> InsideLetter:
    return InsideLetter.objects.create(
        dispatch=dispatch,
        to_post=reached.id,
        to_office=reached.office,
        to_office_code=reached.office_code,
        arrived_at=at,
    )


def _into_locker(issue: Issue, recipient: Addressee) -> None:
    """The signed file, as it is, in the resident's locker; once, however often it is asked for."""
    if recipient.resident is None:
        raise RuntimeError("the way was checked before")
    who = issue.signatory
    signing = offices.get_post(post_id=who.post)
    place = offices.office(office_id=signing.office).address
    form = str(Draft.Form(issue.draft.form).label)
    locker.file_letter(
        letter=locker.LetterToFile(
            source="eoffice",
            source_id=issue.pk,
            pdf=blobs.get(issue.signed_blob),
            number=issue.system_number,
            title=Text(form),
            subject=recipient.resident,
            office=signing.office,
            office_code=signing.office_code,
            dated=issue.dated,
            signed_at=issue.signed_at,
            signatory=locker.Signatory(name=who.name, post=who.title, office=who.office, place=place),
        ),
        purpose=Purpose(PURPOSE, issue.number),
    )
