"""What stands in the document that is issued, worked out from the application, the case and the reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.expressions.evaluate import evaluate, holds
from sanjha.sewa.definition.expressions.functions import FUNCTIONS
from sanjha.sewa.definition.expressions.values import Scope, Value, plain
from sanjha.sewa.definition.issued import OutputGroup, Wording
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.forms.flow import Reports
from sanjha.sewa.forms.scope import Context, JsonObject, case_scope, with_terms


@dataclass(frozen=True)
class Output:
    """Everything `locker` needs besides the signatory: data and qr_fields are JSON, dates ISO, rupees int."""

    doctype: str
    title: Text
    template: str
    valid_from: date
    valid_to: date | None
    period: str
    data: dict[str, Any]
    qr_fields: dict[str, str]
    wording: Text


def output_of(
    definition: ServiceDefinition, cleaned: JsonObject, reports: Reports, case: JsonObject, context: Context
) -> Output:
    """The content of the document. Raises ExpressionError if it cannot be worked out, ValueError without a first day.

    `case` has number, submitted_on and decided_on (ISO), channel, copies; for `reports` see `scope.case_scope`.
    """
    output = definition.output
    scope = with_terms(output.terms, case_scope(definition, cleaned, reports, case, context))
    begin = evaluate(output.validity.begin, scope)
    if not isinstance(begin, date):
        raise ValueError("the document has no first day: the case needs decided_on")
    end = evaluate(output.validity.end, scope) if output.validity.end else None
    return Output(
        doctype=output.doctype,
        title=output.title,
        template=output.template,
        valid_from=begin,
        valid_to=end if isinstance(end, date) else None,
        period=str(evaluate(output.period, scope) or "") if output.period else "",
        data=_data(output.data, scope),
        qr_fields={
            name: _printed(evaluate(source, scope), "en") for name, source in output.qr_fields.items()
        },
        wording=wording_of(output.wording, scope),
    )


def wording_of(wording: Wording, scope: Scope) -> Text:
    """The sentence of the document with its values, in each language."""
    values = {name: evaluate(source, scope) for name, source in wording.fields.items()}
    return Text(
        *(
            wording.text.in_language(tongue).format_map(
                {name: _printed(item, tongue) for name, item in values.items()}
            )
            for tongue in LANGUAGES
        )
    )


def _data(fields: Mapping[str, str | OutputGroup], scope: Scope) -> dict[str, Any]:
    return {name: _item(value, scope) for name, value in fields.items()}


def _item(value: str | OutputGroup, scope: Scope) -> Any:
    if isinstance(value, str):
        return plain(evaluate(value, scope))
    if not holds(value.when, scope):
        return None
    if not value.each:
        return _data(value.fields, scope)
    rows = evaluate(value.each, scope) or []
    return [_data(value.fields, scope.inside(row)) for row in rows if isinstance(row, dict)]


def _printed(value: Value, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, date):
        return str(FUNCTIONS["date_text"].work(value))
    return str(plain(value))
