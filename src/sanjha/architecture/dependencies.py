"""Which service asks which: found in the code, by reading who imports whose contract and which operations it calls."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from sanjha.kernel import contracts, events

SOURCE = Path(__file__).resolve().parents[1]
_LEFT_OUT = {"tests", "migrations", "testing.py", "conftest.py"}
_SIGN = "contract"
"""Without this word a file uses nobody's contract and need not be read."""


@dataclass(frozen=True)
class Use:
    """One service's calls of another's operations, by name."""

    consumer: str
    owner: str
    operations: tuple[str, ...]


@dataclass(frozen=True)
class Following:
    """One service's handling of another's event; without `owner` it stands still, nothing is lost."""

    consumer: str
    owner: str
    kinds: tuple[str, ...]


def uses() -> tuple[Use, ...]:
    """Every use of another service's operations, by consumer and owner."""
    names = {
        (known.service, known.stub.__name__): known.name
        for known in contracts.declared_operations().values()
        if ".tests." not in known.stub.__module__
    }
    found: dict[tuple[str, str], set[str]] = {}
    for consumer, owner, function in called_functions():
        if (owner, function) in names and consumer != owner:
            found.setdefault((consumer, owner), set()).add(names[owner, function])
    return tuple(Use(*pair, tuple(sorted(found[pair]))) for pair in sorted(found))


def followings() -> tuple[Following, ...]:
    """Every subscription to another service's events, by consumer and owner."""
    found: dict[tuple[str, str], set[str]] = {}
    for kind in events.declared_events():
        for subscription in events.subscriptions_to(kind):
            pair = subscription.consumer.partition(".")[0], kind.partition(".")[0]
            if pair[0] != pair[1] and pair[0] in settings.SERVICES:
                found.setdefault(pair, set()).add(kind)
    return tuple(Following(*pair, tuple(sorted(found[pair]))) for pair in sorted(found))


@cache
def called_functions() -> frozenset[tuple[str, str, str]]:
    """(consumer, owner, function of the owner's contract), read from the sources once in a process."""
    return frozenset(_scan(SOURCE, settings.SERVICES))


def _scan(source: Path, services: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for service in services:
        for path in sorted((source / service).rglob("*.py")):
            if _LEFT_OUT.isdisjoint(path.relative_to(source).parts):
                text = path.read_text(encoding="utf-8")
                if _SIGN in text:
                    yield from ((service, *pair) for pair in contract_calls(ast.parse(text)))


def contract_calls(tree: ast.Module) -> set[tuple[str, str]]:
    """(service, function) of every name that a module takes from the contract of a service."""
    found: set[tuple[str, str]] = set()
    aliases: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            parts = (node.module or "").split(".")
            if parts[0] == "sanjha" and len(parts) == 2:
                aliases |= {
                    name.asname or name.name: parts[1] for name in node.names if name.name == "contract"
                }
            elif parts[0] == "sanjha" and len(parts) == 3 and parts[2] == "contract":
                found |= {(parts[1], name.name) for name in node.names}
    return found | _attributes(tree, aliases)


def _attributes(tree: ast.Module, aliases: Mapping[str, str]) -> set[tuple[str, str]]:
    return {
        (aliases[node.value.id], node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases
    }
