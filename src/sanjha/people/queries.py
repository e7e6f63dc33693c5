"""What the register of residents looks up; every list is limited to what the actor may see inside the SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import numbers
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.kernel.text import Text, normalise
from sanjha.people import names, rules
from sanjha.people.models import Fact, Resident

MOST_WORDS = 6
STRICT, LOOSE, EXACT = 4, 1, 100


def visible_to(actor: Actor) -> QuerySet[Resident]:
    """Residents whom the actor may know: all for officers with a post and the system, for a citizen those of the
    household's mobile number, nobody for others."""
    residents = Resident.objects.select_related("address").filter(merged_into__isnull=True)
    if actor.kind is Kind.SYSTEM or (actor.is_officer and actor.posts):
        return residents
    if actor.is_citizen and actor.person is not None:
        own = Resident.objects.filter(pk=actor.person).exclude(mobile="").values("mobile")[:1]
        kept = Resident.objects.filter(pk=actor.person).values("merged_into")[:1]
        return residents.filter(Q(pk=actor.person) | Q(mobile=own) | Q(pk=kept))
    return residents.none()


def resident(actor: Actor, resident_id: UUID) -> Resident:
    """One resident; the kept one for an entry that was merged. Raises NotFound, also when the actor may not know of it."""
    seen = visible_to(actor)
    found = seen.filter(pk=resident_id).first() or seen.filter(merged=resident_id).first()
    if found is None:
        raise NotFound(_("There is no such resident."))
    return found


def residents(actor: Actor, resident_ids: Sequence[UUID]) -> list[Resident]:
    """Residents in the order of the ids, for a merged entry the kept one; unknown and invisible ones are left out."""
    if len(resident_ids) > 500:
        raise DomainError(_("At most 500 residents at a time."), code="too-many", field="resident_ids")
    found = visible_to(actor).in_bulk(list(resident_ids))
    kept: dict[UUID, UUID] = {}
    if missing := set(resident_ids) - set(found):
        merged = Resident.objects.filter(pk__in=missing, merged_into__isnull=False)
        kept = {pk: into for pk, into in merged.values_list("pk", "merged_into") if into}
        found |= visible_to(actor).in_bulk(list(kept.values()))
    stands_for = [kept.get(wanted, wanted) for wanted in resident_ids]
    return [found[wanted] for wanted in stands_for if wanted in found]


def with_mobile(actor: Actor, mobile: str) -> list[Resident]:
    """The residents registered with a number, the earliest first."""
    return list(visible_to(actor).filter(_kept(mobile=mobile)).order_by("recorded_at", "id"))


def household(actor: Actor) -> list[Resident]:
    """The citizen and those registered with the citizen's number, the earliest entry first. Raises NotPermitted."""
    rules.check_is_registered(actor)
    return list(visible_to(actor).order_by("recorded_at", "id"))


def names_with_mobile(mobile: str) -> list[tuple[UUID, Text]]:
    """Ids and names of a number's residents, for signing in. Ask only when the number is proved."""
    rows = Resident.objects.filter(_kept(mobile=mobile), merged_into__isnull=True).order_by(
        "recorded_at", "id"
    )
    return [(row.pk, row.name) for row in rows.only("name_en", "name_pa", "name_hi")]


def _kept(**entry: str) -> Q:
    """The residents for whom these entries stand: themselves, or the ones that were kept when they were merged."""
    entries = Resident.objects.filter(**entry).values(kept=Coalesce("merged_into", "id"))
    return Q(pk__in=entries.exclude(mobile="") if "mobile" in entry else entries)


def facts_of(of: Resident) -> list[Fact]:
    """Every fact ever given about a resident whom the caller may see: in force first, then the newest."""
    return list(of.facts.order_by(F("superseded_at").desc(nulls_first=True), "name", "-recorded_at"))


@dataclass(frozen=True)
class Sought:
    """Whom somebody looks for."""

    text: str = ""
    mobile: str = ""
    reference: str = ""
    relative: str = ""
    place: str = ""


def find(actor: Actor, sought: Sought, *, limit: int, after: UUID | None = None) -> list[Resident]:
    """One page of residents who fit, by reference, else by mobile number, else by name; the best match first.

    `after` is the last resident of the page before. Raises DomainError when nothing is sought, a reference or number
    is mistyped, or that resident does not fit any more; NotPermitted unless the actor may look people up.
    """
    rules.check_may_find(actor)
    rows: QuerySet[Any] = _ranked(visible_to(actor), sought)
    if after is not None:
        rows = rows.filter(_behind(rows, after))
    return list(rows.order_by("-score", "name_en", "pk")[: max(1, min(limit, rules.MOST_FOUND))])


