"""The relations of ArchiMate 3 that the export uses, each as the language permits it.

The schema of the exchange format does not know which relations are legal; so whatever does not stand here is refused.
Source: ArchiMate 3.2 Specification, chapter 5 and appendix B (relationship tables).
"""

from sanjha.kernel.errors import DomainError

LEGAL: frozenset[tuple[str, str, str]] = frozenset(
    {
        # An active structure does what it offers to others.
        ("Realization", "ApplicationComponent", "ApplicationService"),
        ("Realization", "ApplicationComponent", "Capability"),
        ("Serving", "ApplicationService", "ApplicationComponent"),
        ("Access", "ApplicationComponent", "DataObject"),
        ("Access", "ApplicationService", "DataObject"),
        ("Flow", "ApplicationComponent", "ApplicationComponent"),
        ("Realization", "Artifact", "ApplicationComponent"),
        ("Assignment", "Node", "Artifact"),
        # Any two elements may be associated; these are.
        ("Association", "BusinessActor", "ApplicationComponent"),
        ("Association", "ApplicationComponent", "ApplicationEvent"),
    }
)
"""Relation, type of its source, type of its target."""


class IllegalRelation(DomainError):
    """ArchiMate knows no such relation between such elements, or the export has no business with it."""

    kind = "illegal-relation"


def check_relation(relation: str, source: str, target: str) -> None:
    """Raises IllegalRelation unless the relation leads from such an element to such an element."""
    if (relation, source, target) not in LEGAL:
        raise IllegalRelation(f"{relation} from {source} to {target} is not among the legal relations")
