"""The kind of value an expression gives, found without running it. Every name, option and kind must fit."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable
from typing import Any

from sanjha.sewa.definition.expressions.functions import FUNCTIONS, Function
from sanjha.sewa.definition.expressions.kinds import (
    BOOLEAN,
    NOTHING,
    NUMBER,
    TEXT,
    Kind,
    Names,
    Type,
    record,
    table,
)
from sanjha.sewa.definition.expressions.syntax import CONSTANTS, OVER_ROWS, ExpressionError, parse

_ORDERED = frozenset({Kind.NUMBER, Kind.DATE})
_COMPARABLE = frozenset({Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.BOOLEAN, Kind.NOTHING})


def infer(source: str, names: Names) -> Type:
    """The type of an expression. Raises ExpressionError, whose code says which rule is broken."""
    return _of(parse(source), names)


def require(source: str, names: Names, *wanted: Kind) -> Type:
    """The type, which must be one of the kinds wanted. Raises ExpressionError (`expression-kind`)."""
    found = infer(source, names)
    if found.kind not in wanted:
        kinds = " or ".join(kind.value for kind in wanted)
        raise ExpressionError("expression-kind", f"must give {kinds}, but gives {found}: {source!r}")
    return found


def suggestion(word: str, known: frozenset[str] | tuple[str, ...]) -> str:
    """ " (did you mean x?)" or nothing."""
    close = difflib.get_close_matches(word, sorted(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _of(node: ast.expr, names: Names) -> Type:
    return _INFERENCES[type(node)](node, names)


def _constant(node: ast.Constant, names: Names) -> Type:
    value = node.value
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return BOOLEAN
    return TEXT if isinstance(value, str) else NUMBER


def _name(node: ast.Name, names: Names) -> Type:
    if node.id in CONSTANTS:
        return NOTHING if node.id == "none" else BOOLEAN
    found = names.find(node.id)
    if found is None:
        if names.comes_later(node.id):
            raise ExpressionError("later-field", f"{node.id!r} is only asked further down")
        raise ExpressionError(
            "unknown-field", f"there is no {node.id!r} here{suggestion(node.id, names.all())}"
        )
    return found


def _attribute(node: ast.Attribute, names: Names) -> Type:
    owner = _of(node.value, names)
    through = owner.item if owner.kind is Kind.TABLE and owner.item else owner
    if through.kind is not Kind.RECORD:
        raise ExpressionError("expression-kind", f"{ast.unparse(node.value)} is {owner} and has no parts")
    if node.attr not in through.fields:
        if node.attr in through.later:
            raise ExpressionError("later-field", f"{ast.unparse(node)} is only asked further down")
        hint = suggestion(node.attr, frozenset(through.fields))
        raise ExpressionError("unknown-field", f"{ast.unparse(node.value)} has no {node.attr!r}{hint}")
    found = through.fields[node.attr]
    if through is owner:
        return found
    if found.kind is Kind.TABLE:
        raise ExpressionError("expression-kind", f"{ast.unparse(node)} is a table within a table: use `for`")
    return table(found)


def _bool_op(node: ast.BoolOp, names: Names) -> Type:
    for part in node.values:
        _need(part, names, Kind.BOOLEAN)
    return BOOLEAN


def _unary(node: ast.UnaryOp, names: Names) -> Type:
    if isinstance(node.op, ast.Not):
        return _need(node.operand, names, Kind.BOOLEAN)
    return _need(node.operand, names, Kind.NUMBER)


def _binary(node: ast.BinOp, names: Names) -> Type:
    _need(node.left, names, Kind.NUMBER)
    return _need(node.right, names, Kind.NUMBER)


def _compare(node: ast.Compare, names: Names) -> Type:
    left = _of(node.left, names)
    if isinstance(node.ops[0], ast.In | ast.NotIn):
        for item in getattr(node.comparators[0], "elts", ()):
            _check_pair(ast.Eq(), node.left, left, item, _constant(item, names))
        return BOOLEAN
    left_node: ast.expr = node.left
    for op, right_node in zip(node.ops, node.comparators, strict=True):
        right = _of(right_node, names)
        _check_pair(op, left_node, left, right_node, right)
        left, left_node = right, right_node
    return BOOLEAN


def _check_pair(op: ast.cmpop, left_node: ast.expr, left: Type, right_node: ast.expr, right: Type) -> None:
    told = f"{ast.unparse(left_node)} ({left}) with {ast.unparse(right_node)} ({right})"
    if isinstance(op, ast.Eq | ast.NotEq):
        if left.kind not in _COMPARABLE or right.kind not in _COMPARABLE:
            raise ExpressionError("expression-kind", f"cannot compare {told}")
        if left.kind is not right.kind and Kind.NOTHING not in (left.kind, right.kind):
            raise ExpressionError("expression-kind", f"cannot compare {told}")
        _check_option(left, right_node)
        _check_option(right, left_node)
    elif left.kind is not right.kind or left.kind not in _ORDERED:
        raise ExpressionError("expression-kind", f"cannot put in order {told}")


def _check_option(kind: Type, node: ast.expr) -> None:
    written = node.value if isinstance(node, ast.Constant) else None
    if kind.options and isinstance(written, str) and written not in kind.options:
        hint = suggestion(written, kind.options)
        raise ExpressionError("unknown-option", f"{written!r} is not among the options{hint}")


def _if(node: ast.IfExp, names: Names) -> Type:
    _need(node.test, names, Kind.BOOLEAN)
    then, otherwise = _of(node.body, names), _of(node.orelse, names)
    if then.kind is Kind.NOTHING:
        return otherwise
    if otherwise.kind is Kind.NOTHING:
        return then
    if then.kind is not otherwise.kind:
        raise ExpressionError("expression-kind", f"gives {then} in one case and {otherwise} in the other")
    if then.kind is Kind.RECORD:
        shared = {name: kind for name, kind in then.fields.items() if otherwise.fields.get(name) == kind}
        return record(shared)
    return then if then == otherwise else Type(then.kind, item=then.item)


def _call(node: ast.Call, names: Names) -> Type:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in OVER_ROWS and len(node.args) == 1:
        return _over_rows(name, node.args[0], names)
    if name in ("min", "max") and len(node.args) > 1:
        given = [_need(argument, names, Kind.NUMBER, Kind.DATE) for argument in node.args]
        if len({found.kind for found in given}) > 1:
            raise ExpressionError("expression-kind", f"{name}() mixes numbers and dates")
        return given[0]
    function = FUNCTIONS.get(name)
    if function is None:
        known = frozenset(FUNCTIONS) | OVER_ROWS
        raise ExpressionError("unknown-function", f"there is no function {name}(){suggestion(name, known)}")
    return _function(function, node, names)


def _function(function: Function, node: ast.Call, names: Names) -> Type:
    most, least = len(function.takes), len(function.takes) - function.optional
    if len(node.args) < least or (len(node.args) > most and not function.any_number):
        wanted = (
            f"{least} or more"
            if function.any_number
            else str(most)
            if least == most
            else f"{least} to {most}"
        )
        raise ExpressionError(
            "expression-kind", f"{function.name}() takes {wanted} arguments, not {len(node.args)}"
        )
    given = []
    for place, argument in enumerate(node.args):
        wanted_kinds = function.takes[min(place, most - 1)]
        found = _of(argument, names)
        if found.kind not in wanted_kinds and not (found.kind is Kind.NOTHING and function.sees_blanks):
            kinds = " or ".join(sorted(kind.value for kind in wanted_kinds))
            raise ExpressionError(
                "expression-kind",
                f"{function.name}() takes {kinds} here, not {found}: {ast.unparse(argument)}",
            )
        given.append(found)
    return function.gives if isinstance(function.gives, Type) else function.gives(given)


def _over_rows(name: str, argument: ast.expr, names: Names) -> Type:
    if isinstance(argument, ast.GeneratorExp):
        item = _rows(argument, names)
    else:
        found = _of(argument, names)
        if found.kind is not Kind.TABLE or found.item is None:
            raise ExpressionError("expression-kind", f"{name}() goes over a table, not {found}")
        item = found.item
    if name == "count":
        return NUMBER
    wanted = {"any": {Kind.BOOLEAN}, "all": {Kind.BOOLEAN}, "sum": {Kind.NUMBER}}.get(name, set(_ORDERED))
    if item.kind not in wanted:
        raise ExpressionError("expression-kind", f"{name}() cannot take {item}")
    return item


def _rows(node: ast.GeneratorExp, names: Names) -> Type:
    loop = node.generators[0]
    rows = _of(loop.iter, names)
    if rows.kind is not Kind.TABLE or rows.item is None:
        raise ExpressionError("expression-kind", f"{ast.unparse(loop.iter)} is not a table but {rows}")
    name = loop.target.id if isinstance(loop.target, ast.Name) else ""
    inner = names.inside(record({name: rows.item}))
    for test in loop.ifs:
        _need(test, inner, Kind.BOOLEAN)
    return _of(node.elt, inner)


def _need(node: ast.expr, names: Names, *wanted: Kind) -> Type:
    found = _of(node, names)
    if found.kind not in wanted:
        kinds = " or ".join(kind.value for kind in wanted)
        raise ExpressionError("expression-kind", f"{ast.unparse(node)} must be {kinds}, but is {found}")
    return found


_INFERENCES: dict[type[ast.expr], Callable[[Any, Names], Type]] = {
    ast.Constant: _constant, ast.Name: _name, ast.Attribute: _attribute, ast.BoolOp: _bool_op, ast.UnaryOp: _unary,
    ast.BinOp: _binary, ast.Compare: _compare, ast.IfExp: _if, ast.Call: _call,
}  # fmt: skip
