"""Answering an objection: the fields that were objected to, the papers that are missing, and words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sanjha.identity.contract import Request
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.sewa.definition.service import Document, ServiceDefinition
from sanjha.sewa.definition.workflow import Objection as ObjectionCode
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.engine import Context
from sanjha.sewa.forms.html import parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.forms.views import FormView, SectionView
from sanjha.sewa.models import Attachment, Objection
from sanjha.sewa.operations.answer_objection import answer_objection
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.routing import finder_for
from sanjha.sewa.web.place_options import place_options
from sanjha.sewa.web.uploads import read_upload


@dataclass
class Answering:
    """One objection with what was filled in so far."""

    objection: Objection
    definition: ServiceDefinition
    mode: str
    data: dict[str, Any]
    words: str = ""
    refusal: DomainError | None = field(default=None)

    @classmethod
    def of(cls, request: Request, objection: Objection) -> Answering:
        """With the application's data; what was posted is laid over the objected sections."""
        definition = definition_of(objection.application.service_version)
        mode = "counter" if request.actor.is_officer else "citizen"
        answering = cls(objection, definition, mode, dict(objection.application.data))
        if request.method == "POST":
            posted = parse(request.POST.lists())
            data = apply_command(definition.form, posted.data, posted.command) if posted.command else posted.data
            answering.data = {**answering.data, **data}
            answering.words = request.POST.get("_answer", "")[:2000]
        return answering

    @property
    def codes(self) -> list[ObjectionCode]:
        return [each for each in self.definition.objections if each.code in self.objection.codes]

    @property
    def documents(self) -> list[tuple[Document, list[Attachment]]]:
        """The papers asked for, each with what is there of it since."""
        asked = {each.document for each in self.codes if each.document}
        held = attachments_of(self.objection.application_id)
        return [
            (document, [paper for paper in held if paper.document == document.code])
            for document in self.definition.documents
            if document.code in asked
        ]

    @property
    def status(self) -> int:
        return self.refusal.status if self.refusal else 200

    def sections(self) -> tuple[FormView, list[SectionView]]:
        """The sections of the form that hold a field that was objected to."""
        context = Context(
            today=clock.today(), find_place=finder_for((self.definition.form, self.data)), strict=False
        )
        errors = self.refusal.errors if self.refusal else ()
        form = bind(
            self.definition.form,
            self.data,
            context=context,
            errors=errors,
            mode="counter" if self.mode == "counter" else "citizen",
            place_options=place_options,
        )
        heads = {each.field.partition(".")[0] for each in self.codes if each.field}
        wanted = {
            section.code
            for section in self.definition.form.sections
            if heads & {inner.id for inner in section.fields}
        }
        return form, [section for section in form.sections if section.code in wanted]

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        form, sections = self.sections()
        refusal = self.refusal
        return {
            "objection": self.objection,
            "application": self.objection.application,
            "definition": self.definition,
            "codes": self.codes,
            "documents": self.documents,
            "form": form,
            "form_sections": sections,
            "answer": self.words,
            "problems": [("id_answer", refusal.message)] if refusal and not refusal.errors else [],
        }


def answer_posted(request: Request, answering: Answering) -> bool:
    """Take what was posted: a paper (then the page goes on) or the answer itself (then it is done: True)."""
    if request.FILES:
        _take_papers(request, answering)
        if "_attach" in request.POST:
            return False
    if any(key.startswith(("add:", "remove:", "refresh")) for key in request.POST):
        return False
    has_fields = any(each.field for each in answering.codes)
    answer_objection(
        objection_id=answering.objection.pk,
        answer=answering.words,
        actor=request.actor,
        data=answering.data if has_fields else None,
    )
    return True


def _take_papers(request: HttpRequest, answering: Answering) -> None:
    """Papers come in fields named "_paper-CODE"."""
    asked = {document.code for document, _held in answering.documents}
    for name, file in request.FILES.items():
        code = name.removeprefix("_paper-")
        if code not in asked:
            raise DomainError(_("This paper was not asked for."), code="not-asked", field=name)
        original, content = read_upload(file)
        attach_document(
            case_id=answering.objection.application_id,
            document=code,
            name=original,
            content=content,
            actor=request.actor,  # type: ignore[attr-defined]
        )
