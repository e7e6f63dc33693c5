"""How long things may get: the tail is watched, not the average."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import FunctionType

LONGEST_MODULE, USUAL_MODULE = 400, 200
LONGEST_FUNCTION, USUAL_FUNCTION = 60, 30
MOST_FIELDS, MOST_METHODS = 20, 10
USUAL_SHARE = 0.9


@dataclass(frozen=True)
class Measured:
    name: str
    size: int


def too_long(measured: Iterable[Measured], most: int) -> list[str]:
    return [f"{one.name}: {one.size} (at most {most})" for one in measured if one.size > most]


def share_within(measured: Iterable[Measured], usual: int) -> float:
    sizes = [one.size for one in measured]
    return sum(size <= usual for size in sizes) / len(sizes) if sizes else 1.0


def functions_of(name: str, tree: ast.Module) -> Iterator[Measured]:
    """Every function with its lines, docstring and decorators included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield Measured(f"{name}:{node.lineno} {node.name}", (node.end_lineno or first) - first + 1)


def model_faults(models: Iterable[type]) -> list[str]:
    """Models with too many fields or methods of their own."""
    faults = []
    for model in models:
        fields = len(model._meta.local_fields)
        own = [value for value in vars(model).values() if isinstance(value, FunctionType | property)]
        methods = len(
            [value for value in own if getattr(_function(value), "__module__", "") == model.__module__]
        )
        if fields > MOST_FIELDS:
            faults.append(f"{model.__name__}: {fields} fields (at most {MOST_FIELDS})")
        if methods > MOST_METHODS:
            faults.append(f"{model.__name__}: {methods} methods (at most {MOST_METHODS})")
    return faults


def _function(value: object) -> object:
    return value.fget if isinstance(value, property) else value
