"""Draft a letter in a file: begin it, work on it, put it up for approval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import models, transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, letter_rules, letter_texts, markup, rules
from sanjha.eoffice.models import (
    Act,
    Addressee,
    Addressees,
    CorrespondenceItem,
    Draft,
    DraftVersion,
    File,
)
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.drafts import visible_draft
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError
from sanjha.offices import contract as offices
from sanjha.people import contract as people

PURPOSE = "EOFFICE-LETTER"
"""Why residents are looked up here: a letter or an order that is addressed to them."""


@dataclass(frozen=True)
class Words:
    """What a letter says and to whom. An addressee with a `post` or a `resident` needs no name: the register gives it."""

    subject: str
    body: str
    addressees: Sequence[Addressee]


def create_draft(
    *,
    file_id: UUID,
    post: UUID,
    form: str,
    language: str,
    signing_post: UUID,
    words: Words,
    actor: Actor,
    reply_to: UUID | None = None,
    supersedes: UUID | None = None,
) -> Draft:
    """Begin a letter at the desk that holds the file. `reply_to` is a paper of the file, `supersedes` an issued draft of it.

    Raises NotPermitted without the power, Conflict when the file has gone on, DomainError for what the letter lacks.
    """
    file = visible_file(actor, file_id)
    hand = hand_at(actor, post)
    letter_rules.check_may(hand, Act.DRAFT)
    signing = offices.get_post(post_id=signing_post)
    rules.check_post_takes_files(signing.is_active)
    words = ready(words, letter_rules.language_of(language), file)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(movement, post)
        at = clock.now()
        draft = Draft.objects.create(
            file=file,
            number=file.drafts.count() + 1,
            form=letter_rules.form_of(form),
            language=language,
            reply_to=_paper(file, reply_to),
            supersedes=_issued(file, supersedes),
            signing_post=signing.id,
            signing_title=signing.title,
            created_by=hand.signatory,
            created_at=at,
        )
        version = keep_version(draft, words, hand, at)
        audit.record(actor, "DRAFT_CREATED", stream=file.pk, rows=[draft, *version])
    return draft


def edit_draft(
    *,
    draft_id: UUID,
    post: UUID,
    words: Words,
    seen: int,
    actor: Actor,
    form: str = "",
    signing_post: UUID | None = None,
) -> DraftVersion:
    """Keep what was typed. Another officer's words begin a new version; the version before stays as it was.

    `seen` is the number of the version that was on the screen: Conflict when there is a newer one.
    """
    draft = visible_draft(actor, draft_id)
    hand = hand_at(actor, post)
    letter_rules.check_may(hand, Act.DRAFT)
    signing = offices.get_post(post_id=signing_post or draft.signing_post)
    rules.check_post_takes_files(signing.is_active)
    words = ready(words, draft.language, draft.file)
    with transaction.atomic(durable=True):
        draft = locked_draft(draft, post)
        letter_rules.check_is_open(draft)
        present = present_version(draft)
        letter_rules.check_version(present, seen)
        draft.form = letter_rules.form_of(form or draft.form)
        draft.signing_post, draft.signing_title = signing.id, signing.title
        draft.save(update_fields=["form", "signing_post", "signing_title"])
        rows = keep_version(draft, words, hand, clock.now())
        audit.record(actor, "DRAFT_EDITED", stream=draft.file_id, rows=[draft, *rows])
    return present_version(draft)


def submit_draft(*, draft_id: UUID, post: UUID, actor: Actor) -> Draft:
    """Put the draft up for approval: its author's version is closed."""
    draft = visible_draft(actor, draft_id)
    hand = hand_at(actor, post)
    letter_rules.check_may(hand, Act.DRAFT)
    with transaction.atomic(durable=True):
        draft = locked_draft(draft, post)
        letter_rules.check_state(draft, Draft.State.EDITING)
        rows = close_version(draft, clock.now())
        draft.state = Draft.State.SUBMITTED
        draft.save(update_fields=["state"])
        audit.record(actor, "DRAFT_SUBMITTED", stream=draft.file_id, rows=[draft, *rows])
    return draft


