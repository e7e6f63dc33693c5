"""Which papers an application needs, from its data; and which of them are still missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sanjha.kernel.errors import FieldError
from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.expressions.evaluate import holds
from sanjha.sewa.definition.expressions.syntax import ExpressionError
from sanjha.sewa.definition.expressions.values import Scope, UndecidedError
from sanjha.sewa.definition.service import Document, ServiceDefinition
from sanjha.sewa.forms.messages import Message
from sanjha.sewa.forms.scope import Context, JsonObject, application_scope
from sanjha.sewa.forms.words import WORDS


@dataclass(frozen=True)
class RequiredDocument:
    """A paper that is asked for. `required`: for itself; else it is optional, or one of the group `any_of`.

    `given_by` is APPLICANT, GENERATED (from the application) or FIELD_REPORT (made in the step `step`).
    """

    code: str
    names: Text
    hint: Text | None
    required: bool
    any_of: str
    any_of_names: Text | None
    accept: tuple[str, ...]
    max_bytes: int
    sources: tuple[str, ...]
    given_by: str
    step: str


def required_documents(
    definition: ServiceDefinition, cleaned: JsonObject, context: Context
) -> list[RequiredDocument]:
    """The papers to ask for, in the order of the definition: needed ones, groups that apply, and optional ones."""
    scope = application_scope(definition, cleaned, context)
    groups = {group.code: group for group in definition.any_of if _holds(group.when, scope)}
    asked = []
    for paper in definition.documents:
        needed = paper.needed == "ALWAYS" or (paper.needed == "WHEN" and _holds(paper.when, scope))
        group = groups.get(paper.any_of)
        if paper.needed == "WHEN" and not needed and group is None:
            continue
        asked.append(
            RequiredDocument(
                code=paper.code,
                names=paper.names,
                hint=paper.hint,
                required=needed,
                any_of=group.code if group else "",
                any_of_names=group.names if group else None,
                accept=tuple(paper.accept),
                max_bytes=paper.max_kilobytes * 1024,
                sources=tuple(paper.sources),
                given_by=_giver(paper),
                step=paper.step,
            )
        )
    return asked


def missing_documents(
    definition: ServiceDefinition, cleaned: JsonObject, held: Collection[str], context: Context
) -> list[FieldError]:
    """What the applicant still has to give, as errors at `documents.CODE`; `held` are the codes that are there."""
    asked = required_documents(definition, cleaned, context)
    missing = [
        FieldError(
            f"documents.{paper.code}",
            "document-missing",
            Message(WORDS["document-missing"], where=(paper.names,)),
        )
        for paper in asked
        if paper.required and paper.given_by == "APPLICANT" and paper.code not in held
    ]
    for group in definition.any_of:
        members = [paper for paper in asked if paper.any_of == group.code]
        if members and not any(paper.required or paper.code in held for paper in members):
            names = Text(
                *(", ".join(paper.names.in_language(tongue) for paper in members) for tongue in LANGUAGES)
            )
            told = Message(WORDS["document-one-of"], {"names": names}, (group.names,))
            missing.append(FieldError(f"documents.{members[0].code}", "document-one-of", told))
    return missing


def _giver(paper: Document) -> str:
    if "FIELD_REPORT" in paper.sources:
        return "FIELD_REPORT"
    return "GENERATED" if tuple(paper.sources) == ("GENERATED",) else "APPLICANT"


def _holds(condition: str, scope: Scope) -> bool:
    try:
        return holds(condition, scope)
    except (UndecidedError, ExpressionError):
        return False
