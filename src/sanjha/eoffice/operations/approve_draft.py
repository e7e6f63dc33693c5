"""Approve a draft: its page is made and fixed. Or withdraw it, as long as it was not issued."""

from io import BytesIO
from uuid import UUID

import pikepdf
from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import letter_page, letter_rules, rules
from sanjha.eoffice.models import Act, Draft, DraftVersion, Signatory
from sanjha.eoffice.operations.create_draft import close_version, locked_draft, present_version
from sanjha.eoffice.queries.drafts import visible_draft
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, blobs, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.locker import contract as locker
from sanjha.offices import contract as offices


def approve_draft(*, draft_id: UUID, post: UUID, version: int, actor: Actor) -> Draft:
    """Approve the version with this number. The page is made now, and nothing on it changes any more.

    Only the fields for number, date and signature stay open. Raises NotPermitted without the power and for personal
    staff, Conflict when there is a newer version, DomainError when the signing post is vacant or a sign cannot be printed.
    """
    draft = visible_draft(actor, draft_id)
    hand = hand_at(actor, post)
    letter_rules.check_may(hand, Act.APPROVE)
    letter_rules.check_is_open(draft)
    present = present_version(draft)
    letter_rules.check_version(present, version)
    signatory = signatory_of(draft)
    pdf = page_of(draft, present)
    with transaction.atomic(durable=True):
        draft = locked_draft(draft, post)
        letter_rules.check_is_open(draft)
        _check_unchanged(present_version(draft), present)
        at = clock.now()
        rows = close_version(draft, at)
        draft.state = Draft.State.APPROVED
        draft.approved_by, draft.approved_for, draft.approved_at = hand.signatory, signatory, at
        draft.approved_blob, draft.pages = blobs.put(pdf), pages_of(pdf)
        draft.save()
        audit.record(
            actor,
            "DRAFT_APPROVED",
            stream=draft.file_id,
            rows=[draft, *rows],
            version=version,
            sha256=draft.approved_blob,
        )
    return draft


def withdraw_draft(*, draft_id: UUID, post: UUID, reason: str, actor: Actor) -> Draft:
    """Withdraw a draft that was not issued; an approved one only by a hand that may approve. The reason stays with it."""
    draft = visible_draft(actor, draft_id)
    hand = hand_at(actor, post)
    letter_rules.check_may(hand, Act.DRAFT if draft.is_open else Act.APPROVE)
    reason = rules.remarks_of(reason)
    if not reason:
        raise DomainError(_("Say why it is withdrawn."), code="missing", field="remarks")
    with transaction.atomic(durable=True):
        draft = locked_draft(draft, post)
        letter_rules.check_state(draft, Draft.State.EDITING, Draft.State.SUBMITTED, Draft.State.APPROVED)
        letter_rules.check_may(hand, Act.DRAFT if draft.is_open else Act.APPROVE)
        rows = close_version(draft, clock.now())
        draft.state, draft.withdrawn_reason = Draft.State.WITHDRAWN, reason
        draft.save(update_fields=["state", "withdrawn_reason"])
        audit.record(actor, "DRAFT_WITHDRAWN", stream=draft.file_id, rows=[draft, *rows])
    return draft


def page_of(draft: Draft, version: DraftVersion) -> bytes:
    """The page of a version as PDF. Raises DomainError for a vacant signing post and for signs no font has."""
    signing = _signing(draft)
    office = offices.office(office_id=signing.office)
    data = letter_page.data_of(
        draft, version, file_number=draft.file.number, signatory=signing, address=office.address
    )
    if missing := locker.check_printable(data=data):
        raise DomainError(
            _("These signs cannot be printed in a letter: %(signs)s") % {"signs": " ".join(missing[:10])},
            code="unprintable",
            field="body",
        )
    return locker.render_pdf(template=letter_page.template_of(draft), data=data, issued_at=clock.now())


def signatory_of(draft: Draft) -> Signatory:
    """Whose name the page bears."""
    signing = _signing(draft)
    return Signatory(
        post=signing.id,
        title=signing.title,
        office=signing.office_name,
        officer=signing.holder,
        name=signing.holder_name or signing.title,
        capacity=signing.capacity,
    )


def pages_of(pdf: bytes) -> int:
    """How many pages the file has."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return len(file.pages)


def _signing(draft: Draft) -> offices.PostView:
    found = offices.get_post(post_id=draft.signing_post)
    if found.holder is None:
        raise DomainError(
            _("Nobody holds the post %(post)s: choose who signs.") % {"post": found.title},
            code="vacant",
            field="signing_post",
        )
    return found


def _check_unchanged(present: DraftVersion, seen: DraftVersion) -> None:
    """The page was made of the words as they were read: newer ones must be looked at first."""
    letter_rules.check_version(present, seen.number)
    if (present.subject, present.body, present.addressees) != (seen.subject, seen.body, seen.addressees):
        letter_rules.check_version(present, 0)
