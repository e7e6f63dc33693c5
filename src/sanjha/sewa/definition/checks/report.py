"""Where the checks write down what they find."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sanjha.sewa.definition.expressions.infer import require, suggestion
from sanjha.sewa.definition.expressions.kinds import Kind, Names, Type
from sanjha.sewa.definition.expressions.syntax import ExpressionError
from sanjha.sewa.definition.problems import Path, Problem, Severity
from sanjha.sewa.definition.source import YamlMap, dotted, position


class Report:
    """The problems of one definition, each at the line it stands on."""

    def __init__(self, tree: YamlMap) -> None:
        self.tree = tree
        self.problems: list[Problem] = []

    def add(self, path: Path, rule: str, message: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem at a path."""
        file, line = position(self.tree, path)
        self.problems.append(Problem(file, line, dotted(path, self.tree), rule, message, severity))

    def draft(self, path: Path, message: str) -> None:
        """Note a figure that stands without a confirmed source."""
        self.add(path, "draft", message, Severity.DRAFT)

    def expression(self, source: str, path: Path, names: Names, *wanted: Kind) -> Type | None:
        """The type of an expression that must give one of these kinds; an empty one is left alone."""
        if not source:
            return None
        try:
            return require(source, names, *(wanted or tuple(Kind)))
        except ExpressionError as error:
            self.add(path, error.code, str(error))
            return None

    def known(self, word: str, known: Collection[str], path: Path, rule: str, what: str) -> bool:
        """Whether a word is among the known ones; if not, note it."""
        if word in known:
            return True
        self.add(path, rule, f"there is no {what} {word!r}{suggestion(word, frozenset(known))}")
        return False

    def unlike(self, words: Iterable[tuple[str, Path]], what: str) -> None:
        """Note every word that stands a second time."""
        seen: set[str] = set()
        for word, path in words:
            if word in seen:
                self.add(path, "duplicate-code", f"the {what} {word!r} stands twice")
            seen.add(word)
