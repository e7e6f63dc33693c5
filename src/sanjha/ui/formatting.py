"""Values as people of the state read them: rupees, dates, days left, masked numbers, the other language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanjha.kernel import clock
from sanjha.kernel.money import format_inr
from sanjha.kernel.text import Text

SOON_DAYS = 3


def inr(value: object, *, paise: bool = True) -> str:
    """Rupees with the sign and Indian grouping ("₹ 1,25,000.00"); nothing for nothing, never a float."""
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        raise TypeError("money is a Decimal, never a float")
    try:
        amount = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not amount.is_finite():
        return str(value)
    sign = "-" if amount < 0 else ""
    return f"{sign}₹\u00a0{format_inr(abs(amount), paise=paise)}"


def _day(value: date | datetime | None) -> date | None:
    """The calendar day in India."""
    if isinstance(value, datetime):
        return value.astimezone(clock.IST).date() if value.tzinfo else value.date()
    return value


def dmy(value: date | datetime | None) -> str:
    """ "03-12-2026", the day in India; empty for no date."""
    day = _day(value)
    return f"{day:%d-%m-}{day.year:04d}" if day else ""


def dmy_time(value: datetime | None) -> str:
    """ "03-12-2026 16:05", Indian time; empty for no moment."""
    if value is None:
        return ""
    moment = value.astimezone(clock.IST) if value.tzinfo else value
    return f"{dmy(moment)} {moment:%H:%M}"


def in_language(value: object, language: str) -> str:
    """A Text, a translatable string or plain text in one language."""
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, Promise):
        with translation.override(language):
            return str(value)
    return str(value)


def current_language() -> str:
    """ "en", "pa" or "hi"."""
    return (translation.get_language() or "en")[:2]


def other_code() -> str:
    """The language that stands beside the one being read: Punjabi beside English and Hindi, English beside Punjabi."""
    return "en" if current_language() == "pa" else "pa"


def other_language(value: object) -> str:
    """The same words in the other official language; empty when there is none or it reads the same."""
    other = in_language(value, other_code())
    return "" if other == in_language(value, current_language()) else other


def days_left(due: date | datetime | None) -> str:
    """ "due in 3 days", "due today", "overdue by 2 days": calendar days from today in India."""
    day = _day(due)
    if day is None:
        return ""
    days = (day - clock.today()).days
    if days < 0:
        return ngettext("overdue by %(days)s day", "overdue by %(days)s days", -days) % {"days": -days}
    if days == 0:
        return _("due today")
    return ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": days}


def due_tone(due: date | datetime | None) -> str:
    """The tone of a due date: danger today or past, warn within three days, else ok."""
    day = _day(due)
    if day is None:
        return "quiet"
    days = (day - clock.today()).days
    return "danger" if days <= 0 else "warn" if days <= SOON_DAYS else "ok"


def ago(moment: datetime | None) -> str:
    """ "5 minutes ago", "yesterday", "12 days ago"; the date itself after thirty days or in the future."""
    if moment is None:
        return ""
    now = clock.now()
    minutes = int((now - moment).total_seconds() // 60)
    days = (now.date() - moment.astimezone(clock.IST).date()).days
    if minutes < 0 or days > 30:
        return dmy(moment)
    return _minutes_ago(minutes) if minutes < 60 else _days_ago(days) if days else _hours_ago(minutes // 60)


def _minutes_ago(n: int) -> str:
    return ngettext("%(n)s minute ago", "%(n)s minutes ago", n) % {"n": n} if n else _("just now")


def _hours_ago(n: int) -> str:
    return ngettext("%(n)s hour ago", "%(n)s hours ago", n) % {"n": n}


def _days_ago(n: int) -> str:
    return _("yesterday") if n == 1 else ngettext("%(n)s day ago", "%(n)s days ago", n) % {"n": n}


def mask_mobile(number: object) -> str:
    """ "98XXXXXX10": the first two and last two digits of ten; anything shorter is hidden whole."""
    digits = "".join(sign for sign in str(number or "") if sign in "0123456789")[-10:]
    if len(digits) < 10:
        return "X" * len(digits)
    return f"{digits[:2]}XXXXXX{digits[-2:]}"


def initials(name: str) -> str:
    """At most two first letters for the round mark beside a name; honours and titles are left out."""
    words = [
        word
        for word in name.replace(".", " ").split()
        if word.lower() not in {"shri", "smt", "s", "dr", "ms", "mr"}
    ]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:]) if word[0].isalpha()).upper()
