"""The places a form offers: names and hadbast numbers of those within a place, by name."""

from collections.abc import Sequence

from sanjha.places import contract as places


def place_options(kinds: tuple[str, ...], within: str) -> Sequence[places.Place]:
    """All present places of the kinds within a district or tehsil; an empty code asks the whole state."""
    found = [place for kind in kinds for place in places.children(code=within, kind=kind)]
    return sorted(found, key=lambda place: place.name.en) if len(kinds) > 1 else found