def _behind(rows: QuerySet[Any], after: UUID) -> Q:
    last = rows.filter(pk=after).values("score", "name_en").first()
    if last is None:
        raise DomainError(_("The list has changed. Search again."), code="page", field="after")
    score, name = last["score"], last["name_en"]
    return Q(score__lt=score) | Q(score=score, name_en__gt=name) | Q(score=score, name_en=name, pk__gt=after)


def _ranked(rows: QuerySet[Resident], sought: Sought) -> QuerySet[Resident]:
    if sought.reference.strip():
        reference = rules.clean_reference(sought.reference)
        if not numbers.is_valid(reference):
            raise DomainError(
                _("Reference: it is mistyped, its last character does not fit."),
                code="reference",
                field="reference",
            )
        return rows.filter(_kept(reference=reference)).annotate(score=Value(EXACT))
    if sought.mobile.strip():
        return rows.filter(_kept(mobile=rules.clean_mobile(sought.mobile))).annotate(score=Value(EXACT))
    return _by_name(rows, sought)


def _by_name(rows: QuerySet[Resident], sought: Sought) -> QuerySet[Resident]:
    text = normalise(sought.text, field="text")
    spoken = _keys(text, field="text")
    if not (sought.place or sought.relative.strip()) and all(
        strict in names.COMMON_KEYS for strict, _loose in spoken
    ):
        raise DomainError(
            _("Name: this alone fits too many people. Add the given name, the relative's name or the place."),
            code="name-common",
            field="text",
        )
    fits = Q()
    for strict, loose in _selective(spoken):
        fits &= Q(name_keys__overlap=[strict, loose])
    joined = _joined(text)
    rows = rows.filter(fits | joined if joined else fits)
    if relative := normalise(sought.relative, field="relative"):
        for strict, loose in _keys(relative, field="relative"):
            rows = rows.filter(relative_keys__overlap=[strict, loose])
    if sought.place:
        rows = rows.filter(address__place=sought.place.strip().upper())
    return rows.annotate(score=_score(text, spoken))


Keys = list[tuple[str, str]]


def _keys(text: str, *, field: str) -> Keys:
    """Strict and loose key of each word. Raises DomainError when there is no word of letters."""
    words = names.words(text)[:MOST_WORDS]
    keys = [(names.strict_key(word), names.loose_key(word)) for word in words]
    keys = [pair for pair in keys if pair[0]]
    if not keys or max(len(word) for word in words) < 2:
        raise DomainError(_("Name: type at least one word of two letters."), code="name", field=field)
    return keys


def _selective(keys: Keys) -> Keys:
    """The words that select: Singh and Kaur do not, unless there is nothing else."""
    return [pair for pair in keys if pair[0] not in names.COMMON_KEYS] or keys


def _joined(text: str) -> Q | None:
    """The first two words as one: "Gur Preet Singh" also finds Gurpreet Singh."""
    words = names.words(text)
    if len(words) < 2:
        return None
    as_one = words[0] + words[1]
    return Q(name_keys__overlap=[names.strict_key(as_one), names.loose_key(as_one)])


def _score(text: str, keys: Keys) -> Case:
    """Exactly as typed first, then by words that sound alike, then by words that are nearly alike."""
    score = Case(
        When(Q(name_en__iexact=text) | Q(name_pa=text) | Q(name_hi=text), then=Value(EXACT)),
        default=Value(0),
        output_field=IntegerField(),
    )
    for strict, loose in keys:
        score = score + Case(  # type: ignore[assignment]
            When(name_keys__contains=[strict], then=Value(STRICT)),
            When(name_keys__contains=[loose], then=Value(LOOSE)),
            default=Value(0),
            output_field=IntegerField(),
        )
    return score


def addresses_and_mobiles(resident_ids: Sequence[UUID]) -> list[tuple[UUID, str, str]]:
    """(id, code of the place, mobile number) of residents: an inner read for comparing, nothing of it leaves the house."""
    if len(resident_ids) > 500:
        raise DomainError(_("At most 500 residents at a time."), code="too-many", field="resident_ids")
    rows = Resident.objects.filter(pk__in=list(resident_ids)).order_by("pk")
    return list(rows.values_list("pk", "address__place", "mobile"))
