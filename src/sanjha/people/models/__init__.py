"""Rows of the register of residents: people, their facts, what is said against a fact, and double entries."""

from sanjha.people.models.disputes import Dispute, Outcome
from sanjha.people.models.duplicates import Duplicate, DuplicateSearch, Verdict
from sanjha.people.models.residents import (
    Area,
    Fact,
    FactName,
    Gender,
    RecordedRequest,
    Relation,
    Resident,
    ResidentAddress,
    Source,
)

__all__ = [
    "Area",
    "Dispute",
    "Duplicate",
    "DuplicateSearch",
    "Fact",
    "FactName",
    "Gender",
    "Outcome",
    "RecordedRequest",
    "Relation",
    "Resident",
    "ResidentAddress",
    "Source",
    "Verdict",
]
