"""A deed stands in a file of its name, says what it does, and is tried by a test."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path


def operation_faults(name: str, tree: ast.Module) -> list[str]:
    """What an operation's module lacks: its docstring, a function of its name, that function's docstring."""
    verb = Path(name).stem
    faults = [] if ast.get_docstring(tree) else [f"{name}: no docstring"]
    function = next(
        (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == verb), None
    )
    if function is None:
        return [*faults, f"{name}: no function {verb}"]
    if not ast.get_docstring(function):
        faults.append(f"{name}: {verb} has no docstring")
    if function.args.args or function.args.posonlyargs or function.args.vararg:
        faults.append(f"{name}: {verb} takes positional arguments")
    return faults


def untried(operations: Mapping[str, str], tests: Mapping[str, str]) -> list[str]:
    """Operations (module -> function's name) that no test text names."""
    texts = "\n".join(tests.values())
    return [module for module, function in operations.items() if not re.search(rf"\b{function}\b", texts)]
