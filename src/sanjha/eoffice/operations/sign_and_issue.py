"""Sign and issue an approved letter: number and date, the officer's signature, the office's signature, the office copy."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sanjha.eoffice import correspondence, keys, ledger, letter_rules, letter_texts
from sanjha.eoffice.docket import docket
from sanjha.eoffice.events import LetterIssued
from sanjha.eoffice.models import Act, CorrespondenceItem, Draft, File, Issue, Signatory, SigningKey
from sanjha.eoffice.operations.create_draft import locked_draft, present_version
from sanjha.eoffice.queries.drafts import visible_draft
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, blobs, clock, events, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text
from sanjha.locker import contract as locker
from sanjha.offices import contract as offices


@dataclass(frozen=True)
class Seal:
    """What is asked of others before the letter is entered: the signatory's key and the office's place."""

    hand: Hand
    key: SigningKey
    office_code: str
    place: Text


def sign_and_issue(*, draft_id: UUID, post: UUID, actor: Actor) -> Issue:
    """Sign an approved letter. Call it again after a failure: it goes on where it was, with the same number and date.

    First the number, the date and the officer's own signature are committed; then the office's signature is put on the
    approved file without holding a lock; last, one transaction enters the file, its copy on the correspondence side and
    the docket. Raises NotPermitted for anybody but the officer in whose name it was approved, Conflict when it was not
    approved or the file has gone on, Unavailable when a key cannot be reached.
    """
    draft = visible_draft(actor, draft_id)
    hand = hand_at(actor, post)
    letter_rules.check_may(hand, Act.SIGN)
    if actor.person is None:
        raise RuntimeError("an officer is a person")
    office = offices.office(office_id=hand.office)
    seal = Seal(hand, keys.key_of(actor.person), hand.office_code, office.address)
    issue = _enter(draft, seal, actor)
    if issue.signed_blob:
        return issue
    return _complete(issue, _signed_file(issue, draft.language, seal), seal, actor)


def _enter(draft: Draft, seal: Seal, actor: Actor) -> Issue:
    """The row with its numbers; the one that is there when signing was begun before."""
    with transaction.atomic(durable=True):
        draft = locked_draft(draft, seal.hand.post)
        letter_rules.check_state(draft, Draft.State.APPROVED, Draft.State.SIGNED)
        letter_rules.check_signatory(draft, seal.hand)
        known = Issue.objects.filter(draft=draft).first()
        if known is not None:
            return known
        # Asked as late as possible: others of the state wait for the number.
        at = clock.now().replace(microsecond=0)
        serial = int(numbers.allot(f"eoffice.issue/{draft.file_id}", template="{number}"))
        number = f"{draft.file.number}/{serial}"
        year = at.astimezone(clock.IST).year
        system_number = numbers.allot(f"eoffice.issue/{year}", template="I/{number}/" + str(year))
        dated = clock.today()
        text = letter_texts.signed_text(
            draft,
            number=number,
            system_number=system_number,
            dated=dated,
            at=at,
            post=seal.hand.post,
            officer=seal.hand.signatory.officer,
        )
        issue = Issue.objects.create(
            draft=draft,
            file=draft.file,
            serial=serial,
            number=number,
            system_number=system_number,
            dated=dated,
            signed_at=at,
            signatory=seal.hand.signatory,
            signed_text=text,
            signature=keys.sign(seal.key, text),
            key=seal.key,
            approved_blob=draft.approved_blob,
        )
        draft.state = Draft.State.SIGNED
        draft.save(update_fields=["state"])
        audit.record(actor, "LETTER_SIGNED", stream=draft.file_id, rows=[issue, draft], number=number)
    return issue


def _signed_file(issue: Issue, language: str, seal: Seal) -> bytes:
    """The approved file with its fields filled and signed. It begins with exactly the approved bytes, or nothing is issued."""
    approved = blobs.get(issue.approved_blob)
    who = issue.signatory
    signed = locker.sign_letter(
        letter=locker.LetterRequest(
            pdf=approved,
            office_code=seal.office_code,
            number=f"{issue.number} ({issue.system_number})",
            dated=issue.dated,
            signed_at=issue.signed_at,
            language=language,
            signatory=locker.Signatory(name=who.name, post=who.title, office=who.office, place=seal.place),
        )
    )
    if sha256(signed[: len(approved)]).hexdigest() != issue.approved_blob:
        raise RuntimeError("the signed file does not begin with the approved one")
    return signed


def _complete(issue: Issue, signed: bytes, seal: Seal, actor: Actor) -> Issue:
    kept = blobs.put(signed)
    with transaction.atomic(durable=True):
        file, _movement = ledger.lock_file(issue.file_id)
        issue = (
            Issue.objects.select_for_update(of=("self",)).select_related("draft__supersedes").get(pk=issue.pk)
        )
        if issue.signed_blob:
            return issue
        at, draft = clock.now(), issue.draft
        issue.signed_blob = kept
        issue.paper = _office_copy(file, issue, seal.hand.signatory, at)
        issue.save(update_fields=["signed_blob", "paper"])
        note = docket(
            issue.paper, seal.hand.signatory, at, words=_docket_words(issue), language=draft.language
        )
        draft.state = Draft.State.ISSUED
        draft.save(update_fields=["state"])
        rows: list[models.Model] = [issue, issue.paper, note, draft, *_superseded(draft)]
        audit.record(
            actor,
            "LETTER_ISSUED",
            stream=file.pk,
            rows=rows,
            number=issue.number,
            approved=issue.approved_blob,
            sha256=issue.signed_blob,
        )
        events.publish(
            LetterIssued(
                issue=issue.pk,
                file=file.pk,
                number=issue.number,
                system_number=issue.system_number,
                post=seal.hand.post,
                approved=issue.approved_blob,
                sha256=issue.signed_blob,
                signed_at=issue.signed_at,
            )
        )
    return issue


def _office_copy(file: File, issue: Issue, signatory: Signatory, at: datetime) -> CorrespondenceItem:
    copy = correspondence.Paper(
        kind=CorrespondenceItem.Kind.ISSUE,
        title=present_version(issue.draft).subject,
        pages=issue.draft.pages,
        paper_date=issue.dated,
        blob=issue.signed_blob,
        media_type="application/pdf",
        grading=file.grading,
    )
    return correspondence.place(file, copy, added_by=signatory, at=at)


def _docket_words(issue: Issue) -> str:
    if issue.paper is None:
        raise RuntimeError("the office copy comes before its docket")
    first, last = issue.paper.page_from, issue.paper.page_to
    with translation.override(issue.draft.language):
        return _("S.No. %(serial)s (Issue) p. %(pages)s/c: %(form)s No. %(number)s dated %(date)s.") % {
            "serial": issue.paper.serial,
            "pages": first if first == last else f"{first}-{last}",
            "form": issue.draft.get_form_display(),
            "number": issue.number,
            "date": f"{issue.dated:%d-%m-%Y}",
        }


def _superseded(draft: Draft) -> list[models.Model]:
    """The letter that this one replaces, marked so."""
    old = draft.supersedes
    if old is None or old.state not in {Draft.State.ISSUED, Draft.State.DISPATCHED}:
        return []
    old.state = Draft.State.SUPERSEDED
    old.save(update_fields=["state"])
    return [old]
