"""Keep what was typed so far."""

import json
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import LANGUAGES
from sanjha.sewa import registered, rules
from sanjha.sewa.forms.aadhaar import scrub
from sanjha.sewa.models import Application, Draft, ServiceVersion
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.services import current_version
from sanjha.sewa.registered import Persons

MOST_BYTES = 400_000
MOST_COPIES = 20


def save_draft(
    *,
    actor: Actor,
    data: dict[str, Any],
    draft_id: UUID | None = None,
    service: str = "",
    channel: str = "",
    language: str = "",
    copies: int | None = None,
    revision: int | None = None,
    registered_as: Persons | None = None,
) -> Draft:
    """Keep the form as it stands, however incomplete, with every full Aadhaar number masked.

    Without an id a new draft is made of `service` and `channel`; an id that is not known yet makes a draft of that
    id, so that a request may be repeated. `revision` is that of the page: raises Conflict when another window has
    saved since, and when the draft was submitted. Raises NotFound for somebody else's draft.

    What the register of residents gave of persons (`registered_as`, or before) stands, whatever was typed in its place:
    it is disputed, not overwritten. Whose row was taken out is forgotten.
    """
    kept = _checked(data)
    if copies is not None and not 1 <= copies <= MOST_COPIES:
        raise DomainError(_("Between 1 and 20 copies can be had."), code="copies", field="copies")
    if language and language not in LANGUAGES:
        raise DomainError(_("Choose a language from the list."), code="language", field="language")
    known = Draft.objects.filter(pk=draft_id).select_related("service_version").first() if draft_id else None
    if known is None:
        return _begin(actor, kept, draft_id, service, channel, language, copies)
    if not rules.owns_draft(actor, known):
        raise NotFound(_("There is no such draft, or it is not yours."))
    version = current_version(known.service_version.code)
    with transaction.atomic(durable=True):
        draft = Draft.objects.select_for_update(of=("self",)).filter(pk=known.pk).first()
        if draft is None:
            raise _gone(known.pk)
        rules.check_revision(draft, revision)
        known_to = registered.read(draft.registered) if registered_as is None else registered_as
        persons = registered.present(known_to, kept)
        draft.registered = registered.kept(persons)
        draft.data = registered.laid_over(kept, persons, channel=draft.channel)
        draft.service_version = version
        draft.language = language or draft.language
        draft.copies = copies or draft.copies
        draft.revision += 1
        draft.updated_at = clock.now()
        draft.save(
            update_fields=[
                "data", "registered", "service_version", "language", "copies", "revision", "updated_at",
            ]
        )  # fmt: skip
    return draft


def _begin(
    actor: Actor,
    data: dict[str, Any],
    draft_id: UUID | None,
    service: str,
    channel: str,
    language: str,
    copies: int | None,
) -> Draft:
    version = current_version(service)
    rules.check_channel(definition_of(version), channel, actor)
    draft = _new_draft(actor, version, channel)
    draft.id = draft_id or new_id()
    draft.data, draft.language, draft.copies = data, language or "pa", copies or 1
    if Application.objects.filter(pk=draft.id).exists():
        raise _gone(draft.id)
    try:
        with transaction.atomic(durable=True):
            draft.save(force_insert=True)
            # One entry for the beginning and one for the end: autosaves are not deeds of record.
            audit.record(actor, "DRAFT_BEGUN", stream=draft.id, service=service, channel=channel)
    except IntegrityError:
        raise Conflict(
            _("This form is being saved in another window. Try again."), code="draft-changed"
        ) from None
    return draft


def _new_draft(actor: Actor, version: ServiceVersion, channel: str) -> Draft:
    now = clock.now()
    draft = Draft(service_version=version, channel=channel, created_at=now, updated_at=now)
    if actor.is_citizen:
        if actor.person is None:
            raise NotPermitted(
                _("Register yourself as a resident first; then you can apply."), code="no-resident"
            )
        draft.resident = actor.person
        return draft
    counter = rules.counter_post(actor)
    draft.owner_post, draft.kendra_code = counter.post, counter.office_code
    return draft


def _checked(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise DomainError(_("The form is not readable."), code="form-unreadable", field="data")
    try:
        kept: dict[str, Any] = _storable(scrub(data))
        letters = len(json.dumps(kept, ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError):
        raise DomainError(_("The form is not readable."), code="form-unreadable", field="data") from None
    if letters > MOST_BYTES:
        raise DomainError(_("The form holds too much text."), code="form-too-large", field="data")
    return kept


def _storable(value: Any) -> Any:
    """The store keeps no NUL; the form engine refuses it with the other control characters when it validates."""
    if isinstance(value, dict):
        return {_storable(key): _storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value


def _gone(draft_id: UUID) -> Conflict:
    number = Application.objects.filter(pk=draft_id).values_list("number", flat=True).first()
    if number is None:
        return Conflict(_("This draft was discarded in another window."), code="draft-discarded")
    return Conflict(
        _("This form was submitted already, under the number %(number)s.") % {"number": number},
        code="draft-submitted",
    )
