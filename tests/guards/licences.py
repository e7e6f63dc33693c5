"""What a runtime dependency's licence permits us."""

import re
from collections.abc import Callable, Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PERMISSIVE = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Zlib|Unlicense|CC0|0BSD|HPND|PostgreSQL|Public Domain|ZPL)\b",
    re.IGNORECASE,
)
COPYLEFT = re.compile(
    r"\b(?:A?GPL|LGPL|MPL|EUPL|CDDL|EPL|SSPL|BUSL)|General Public|Mozilla Public|Affero|Elastic",
    re.IGNORECASE,
)
STRONG = re.compile(r"\bA?GPL|Affero|GNU General Public", re.IGNORECASE)


def licence_of(found: Distribution) -> str:
    """What the package says of its licence: the expression, else its classifiers, else the first line of its text."""
    meta = found.metadata
    if expression := meta.get("License-Expression"):
        return str(expression)
    classifiers = [value for value in meta.get_all("Classifier") or [] if value.startswith("License ::")]
    names = [name for value in classifiers if (name := value.rpartition("::")[2].strip()) != "OSI Approved"]
    first_line, *_rest = (meta.get("License") or "").strip().splitlines() or ["unknown"]
    return " OR ".join(names) or first_line


def is_permitted(licence: str) -> bool:
    """Permissive without any copyleft part; of alternatives ("OR") one permissive is enough."""
    alternatives = re.split(r"\s+OR\s+", licence)
    return any(PERMISSIVE.search(part) and not COPYLEFT.search(part) for part in alternatives)


def faults(found: dict[str, str], excused: dict[str, str]) -> list[str]:
    """Packages whose licence is neither permissive nor excused, and excuses that nobody needs.

    The GNU GPL and Affero GPL cannot be excused.
    """
    needed = {name: licence for name, licence in found.items() if not is_permitted(licence)}
    wrong = [
        f"{name}: {licence}"
        for name, licence in needed.items()
        if name not in excused or STRONG.search(licence)
    ]
    return sorted(wrong + [f"{name}: is excused without need" for name in excused if name not in needed])


def closure(
    names: Iterable[str], find: Callable[[str], Distribution] = distribution
) -> dict[str, Distribution]:
    """These packages and all that they need to run here (what is for other systems is not installed)."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = find(name)
        except PackageNotFoundError:
            continue
        waiting += [
            needed for line in found[name].requires or [] if _applies(needed := Requirement(line), extras)
        ]
    return found


def _applies(needed: Requirement, extras: frozenset[str]) -> bool:
    return needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras | {""})
