"""Look-ups that stand out, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sanjha.exchange import queries
from sanjha.exchange.models import Conspicuous
from sanjha.exchange.readers import posts_in_words
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text
from sanjha.offices import contract as offices

COLUMNS = (
    "day", "why", "officer", "posts", "residents", "look-ups", "resident", "purpose", "case",
    "question", "asked", "answer", "answered", "finding", "reasons", "closed",
)  # fmt: skip


@dataclass(frozen=True)
class ShownLookup:
    """One row with the officer's name and posts and the purpose in words."""

    row: Conspicuous
    officer: Text
    posts: str
    purpose: Text


def shown_rows(rows: Sequence[Conspicuous]) -> list[ShownLookup]:
    """Asks once for posts and purposes, and once for each officer."""
    posts = posts_in_words({post for row in rows for post in row.posts})
    purposes = queries.purpose_names({row.purpose for row in rows})
    officers = {officer: _name(officer) for officer in {row.officer for row in rows}}
    return [
        ShownLookup(
            row=row,
            officer=officers[row.officer],
            posts="; ".join(posts[post] for post in row.posts if post in posts),
            purpose=purposes.get(row.purpose, Text(row.purpose)),
        )
        for row in rows
    ]


def cells(shown: ShownLookup) -> list[str]:
    """A line of the file. A text that a spreadsheet would take for a formula is led by an apostrophe."""
    row = shown.row
    plain = [
        row.day.isoformat(), row.why, str(shown.officer), shown.posts, str(row.subjects), str(row.times),
        str(row.subject or ""), row.purpose, row.case, row.question, _at(row.asked_at), row.answer,
        _at(row.answered_at), row.finding, row.note, _at(row.closed_at),
    ]  # fmt: skip
    return [f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text for text in plain]


def _at(moment: object) -> str:
    return moment.isoformat(timespec="seconds") if hasattr(moment, "isoformat") else ""


def _name(officer: UUID) -> Text:
    try:
        return offices.officer(officer_id=officer).name
    except NotFound:
        return Text(str(officer))
