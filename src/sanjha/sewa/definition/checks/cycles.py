"""Values that are worked out from each other in a circle."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from sanjha.sewa.definition.expressions.syntax import ExpressionError, parse


def names_in(source: str) -> frozenset[str]:
    """Every name an expression begins a path with. An expression that does not parse has none."""
    try:
        tree = parse(source)
    except ExpressionError:
        return frozenset()
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def cycle_among(expressions: Mapping[str, str]) -> tuple[str, ...]:
    """The names along one circle, the first repeated at the end; empty if there is none."""
    needs = {name: names_in(source) & expressions.keys() for name, source in expressions.items()}
    done: set[str] = set()

    def follow(name: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if name in way:
            return (*way[way.index(name) :], name)
        if name in done:
            return ()
        for needed in sorted(needs[name]):
            found = follow(needed, (*way, name))
            if found:
                return found
        done.add(name)
        return ()

    return next((found for name in sorted(needs) if (found := follow(name, ()))), ())
