"""Which sentences belong to the language: a part of Python's expressions, read by Python's parser and then sieved.

Kept: and, or, not, + - * /, comparisons, `in` a written list, `a if c else b`, names, dots, calls of the listed
functions, and `expression for row in table if condition` as the argument of sum, count, any, all, min, max.
"""

from __future__ import annotations

import ast
from fractions import Fraction
from functools import lru_cache

MAX_LENGTH = 1000
MAX_NODES = 250
MAX_DEPTH = 40
LARGEST_NUMBER = 10**15
CONSTANTS = {"true": True, "false": False, "none": None}
OVER_ROWS = frozenset({"sum", "count", "any", "all", "min", "max"})

_PLAIN = (
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.Load,
)  # fmt: skip


class ExpressionError(Exception):
    """An expression that does not hold. `code` names the rule, the message says what is wrong with it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@lru_cache(maxsize=4096)
def parse(source: str) -> ast.expr:
    """The tree of an expression. Raises ExpressionError (codes `expression-syntax`, `expression-size`)."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError("expression-size", f"the expression is longer than {MAX_LENGTH} characters")
    text = " ".join(source.split())
    if not text:
        raise ExpressionError("expression-syntax", "the expression is empty")
    if "\\" in text or "#" in text:
        raise ExpressionError("expression-syntax", "a backslash or # has no meaning here")
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise ExpressionError("expression-syntax", f"does not parse: {error.msg}: {text!r}") from None
    except (ValueError, MemoryError, RecursionError):
        raise ExpressionError("expression-syntax", "does not parse") from None
    if sum(1 for _node in ast.walk(tree)) > MAX_NODES:
        raise ExpressionError("expression-size", f"the expression has more than {MAX_NODES} parts")
    _sieve(tree, text, 0)
    return tree


def exact_number(node: ast.Constant, text: str) -> Fraction:
    """The number as it was written ("0.1" is one tenth), kept on the node by the sieve."""
    written = (ast.get_source_segment(text, node) or "").replace("_", "")
    if not written.replace(".", "", 1).isdecimal():
        raise ExpressionError("expression-syntax", f"write numbers plainly, not {written!r}")
    return Fraction(written)


def _sieve(node: ast.AST, text: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ExpressionError("expression-size", "the expression is nested too deeply")
    if isinstance(node, ast.Constant):
        _sieve_constant(node, text)
    elif isinstance(node, ast.Name):
        _refuse_hidden(node.id)
    elif isinstance(node, ast.Attribute):
        _refuse_hidden(node.attr)
        _sieve(node.value, text, depth + 1)
    elif isinstance(node, ast.Call):
        _sieve_call(node, text, depth)
    elif isinstance(node, ast.Compare):
        _sieve_compare(node, text, depth)
    elif isinstance(node, _PLAIN):
        for child in ast.iter_child_nodes(node):
            _sieve(child, text, depth + 1)
    else:
        raise ExpressionError("expression-syntax", f"{type(node).__name__} does not belong to the language")


def _sieve_constant(node: ast.Constant, text: str) -> None:
    value = node.value
    if isinstance(value, float):
        node.value = exact_number(node, text)  # type: ignore[assignment]
    elif isinstance(value, int) and not isinstance(value, bool) and value > LARGEST_NUMBER:
        raise ExpressionError("expression-size", "the number is too large")
    elif not isinstance(value, str | int | None):
        raise ExpressionError("expression-syntax", f"{value!r} does not belong to the language")


def _sieve_call(node: ast.Call, text: str, depth: int) -> None:
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise ExpressionError(
            "expression-syntax", "only the listed functions can be called, with plain arguments"
        )
    _refuse_hidden(node.func.id)
    for argument in node.args:
        if isinstance(argument, ast.GeneratorExp):
            if node.func.id not in OVER_ROWS or len(node.args) != 1:
                raise ExpressionError("expression-syntax", f"{node.func.id}() does not go over rows")
            _sieve_rows(argument, text, depth + 1)
        else:
            _sieve(argument, text, depth + 1)


def _sieve_rows(node: ast.GeneratorExp, text: str, depth: int) -> None:
    if len(node.generators) != 1:
        raise ExpressionError("expression-syntax", "only one `for` is allowed")
    loop = node.generators[0]
    if loop.is_async or not isinstance(loop.target, ast.Name):
        raise ExpressionError("expression-syntax", "write `for row in table`")
    _refuse_hidden(loop.target.id)
    for part in (loop.iter, *loop.ifs, node.elt):
        _sieve(part, text, depth + 1)


def _sieve_compare(node: ast.Compare, text: str, depth: int) -> None:
    _sieve(node.left, text, depth + 1)
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if isinstance(operator, ast.In | ast.NotIn):
            if len(node.ops) > 1 or not isinstance(right, ast.List | ast.Tuple):
                raise ExpressionError("expression-syntax", "`in` needs a written list, as in x in ['a', 'b']")
            for item in right.elts:
                if not isinstance(item, ast.Constant):
                    raise ExpressionError("expression-syntax", "a list holds only plain values")
                _sieve_constant(item, text)
        elif isinstance(operator, ast.Is | ast.IsNot):
            raise ExpressionError("expression-syntax", "compare with == or !=")
        else:
            _sieve(right, text, depth + 1)


def _refuse_hidden(name: str) -> None:
    if name.startswith("_") or not name.isascii():
        raise ExpressionError("expression-syntax", f"{name!r} cannot be a name")
