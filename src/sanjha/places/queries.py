"""Reads of places and calendars. They are public facts, so no query asks who reads."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.kernel.text import Text
from sanjha.places.folding import fold, skeleton
from sanjha.places.models import Calendar, Holiday, Place, PlaceLoad, PlaceWord, WeeklyOff
from sanjha.places.working_days import OffRule, days_between, merge_holidays, why_closed

Kind = Place.Kind
MOST_FOUND = 100
MOST_WORDS = 6
MOST_DAYS = 1000
LONGEST_ACCOUNT = 3660
_ORDER_OF_KINDS = (Kind.DISTRICT, Kind.TEHSIL, Kind.ULB, Kind.VILLAGE, Kind.TOWN, Kind.OUTGROWTH, Kind.BLOCK)


def place_with(code: str) -> Place:
    """The place with this code, present or ended. Raises NotFound."""
    try:
        return Place.objects.get(code=code)
    except Place.DoesNotExist:
        raise NotFound(
            _("There is no place with the code %(code)s.") % {"code": code}, field="code"
        ) from None


def places_with(codes: Iterable[str]) -> list[Place]:
    """The places with these codes in the order given; unknown codes are left out."""
    codes = list(codes)
    found = {place.code: place for place in Place.objects.filter(code__in=codes)}
    return [found[code] for code in dict.fromkeys(codes) if code in found]


def names_of(codes: Collection[str]) -> Mapping[str, Text]:
    """The names by code, for hints such as tehsil and district."""
    rows = Place.objects.filter(code__in=codes).values_list("code", "name_en", "name_pa", "name_hi")
    return {code: Text(english, punjabi, hindi) for code, english, punjabi, hindi in rows}


def present() -> QuerySet[Place]:
    """Places that have not ended."""
    return Place.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()))


def within(code: str) -> Q:
    """Whatever lies in a district or a tehsil, or hangs directly below another place; an empty code is the state."""
    if not code:
        return Q()
    column = {"D": "district", "T": "tehsil"}.get(code[:1], "parent")
    return Q(**{column: code}) & ~Q(code=code)


def children_of(code: str, kinds: Collection[str], *, language: str = "en") -> QuerySet[Place]:
    """The present places of some kinds within a place, in the order of the language."""
    order = "sort_pa" if language.startswith("pa") else "sort_en"
    return present().filter(within(code), kind__in=kinds).order_by(order, "code")


def counts_by_district() -> dict[tuple[str, str], int]:
    """How many present places of each kind lie in each district, by (district, kind)."""
    rows = present().order_by().values_list("district", "kind").annotate(number=Count("id"))
    return {(district, kind): number for district, kind, number in rows}


def find_places(text: str, *, inside: str = "", kinds: Collection[str] = (), limit: int = 20) -> list[Place]:
    """The present places whose words begin with the words of the text; exact spellings first, then like-sounding ones.

    At most two queries, each on plain indexes.
    """
    limit = max(1, min(limit, MOST_FOUND))
    folded = fold(text)[:100]
    words = folded.split()[:MOST_WORDS]
    if not words:
        return []
    base = present().filter(within(inside))
    if kinds:
        base = base.filter(kind__in=[kind.upper() for kind in kinds])
    ranked = _with_words(base, words).annotate(rank=_rank(text, folded)).order_by("rank", *_BEST_FIRST)
    exact: list[Place] = list(ranked[:limit])
    bones = ["~" + bone for word in words if not word.isdigit() and (bone := skeleton(word))]
    if len(exact) >= limit or not bones:
        return exact
    # Where the exact spelling is known, only whole words that sound like it are worth offering.
    alike = _with_words(base, [word for word in words if word.isdigit()])
    alike = _with_words(alike, bones, whole=bool(exact)).exclude(code__in=[place.code for place in exact])
    first = Exists(PlaceWord.objects.filter(place=OuterRef("pk"), word=bones[0]))
    return [*exact, *alike.annotate(first=first).order_by("-first", *_BEST_FIRST)[: limit - len(exact)]]


_BEST_FIRST = (
    Case(
        *(When(kind=kind, then=Value(at)) for at, kind in enumerate(_ORDER_OF_KINDS)),
        output_field=IntegerField(),
    ),
    "sort_en",
    "code",
)


def _with_words(places: QuerySet[Place], words: list[str], *, whole: bool = False) -> QuerySet[Place]:
    """Only places entered under all these words, or under longer ones; numbers are always whole."""
    for word in words:
        entered = Q(word=word) if whole or word.isdigit() else Q(word__startswith=word)
        places = places.filter(Exists(PlaceWord.objects.filter(entered, place=OuterRef("pk"))))
    return places


def _rank(text: str, folded: str) -> Case:
    """The whole name before its beginning before a word in the middle."""
    text = text.strip()
    return Case(
        When(Q(sort_en=folded) | Q(name_pa=text) | Q(hadbast=folded), then=Value(0)),
        When(Q(sort_en__startswith=folded) | Q(name_pa__startswith=text), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def last_loads() -> list[PlaceLoad]:
    """The newest load of each kind, for the statement of sources."""
    return list(PlaceLoad.objects.order_by("kind", "-loaded_at").distinct("kind"))


def predecessors_of(place: Place) -> tuple[Place | None, list[Place]]:
    """The place it was made from, and the places that were made from it."""
    near = Place.objects.filter(Q(code=place.predecessor) | Q(predecessor=place.code)).order_by(
        "valid_from", "code"
    )
    found = list(near)
    before = next((other for other in found if other.code == place.predecessor), None)
    return before, [other for other in found if other.predecessor == place.code]


# Calendars


def calendars() -> list[Calendar]:
    return list(Calendar.objects.order_by("code"))


def off_rules(calendar: str) -> list[OffRule]:
    """The weekly offs of a calendar. Raises NotFound for an unknown calendar."""
    rows = WeeklyOff.objects.filter(calendar__code=calendar)
    rules = [OffRule(row.weekday, row.nth, row.valid_from, row.valid_to) for row in rows]
    if not rules and not Calendar.objects.filter(code=calendar).exists():
        raise NotFound(_("There is no calendar %(code)s.") % {"code": calendar}, field="calendar")
    return rules


def holidays_in(calendar: str, first: date, last: date, district: str = "") -> QuerySet[Holiday]:
    """The holidays of a calendar from one day to another: those of the whole state, and of the district if one is given."""
    of_calendar = Q(calendar__isnull=True) | Q(calendar=calendar)
    of_district = Q(district="") | Q(district=district)
    days = Holiday.objects.filter(
        of_calendar, of_district, removed_at__isnull=True, date__range=(first, last)
    )
    return days.order_by("date", "name_en")


def closed_days(calendar: str, first: date, last: date, district: str = "") -> dict[date, Text]:
    return merge_holidays([(held.date, held.name) for held in holidays_in(calendar, first, last, district)])


def dates_after(calendar: str, start: date, days: Sequence[int], district: str = "") -> list[date]:
    """For each number of working days the date that many days after `start`, which is day 0. Two queries as a rule.

    Raises NotFound for an unknown calendar, DomainError for a number outside 0 to 1000.
    """
    if not all(0 <= number <= MOST_DAYS for number in days):
        raise DomainError(_("The number of working days must lie between 0 and 1000."), field="days")
    rules = off_rules(calendar)
    most = max(days, default=0)
    found = [start]
    day, known_to, holidays = start, start, dict[date, Text]()
    while len(found) <= most:
        day += timedelta(days=1)
        if day > known_to:
            known_to = day + timedelta(days=(most - len(found)) * 2 + 31)
            holidays = closed_days(calendar, day, known_to, district)
        if why_closed(day, rules, holidays) is None:
            found.append(day)
    return [found[number] for number in days]


def account_of(calendar: str, start: date, end: date, district: str = "") -> list[tuple[date, Text | None]]:
    """Every day from start to end with the reason why it is closed, None on a working day."""
    if not 0 <= (end - start).days <= LONGEST_ACCOUNT:
        raise DomainError(
            _("The last day must not lie before the first, nor ten years after it."), field="end"
        )
    rules = off_rules(calendar)
    return list(days_between(start, end, rules, closed_days(calendar, start, end, district)))


def holidays_of_year(year: int, calendar: str = "") -> QuerySet[Holiday]:
    """The standing holidays of a year, of one calendar (with those of all) or of every calendar and district."""
    found = Holiday.objects.filter(date__year=year, removed_at__isnull=True).order_by("date", "name_en", "id")
    return found.filter(Q(calendar__isnull=True) | Q(calendar=calendar)) if calendar else found


def holiday_years() -> list[int]:
    """The years that hold a holiday, ascending."""
    years = Holiday.objects.filter(removed_at__isnull=True).values_list("date__year", flat=True).distinct()
    return sorted(set(years))
