"""Put a paper to a case."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from sanjha.kernel import audit, blobs, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted
from sanjha.kernel.paper_content import EXTENSIONS, Allowed, Content, check_content
from sanjha.kernel.text import normalise
from sanjha.sewa import papers, rules
from sanjha.sewa.models import Application, Attachment, Draft, Task
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import draft_of, visible_application
from sanjha.sewa.queries.history import open_objection_of


@dataclass(frozen=True)
class Room:
    """Where the paper goes: into a draft, the answer of an objection, or an officer's step."""

    allowed: Allowed
    step: str = ""
    objection: UUID | None = None

    @property
    def is_draft(self) -> bool:
        return not self.step and self.objection is None


def attach_document(*, case_id: UUID, document: str, name: str, content: bytes, actor: Actor) -> Attachment:
    """Check the file by its content, keep it and note it; the same file again is the same paper.

    The owner of a draft hands in what the definition asks for, so does the applicant (or the kendra) while an
    objection waits; an officer adds what belongs to the open step. `name` is the file's name as it was; only the
    content decides. Raises DomainError that names the document and the rule, and then nothing is stored;
    NotFound for a case that is not the actor's; NotPermitted when it is not the time to add papers.
    """
    room = _room(actor, case_id, document)
    checked = check_content(content, room.allowed)
    digest = blobs.put(checked.data)
    with transaction.atomic(durable=True):
        _lock(case_id, room)
        same = Attachment.objects.filter(
            case_id=case_id, document=document, blob=digest, removed_at__isnull=True
        ).first()
        if same is not None:
            _check_is_of_now(same, room)
            return same
        _check_room_left(case_id, len(checked.data))
        attachment = Attachment.objects.create(
            case_id=case_id,
            document=document,
            blob=digest,
            media_type=checked.media_type,
            size=len(checked.data),
            pages=checked.pages,
            original_name=_name(name, checked),
            uploaded_at=clock.now(),
            uploaded_by=actor.person,
            step=room.step,
            objection=room.objection,
        )
        audit.record(
            actor, "DOCUMENT_ATTACHED", stream=case_id, rows=[attachment], document=document, sha256=digest
        )
    return attachment


def _room(actor: Actor, case_id: UUID, document: str) -> Room:
    if Draft.objects.filter(pk=case_id).exists():
        draft = draft_of(actor, case_id)
        return Room(papers.allowed_for_applicant(definition_of(draft.service_version), document))
    application = visible_application(actor, case_id)
    definition = definition_of(application.service_version)
    if rules.speaks_for_applicant(actor, application):
        objection = open_objection_of(application)
        if objection is None:
            raise NotPermitted(_("Papers can be added only while an objection waits for its answer."))
        return Room(papers.allowed_for_applicant(definition, document), objection=objection.pk)
    task = Task.objects.filter(
        application=application, closed_at__isnull=True, post__in=list(actor.posts)
    ).first()
    if task is None:
        raise NotPermitted(_("Only the officer who has the application now can add papers."))
    return Room(papers.allowed_in_step(definition, task.step, document), step=task.step)


def _lock(case_id: UUID, room: Room) -> None:
    """Hold the case still, and see that it is still where it was."""
    if room.is_draft:
        if not Draft.objects.select_for_update().filter(pk=case_id).exists():
            raise Conflict(_("This form was submitted or discarded meanwhile."), code="draft-submitted")
        return
    application = Application.objects.select_for_update(of=("self",)).get(pk=case_id)
    expected = Application.State.SUBMITTED if room.step else Application.State.WITH_CITIZEN
    if application.state != expected:
        raise Conflict(_("The application was moved on meanwhile."), code="moved-on")


def _check_is_of_now(same: Attachment, room: Room) -> None:
    """What was objected to is not mended by the very same file."""
    if (same.objection, same.step) != (room.objection, room.step):
        raise DomainError(
            _("This file was handed in before. Hand in another one."), code="same-file", field="content"
        )


def _check_room_left(case_id: UUID, size: int) -> None:
    held = Attachment.objects.filter(case_id=case_id, removed_at__isnull=True).aggregate(
        count=Count("id"), size=Sum("size")
    )
    if held["count"] >= papers.MOST_PAPERS or (held["size"] or 0) + size > papers.MOST_BYTES:
        raise DomainError(
            _("There are too many papers in this case. Take some off first."),
            code="too-many-papers",
            field="content",
        )


def _name(given: str, content: Content) -> str:
    """The file's name as it was, with the extension that its content has."""
    try:
        plain = normalise(given.replace("\\", "/").rsplit("/", 1)[-1])
    except DomainError:
        plain = ""
    stem = plain.rsplit(".", 1)[0].strip(". ")[:120] or "document"
    return f"{stem}.{EXTENSIONS[content.media_type]}"
