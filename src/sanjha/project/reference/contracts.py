"""The page of contracts."""

import importlib
import inspect
import typing
from collections.abc import Iterator
from itertools import groupby
from types import ModuleType

from sanjha.kernel.contracts import Operation, Struct, declared_operations
from sanjha.project.reference.words import ending, first_words, is_of_tests, signature, type_name


def contracts() -> Iterator[str]:
    """Every declared operation, and the values that go in and come out, by service."""
    yield "# Contracts\n"
    yield "What services offer one another. An operation that yields facts takes a purpose, needs a grant and is logged.\n"
    ours = [known for _name, known in sorted(declared_operations().items()) if not is_of_tests(known.stub)]
    for service, group in groupby(ours, key=lambda known: known.service):
        operations = list(group)
        yield f"## {service}\n"
        for known in operations:
            yield from _operation(known)
        yield from _values(importlib.import_module(operations[0].stub.__module__))


def _operation(known: Operation) -> Iterator[str]:
    yield f"### {known.name}\n"
    yield f"```python\n{signature(known.stub)}\n```\n"
    yield inspect.getdoc(known.stub) or ""
    if known.retires:
        yield f"\n{ending(known.retires)}"
    yield f"\nFacts: {', '.join(f'`{fact}`' for fact in known.facts)}.\n" if known.facts else ""


def _values(module: ModuleType) -> Iterator[str]:
    found = [
        known for known in vars(module).values() if isinstance(known, type) and issubclass(known, Struct)
    ]
    ours = {known.__name__: known for known in found if known.__module__ == module.__name__}
    if ours:
        yield "### Values\n"
    for name, known in ours.items():
        hints = typing.get_type_hints(known)
        fields = ", ".join(f"`{field}: {type_name(hints[field])}`" for field in known.__struct_fields__)
        yield f"- **{name}**: {fields}  \n  {first_words(known.__doc__)}"
    yield ""
