"""Checks of documents, fees and dated figures."""

from __future__ import annotations

from decimal import Decimal

from sanjha.sewa.definition.checks.report import Report
from sanjha.sewa.definition.expressions.kinds import NUMBER, Kind, Names, choice, record
from sanjha.sewa.definition.problems import Path
from sanjha.sewa.definition.service import Document, FeeHead, ServiceDefinition

_UPLOADED = frozenset({"UPLOAD", "LOCKER"})


def check_papers(definition: ServiceDefinition, names: Names, report: Report) -> None:
    """Documents, fee heads and the time limit; `names` are the form and the terms."""
    documents, groups = definition.documents, {group.code for group in definition.any_of}
    report.unlike([(paper.code, ("documents", place)) for place, paper in enumerate(documents)], "document")
    report.unlike([(group.code, ("any_of", place)) for place, group in enumerate(definition.any_of)], "group")
    for place, group in enumerate(definition.any_of):
        report.expression(group.when, ("any_of", place, "when"), names, Kind.BOOLEAN)
    for place, paper in enumerate(documents):
        _check_document(definition, paper, ("documents", place), groups, names, report)
    report.unlike([(fee.code, ("fees", place)) for place, fee in enumerate(definition.fees)], "fee head")
    for place, fee in enumerate(definition.fees):
        _check_fee(definition, fee, ("fees", place), names, report)
    dates = [
        (str(limit.from_date), ("time_limits", place)) for place, limit in enumerate(definition.time_limits)
    ]
    report.unlike([(day, path) for day, path in dates], "date")
    for place, limit in enumerate(definition.time_limits):
        if limit.status == "DRAFT":
            told = f"time limit of {limit.working_days} working days: {limit.legal_reference}"
            report.draft(("time_limits", place, "status"), told)


def _check_document(
    definition: ServiceDefinition, paper: Document, path: Path, groups: set[str], names: Names, report: Report
) -> None:
    report.expression(paper.when, (*path, "when"), names, Kind.BOOLEAN)
    if (paper.needed == "WHEN") != bool(paper.when):
        report.add(
            (*path, "needed"), "document-condition", "WHEN goes with a condition in `when`, and only WHEN"
        )
    if paper.any_of:
        report.known(paper.any_of, groups, (*path, "any_of"), "unknown-group", "group of documents")
    if len(_UPLOADED & set(paper.sources)) and not paper.accept:
        report.add((*path, "accept"), "too-few", "an uploaded document needs accepted types")
    reporting = {step.code for step in definition.steps if step.form}
    if ("FIELD_REPORT" in paper.sources) != bool(paper.step):
        report.add(
            path, "document-step", "FIELD_REPORT goes with the `step` that makes the report, and only it"
        )
    elif paper.step:
        report.known(paper.step, reporting, (*path, "step"), "document-step", "step with a form")


def _check_fee(definition: ServiceDefinition, fee: FeeHead, path: Path, names: Names, report: Report) -> None:
    channels = choice(frozenset(channel.code for channel in definition.channels))
    at_counter = names.inside(record({"copies": NUMBER, "channel": channels}))
    report.expression(fee.quantity, (*path, "quantity"), at_counter, Kind.NUMBER)
    report.expression(fee.when, (*path, "when"), at_counter, Kind.BOOLEAN)
    amounts = [(str(amount.from_date), (*path, "amounts", place)) for place, amount in enumerate(fee.amounts)]
    report.unlike(amounts, "date")
    for place, amount in enumerate(fee.amounts):
        at = (*path, "amounts", place)
        if amount.rupees < 0 or amount.rupees != amount.rupees.quantize(Decimal("0.01")):
            report.add((*at, "rupees"), "out-of-range", "must be rupees and paise, not negative")
        if amount.status == "DRAFT":
            report.draft(
                (*at, "status"), f"fee {fee.code} of {amount.rupees} rupees: {amount.legal_reference}"
            )
