"""Answering an objection: the fields that were objected to, the papers that are missing, and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sanjha.identity.contract import Request
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, Message
from sanjha.sewa.definition.service import Document, ServiceDefinition
from sanjha.sewa.definition.workflow import Objection as ObjectionCode
from sanjha.sewa.forms import views
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.engine import Context
from sanjha.sewa.forms.html import parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.forms.views import FormView, SectionView
from sanjha.sewa.models import Attachment, Objection
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.routing import finder_for
from sanjha.sewa.web.place_options import place_options


@dataclass(frozen=True)
class AskedPaper:
    """A paper that was objected to, what came of it since, and what was wrong with the last file."""

    document: Document
    held: list[Attachment]
    problem: Message = ""

    @property
    def control(self) -> str:
        return f"id_paper-{self.document.code}"


@dataclass
class Answering:
    """One objection with what was filled in so far."""

    objection: Objection
    definition: ServiceDefinition
    mode: views.Mode
    data: dict[str, Any]
    words: str = ""
    refusal: DomainError | None = None
    papers_wrong: dict[str, Message] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request, objection: Objection) -> Answering:
        """With the application's data; what was posted is laid over it."""
        definition = definition_of(objection.application.service_version)
        mode: views.Mode = "counter" if request.actor.is_officer else "citizen"
        answering = cls(objection, definition, mode, dict(objection.application.data))
        if request.method == "POST":
            posted = parse(request.POST.lists())
            merged = _laid_over(answering.data, posted.data)
            for path in answering.fields:
                # A table whose rows were all taken out, or a box that is not ticked, sends nothing.
                if "." not in path and path not in posted.data:
                    merged.pop(path, None)
            answering.data = (
                apply_command(definition.form, merged, posted.command) if posted.command else merged
            )
            answering.words = request.POST.get("_answer", "")[:2000]
        return answering

    @property
    def codes(self) -> list[ObjectionCode]:
        return [each for each in self.definition.objections if each.code in self.objection.codes]

    @property
    def fields(self) -> list[str]:
        """The paths of the fields that were objected to."""
        return [each.field for each in self.codes if each.field]

    def documents(self) -> list[AskedPaper]:
        """The papers asked for, each with what is there of it since the objection."""
        asked = {each.document for each in self.codes if each.document}
        held = [
            paper
            for paper in attachments_of(self.objection.application_id)
            if paper.objection == self.objection.pk
        ]
        return [
            AskedPaper(
                document,
                [paper for paper in held if paper.document == document.code],
                self.papers_wrong.get(document.code, ""),
            )
            for document in self.definition.documents
            if document.code in asked and "UPLOAD" in document.sources
        ]

    @property
    def status(self) -> int:
        return self.refusal.status if self.refusal else 200

    def sections(self) -> tuple[FormView, list[SectionView]]:
        """The form, and its sections with only the fields that were objected to."""
        context = Context(
            today=clock.today(), find_place=finder_for((self.definition.form, self.data)), strict=False
        )
        form = bind(
            self.definition.form,
            self.data,
            context=context,
            errors=self.refusal.errors if self.refusal else (),
            mode=self.mode,
            place_options=place_options,
        )
        pruned = [
            replace(section, fields=tuple(_asked(section.fields, self.fields))) for section in form.sections
        ]
        return form, [section for section in pruned if section.fields]

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        form, sections = self.sections()
        refusal = self.refusal
        plain = refusal if refusal and not refusal.errors and not self.papers_wrong else None
        return {
            "objection": self.objection,
            "application": self.objection.application,
            "definition": self.definition,
            "codes": self.codes,
            "documents": self.documents(),
            "form": form,
            "form_sections": sections,
            "answer": self.words,
            "answer_problem": plain.message if plain else "",
            "problems": [
                *([("id_answer", plain.message)] if plain else []),
                *((f"id_paper-{code}", words) for code, words in self.papers_wrong.items()),
            ],
        }


def _laid_over(before: Mapping[str, Any], posted: Mapping[str, Any]) -> dict[str, Any]:
    """The data with what the page sent over it; tables are taken whole."""
    merged = dict(before)
    for key, value in posted.items():
        known = merged.get(key)
        both = isinstance(known, Mapping) and isinstance(value, Mapping)
        merged[key] = _laid_over(known, value) if both else value  # type: ignore[arg-type]
    return merged


def _asked(parts: Iterable[views.Part], fields: list[str]) -> Iterable[views.Part]:
    """The parts at the asked paths, or below them, in the groups in which they stand."""
    for part in parts:
        if any(part.path == asked or part.path.startswith(f"{asked}.") for asked in fields):
            yield part
        elif isinstance(part, views.GroupView) and any(asked.startswith(f"{part.path}.") for asked in fields):
            yield replace(part, fields=tuple(_asked(part.fields, fields)))