def locked_draft(draft: Draft, post: UUID) -> Draft:
    """The draft and its file, locked; the file is active and lies at this desk."""
    file, movement = ledger.lock_file(draft.file_id)
    rules.check_active(file)
    rules.check_is_with(movement, post)
    return Draft.objects.select_for_update(of=("self",)).select_related("file").get(pk=draft.pk)


def present_version(draft: Draft) -> DraftVersion:
    """The newest version."""
    return draft.versions.order_by("-number")[0]


def close_version(draft: Draft, at: datetime) -> list[models.Model]:
    """Close the open version, if there is one: from then on it stays. Returns what was written."""
    version = present_version(draft)
    if version.closed_at is not None:
        return []
    before = draft.versions.filter(number=version.number - 1).values_list("hash", flat=True).first()
    version.closed_at = at
    version.hash = letter_texts.version_hash(draft, version, before or "")
    version.save()
    return [version]


def keep_version(draft: Draft, words: Words, hand: Hand, at: datetime) -> list[models.Model]:
    """Write the words into the author's open version, or into a new one. Returns what was written."""
    last = draft.versions.order_by("-number").first()
    addressees = Addressees(tuple(words.addressees))
    if last is not None and (last.subject, last.body, last.addressees) == (
        words.subject,
        words.body,
        addressees,
    ):
        return []
    closed: list[models.Model] = []
    if last is not None and (last.closed_at or last.author != hand.signatory):
        closed = close_version(draft, at)
        last = DraftVersion(draft=draft, number=last.number + 1)
    version = last or DraftVersion(draft=draft, number=1)
    version.subject, version.body, version.addressees = words.subject, words.body, addressees
    version.text = markup.words_of(words.body)
    version.author, version.written_at = hand.signatory, at
    version.save()
    return [*closed, version]


def ready(words: Words, language: str, file: File) -> Words:
    """The words in good form; posts and residents with the names and addresses that the registers give."""
    body = markup.cleaned(words.body)
    if not markup.words_of(body):
        raise DomainError(_("The letter is empty."), code="empty-letter", field="body")
    known = [_known(each, language, file) for each in words.addressees]
    return replace(
        words,
        subject=rules.subject_of(words.subject),
        body=body,
        addressees=letter_rules.addressees_of(known),
    )


def _known(each: Addressee, language: str, file: File) -> Addressee:
    if each.post is not None:
        found = offices.get_post(post_id=each.post)
        rules.check_post_takes_files(found.is_active)
        return Addressee(
            name=getattr(found.title, language) or found.title.en,
            address=getattr(found.office_name, language) or found.office_name.en,
            post=found.id,
            is_copy=each.is_copy,
        )
    if each.resident is not None:
        person = people.get_resident(resident_id=each.resident, purpose=Purpose(PURPOSE, file.number))
        return Addressee(
            name=getattr(person.name, language) or person.name.en,
            address=each.address
            or ", ".join(
                part for part in (person.address.house, person.address.street, person.address.pin) if part
            ),
            email=each.email,
            resident=person.id,
            is_copy=each.is_copy,
        )
    return msgspec.structs.replace(each)


def _paper(file: File, reply_to: UUID | None) -> CorrespondenceItem | None:
    if reply_to is None:
        return None
    found = file.correspondence.filter(pk=reply_to).first()
    if found is None:
        raise DomainError(_("This paper is not in the file."), code="not-in-file", field="reply_to")
    return found


def _issued(file: File, supersedes: UUID | None) -> Draft | None:
    if supersedes is None:
        return None
    found = file.drafts.filter(pk=supersedes, state__in=[Draft.State.ISSUED, Draft.State.DISPATCHED]).first()
    if found is None:
        raise DomainError(
            _("Only a letter that was issued from this file can be superseded."),
            code="not-issued",
            field="supersedes",
        )
    return found
