"""The catalogue as it is offered today."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from sanjha.kernel import clock
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.models import ServiceVersion
from sanjha.sewa.pinned import category_name, definition_of, department_name

_WORDS = re.compile(r"[^\w\u0900-\u097f\u0a00-\u0a7f]+")


@dataclass(frozen=True)
class Offered:
    """One service as people choose it."""

    code: str
    version: int
    names: Text
    department: Text
    category: Text
    definition: ServiceDefinition


def versions_in_force(on: date | None = None) -> list[ServiceVersion]:
    """The newest version of each service that is in force on the day, by code."""
    ranked = ServiceVersion.objects.filter(effective_from__lte=on or clock.today()).annotate(
        place=Window(
            RowNumber(), partition_by=F("code"), order_by=[F("effective_from").desc(), F("version").desc()]
        )
    )
    return list(ranked.filter(place=1).order_by("code").defer("content"))


def current_version(code: str, on: date | None = None) -> ServiceVersion:
    """The version of a service that is in force on the day. Raises NotFound."""
    found = (
        ServiceVersion.objects.filter(
            code=code if code.isprintable() else "", effective_from__lte=on or clock.today()
        )
        .order_by("-effective_from", "-version")
        .defer("content")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no service %(code)s.") % {"code": code[:40]}, field="service")
    return found


def services_offered(*, channel: str = "", text: str = "") -> list[Offered]:
    """The services offered on a channel (empty: on any) whose names or keywords, in any of the three scripts, match.

    Every word typed must begin a word of the service; the name's matches come before those of keywords.
    """
    typed = _words(text)
    found = []
    for version in versions_in_force():
        definition = definition_of(version)
        if channel and channel not in {offered.code for offered in definition.channels}:
            continue
        rank = _rank(definition, typed)
        if rank is not None:
            found.append((rank, definition.names.en, _offered(definition)))
    return [offered for _rank_, _name, offered in sorted(found, key=lambda entry: entry[:2])]


def service_offered(code: str) -> Offered:
    """One service by its code. Raises NotFound."""
    return _offered(definition_of(current_version(code)))


def _offered(definition: ServiceDefinition) -> Offered:
    return Offered(
        definition.code,
        definition.version,
        definition.names,
        department_name(definition.department),
        category_name(definition.category),
        definition,
    )


def _rank(definition: ServiceDefinition, typed: list[str]) -> int | None:
    names = _words(" ".join([definition.code, *(definition.names.in_language(each) for each in LANGUAGES)]))
    keywords = definition.keywords
    others = _words(" ".join([*keywords.en, *keywords.pa, *keywords.hi, definition.category]))
    if all(any(word.startswith(each) for word in names) for each in typed):
        return 0
    if all(any(word.startswith(each) for word in [*names, *others]) for each in typed):
        return 1
    return None


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [word for word in _WORDS.split(folded) if word]
