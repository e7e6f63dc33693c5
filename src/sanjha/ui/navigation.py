"""The bar of pages: each service says what it offers to whom; the shells show what fits the actor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Message

DESK = "desk"
CITIZEN = "citizen"


def _everybody(actor: Actor) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """One page in the bar of a shell. `key` is its shortcut ("F2"); `order` is its place from the left."""

    shell: str
    label: Message
    url_name: str
    key: str = ""
    order: int = 100
    shown_to: Callable[[Actor], bool] = _everybody


@dataclass(frozen=True)
class Link:
    """An entry as the page shows it."""

    label: Message
    url: str
    key: str = ""
    current: bool = False


_entries: dict[tuple[str, str], Entry] = {}


def register(*entries: Entry) -> None:
    """Offer pages in the bar; called from `AppConfig.ready`. The same page twice stands once."""
    for entry in entries:
        _entries[entry.shell, entry.url_name] = entry


def links(shell: str, actor: Actor, path: str) -> Sequence[Link]:
    """What the actor sees in the bar of the shell; pages of services that do not run here are left out."""
    found = []
    shown = (entry for entry in _entries.values() if entry.shell == shell and entry.shown_to(actor))
    for entry in sorted(shown, key=lambda entry: (entry.order, entry.url_name)):
        try:
            found.append((entry, reverse(entry.url_name)))
        except NoReverseMatch:
            continue
    current = max((url for _entry, url in found if path.startswith(url)), key=len, default="")
    return [Link(entry.label, url, entry.key, url == current) for entry, url in found]
