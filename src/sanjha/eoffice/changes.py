"""What one officer changed in another's draft, word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"\n|[^\S\n]+|\S+")
SAME, ADDED, TAKEN = "same", "ins", "del"


@dataclass(frozen=True)
class Piece:
    """Some words: left as they were, put in (ins) or taken out (del)."""

    kind: str
    words: str


def between(before: str, after: str) -> list[Piece]:
    """The pieces of the text `after` with those that were taken from `before`, in reading order.

    Without what was taken the pieces give `after`, without what was put in they give `before`.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    return list(_joined(_pieces(old, new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Piece(TAKEN, "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece(ADDED, "".join(new[new_from:new_to]))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    waiting: Piece | None = None
    for piece in pieces:
        if waiting is not None and waiting.kind == piece.kind:
            waiting = Piece(piece.kind, waiting.words + piece.words)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting
