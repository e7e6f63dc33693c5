"""Reckoning of working days: rules and holidays in, dates out; no query."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sanjha.kernel.text import Text

EVERY = 0
WORKING_DAY = Text("Working day", "ਕੰਮ ਵਾਲਾ ਦਿਨ", "कार्य दिवस")
WEEKDAYS = (
    Text("Monday", "ਸੋਮਵਾਰ", "सोमवार"),
    Text("Tuesday", "ਮੰਗਲਵਾਰ", "मंगलवार"),
    Text("Wednesday", "ਬੁੱਧਵਾਰ", "बुधवार"),
    Text("Thursday", "ਵੀਰਵਾਰ", "गुरुवार"),
    Text("Friday", "ਸ਼ੁੱਕਰਵਾਰ", "शुक्रवार"),
    Text("Saturday", "ਸ਼ਨਿੱਚਰਵਾਰ", "शनिवार"),
    Text("Sunday", "ਐਤਵਾਰ", "रविवार"),
)
ORDINALS = (
    Text("", "", ""),
    Text("First", "ਪਹਿਲਾ", "पहला"),
    Text("Second", "ਦੂਜਾ", "दूसरा"),
    Text("Third", "ਤੀਜਾ", "तीसरा"),
    Text("Fourth", "ਚੌਥਾ", "चौथा"),
    Text("Fifth", "ਪੰਜਵਾਂ", "पाँचवाँ"),
)


@dataclass(frozen=True)
class OffRule:
    """A weekday (0 Monday to 6 Sunday) off: every one (nth 0) or the nth of each month, while the rule is in force."""

    weekday: int
    nth: int
    valid_from: date
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        if day.weekday() != self.weekday or day < self.valid_from:
            return False
        if self.valid_to is not None and day >= self.valid_to:
            return False
        return self.nth in (EVERY, nth_of_month(day))

    @property
    def text(self) -> Text:
        """In words: "Sunday", "Second Saturday"."""
        return _join(" ", ORDINALS[self.nth], WEEKDAYS[self.weekday]) if self.nth else WEEKDAYS[self.weekday]


def nth_of_month(day: date) -> int:
    """Whether the day is the first (1) to fifth of its weekday in the month."""
    return (day.day - 1) // 7 + 1


def why_closed(day: date, rules: Collection[OffRule], holidays: Mapping[date, Text]) -> Text | None:
    """The holiday's name, else the weekly off in words, else None for a working day."""
    if day in holidays:
        return holidays[day]
    return next((rule.text for rule in rules if rule.covers(day)), None)


def days_between(
    start: date, end: date, rules: Collection[OffRule], holidays: Mapping[date, Text]
) -> Iterator[tuple[date, Text | None]]:
    """Every day from start to end, both included, with the reason why it is closed, None on a working day."""
    for number in range((end - start).days + 1):
        day = start + timedelta(days=number)
        yield day, why_closed(day, rules, holidays)


def merge_holidays(found: Collection[tuple[date, Text]]) -> dict[date, Text]:
    """One text a day; two holidays on one day are named one after the other."""
    merged: dict[date, Text] = {}
    for day, text in found:
        merged[day] = _join("; ", merged[day], text) if day in merged else text
    return merged


def _join(between: str, first: Text, second: Text) -> Text:
    return Text(
        f"{first.en}{between}{second.en}",
        f"{first.in_language('pa')}{between}{second.in_language('pa')}",
        f"{first.in_language('hi')}{between}{second.in_language('hi')}",
    )
