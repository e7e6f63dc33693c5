"""What a person wants to know of a service before starting: papers, fee, time, officer."""

from dataclasses import dataclass
from decimal import Decimal

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.sewa.definition.service import Document, Officers, ServiceDefinition, TimeLimit, in_force


@dataclass(frozen=True)
class FeeFact:
    """One head as it stands today: rupees for one unit, and whether only some pay it."""

    name: Text
    payee: Text
    rupees: Decimal
    only_sometimes: bool
    draft: bool


@dataclass(frozen=True)
class PaperFact:
    """One paper: `always` asked for, or only under a condition of the application."""

    name: Text
    hint: Text | None
    always: bool


@dataclass(frozen=True)
class ServiceFacts:
    papers: list[PaperFact]
    fees: list[FeeFact]
    limit: TimeLimit | None
    officers: Officers
    steps: list[Text]

    @property
    def has_drafts(self) -> bool:
        """Whether a figure was not yet compared with its notification."""
        return any(fee.draft for fee in self.fees) or (
            self.limit is not None and self.limit.status == "DRAFT"
        )


def facts_of(definition: ServiceDefinition) -> ServiceFacts:
    """The facts of a definition that hold today."""
    today = clock.today()
    fees = []
    for head in definition.fees:
        amount = in_force(head.amounts, today)
        if amount is not None:
            fees.append(
                FeeFact(head.names, head.payee, amount.rupees, bool(head.when), amount.status == "DRAFT")
            )
    return ServiceFacts(
        papers=[_paper(document) for document in definition.documents if _is_brought(document)],
        fees=fees,
        limit=definition.time_limit(today),
        officers=definition.officers,
        steps=[step.names for step in definition.steps],
    )


def _is_brought(document: Document) -> bool:
    return bool({"UPLOAD", "LOCKER"} & set(document.sources))


def _paper(document: Document) -> PaperFact:
    return PaperFact(document.names, document.hint, always=document.needed == "ALWAYS")
