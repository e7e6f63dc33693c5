"""The words a catalogue may use: departments, categories, designations, kinds of office (`vocabulary.yaml`)."""

from __future__ import annotations

from pathlib import Path as FilePath

import msgspec

from sanjha.kernel.text import Text
from sanjha.sewa.definition.node import Node
from sanjha.sewa.definition.problems import DefinitionError, Problem
from sanjha.sewa.definition.shape import misfits
from sanjha.sewa.definition.source import dotted, position, read

FILE = "vocabulary.yaml"


class Vocabulary(Node, frozen=True, kw_only=True):
    """Each word with its name in three languages."""

    departments: dict[str, Text]
    categories: dict[str, Text]
    designations: dict[str, Text]
    office_kinds: dict[str, Text]


def catalogue_folder(definition: FilePath) -> FilePath | None:
    """The folder that holds the vocabulary a definition belongs to: the nearest one above it."""
    return next((folder for folder in definition.resolve().parents if (folder / FILE).is_file()), None)


def load_vocabulary(folder: FilePath) -> Vocabulary:
    """The vocabulary of a catalogue. Raises DefinitionError."""
    tree = read(folder / FILE)
    problems = [
        Problem(*position(tree, misfit.path), dotted(misfit.path, tree), misfit.rule, misfit.message)
        for misfit in misfits(tree, Vocabulary)
    ]
    if problems:
        raise DefinitionError(problems)
    return msgspec.convert(tree, Vocabulary)
