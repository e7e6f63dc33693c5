"""Working an expression out: the tree becomes nested functions once, and is then run on many scopes.

Blanks: in a sum or difference a blank counts as nothing; an order comparison with a blank does not hold; a blank
condition does not hold; a division by nothing is blank. So no filled-in form can make an expression fail.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sanjha.sewa.definition.expressions.functions import FUNCTIONS
from sanjha.sewa.definition.expressions.syntax import CONSTANTS, ExpressionError, parse
from sanjha.sewa.definition.expressions.values import Scope, Value, known

Program = Callable[[Scope], Value]

_ORDER: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
}  # fmt: skip


def evaluate(source: str, scope: Scope) -> Value:
    """The value of an expression. Raises UndecidedError if it hangs on a wrong field, ExpressionError if it makes no sense."""
    try:
        return compiled(source)(scope)
    except (TypeError, AttributeError, ValueError, OverflowError) as error:
        raise ExpressionError("expression-value", f"cannot be worked out: {source!r}: {error}") from error


def holds(source: str, scope: Scope) -> bool:
    """Whether a condition holds. An empty one always does."""
    return not source or evaluate(source, scope) is True


@lru_cache(maxsize=4096)
def compiled(source: str) -> Program:
    """The program of an expression. Raises ExpressionError."""
    return _build(parse(source))


def _build(node: ast.expr) -> Program:
    builder = _BUILDERS.get(type(node))
    if builder is None:
        raise ExpressionError("expression-syntax", f"{type(node).__name__} does not belong to the language")
    return builder(node)


def _constant(node: ast.Constant) -> Program:
    value = node.value
    return lambda scope: value


def _name(node: ast.Name) -> Program:
    name = node.id
    if name in CONSTANTS:
        value = CONSTANTS[name]
        return lambda scope: value
    return lambda scope: scope.find(name)


def _attribute(node: ast.Attribute) -> Program:
    owner, name = _build(node.value), node.attr

    def look(scope: Scope) -> Value:
        found = owner(scope)
        if isinstance(found, list):
            return [known(row.get(name)) for row in found]
        return known(found.get(name)) if isinstance(found, dict) else None

    return look


def _bool_op(node: ast.BoolOp) -> Program:
    parts = [_build(value) for value in node.values]
    if isinstance(node.op, ast.And):
        return lambda scope: all(part(scope) is True for part in parts)
    return lambda scope: any(part(scope) is True for part in parts)


def _unary(node: ast.UnaryOp) -> Program:
    part = _build(node.operand)
    if isinstance(node.op, ast.Not):
        return lambda scope: part(scope) is not True
    return lambda scope: -(part(scope) or 0)


def _binary(node: ast.BinOp) -> Program:
    left, right = _build(node.left), _build(node.right)
    if isinstance(node.op, ast.Div):

        def divide(scope: Scope) -> Value:
            above, below = left(scope) or 0, right(scope) or 0
            return Fraction(above) / Fraction(below) if below else None

        return divide
    work = _ARITHMETIC[type(node.op)]
    return lambda scope: work(left(scope) or 0, right(scope) or 0)


def _compare(node: ast.Compare) -> Program:
    first = _build(node.left)
    if isinstance(node.ops[0], ast.In | ast.NotIn):
        listed = node.comparators[0]
        items = frozenset(item.value for item in getattr(listed, "elts", ()))
        wanted = isinstance(node.ops[0], ast.In)
        return lambda scope: (first(scope) in items) is wanted
    links = [(_comparison(op), _build(right)) for op, right in zip(node.ops, node.comparators, strict=True)]

    def compare(scope: Scope) -> Value:
        left = first(scope)
        for test, right_program in links:
            right = right_program(scope)
            if not test(left, right):
                return False
            left = right
        return True

    return compare


def _comparison(op: ast.cmpop) -> Callable[[Value, Value], bool]:
    if isinstance(op, ast.Eq):
        return lambda left, right: bool(left == right)
    if isinstance(op, ast.NotEq):
        return lambda left, right: bool(left != right)
    order = _ORDER[type(op)]
    return lambda left, right: left is not None and right is not None and order(left, right)


def _if(node: ast.IfExp) -> Program:
    test, then, otherwise = _build(node.test), _build(node.body), _build(node.orelse)
    return lambda scope: then(scope) if test(scope) is True else otherwise(scope)


def _call(node: ast.Call) -> Program:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in _OVER_LISTS and len(node.args) == 1:
        gather, argument = _OVER_LISTS[name], node.args[0]
        rows = _rows(argument) if isinstance(argument, ast.GeneratorExp) else _list(argument)
        return lambda scope: gather(rows(scope))
    if name in ("min", "max"):
        choose, several = _OVER_LISTS[name], [_build(argument) for argument in node.args]
        return lambda scope: choose(part(scope) for part in several)
    function = FUNCTIONS.get(name)
    if function is None:
        raise ExpressionError("unknown-function", f"there is no function {name}()")
    arguments = [_build(argument) for argument in node.args]
    work, world, blanks = function.work, function.needs_world, function.sees_blanks

    def call(scope: Scope) -> Value:
        values = [argument(scope) for argument in arguments]
        if not blanks and any(value is None for value in values):
            return None
        return work(scope.world, *values) if world else work(*values)

    return call


def _list(node: ast.expr) -> Callable[[Scope], Iterator[Value]]:
    program = _build(node)

    def walk(scope: Scope) -> Iterator[Value]:
        yield from program(scope) or ()

    return walk


def _rows(node: ast.GeneratorExp) -> Callable[[Scope], Iterator[Value]]:
    loop = node.generators[0]
    name = loop.target.id if isinstance(loop.target, ast.Name) else ""
    table, item = _build(loop.iter), _build(node.elt)
    tests = [_build(test) for test in loop.ifs]

    def walk(scope: Scope) -> Iterator[Value]:
        for row in table(scope) or ():
            inner = scope.inside({name: row})
            if all(test(inner) is True for test in tests):
                yield item(inner)

    return walk


def _sum(values: Iterator[Value]) -> Value:
    return sum((value for value in values if value is not None), 0)


def _count(values: Iterator[Value]) -> Value:
    return sum(1 for value in values if value is not None)


def _least(values: Iterator[Value]) -> Value:
    return min((value for value in values if value is not None), default=None)


def _greatest(values: Iterator[Value]) -> Value:
    return max((value for value in values if value is not None), default=None)


def _any_holds(values: Iterator[Value]) -> Value:
    return any(value is True for value in values)


def _all_hold(values: Iterator[Value]) -> Value:
    return all(value is True for value in values)


_OVER_LISTS: dict[str, Callable[[Iterator[Value]], Value]] = {
    "sum": _sum, "count": _count, "min": _least, "max": _greatest, "any": _any_holds, "all": _all_hold,
}  # fmt: skip
_BUILDERS: dict[type[ast.expr], Callable[[Any], Program]] = {
    ast.Constant: _constant, ast.Name: _name, ast.Attribute: _attribute, ast.BoolOp: _bool_op, ast.UnaryOp: _unary,
    ast.BinOp: _binary, ast.Compare: _compare, ast.IfExp: _if, ast.Call: _call,
}  # fmt: skip
