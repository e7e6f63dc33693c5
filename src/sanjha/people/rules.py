"""What a person's facts must be, and who may see and record them: values in, an error or clean values out.

The one place where the person block is checked; the form engine's own checks only make the errors come earlier.
"""

import re
from datetime import date

import msgspec
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import DomainError, FieldError, Message, NotPermitted
from sanjha.kernel.text import normalise
from sanjha.people.aadhaar_numbers import refuse_aadhaar_number
from sanjha.people.contract import Address, ResidentData
from sanjha.people.models import Area, Gender, Relation, Source

OLDEST_AGE = 130
FIRST_YEAR = 1900
MOST_FOUND = 50
SHORTEST_NAME, LONGEST_NAME = 2, 99
LONGEST_LINE = 100
LONGEST_POST_OFFICE = 60

_NAME_EN = re.compile(r"^[A-Za-z .'-]*[A-Za-z][A-Za-z .'-]*$")
_NAME_PA = re.compile(r"^[\u0a00-\u0a7f .]*[\u0a05-\u0a39\u0a59-\u0a5e\u0a72-\u0a74][\u0a00-\u0a7f .]*$")
_NAME_HI = re.compile(r"^[\u0900-\u097f .]*[\u0904-\u0939\u0958-\u0961][\u0900-\u097f .]*$")
_MOBILE = re.compile(r"^[6-9][0-9]{9}$")
_PIN = re.compile(r"^(14|15|16)[0-9]{4}$")
_FOUR_DIGITS = re.compile(r"^[0-9]{4}$")
_JOINERS = str.maketrans("", "", "\u200c\u200d")

NAME_EN = _("Name in English: 2 to 99 letters A to Z; space, point, hyphen and apostrophe may stand between.")
NAME_PA = _("Name in Punjabi: 2 to 99 letters of Gurmukhi; space and point may stand between.")
NAME_HI = _("Name in Hindi: 2 to 99 letters of Devanagari; space and point may stand between.")
MOBILE = _("Mobile number: ten digits that begin with 6, 7, 8 or 9.")
RELATIVE_EN = _(
    "Relative's name in English: 2 to 99 letters A to Z; space, point, hyphen and apostrophe may stand between."
)
RELATIVE_PA = _("Relative's name in Punjabi: 2 to 99 letters of Gurmukhi; space and point may stand between.")
RELATIVE_HI = _("Relative's name in Hindi: 2 to 99 letters of Devanagari; space and point may stand between.")


class _Block:
    """Checks field by field and keeps every error, so that a person mends all at once."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    def refuse(self, path: str, code: str, message: Message) -> None:
        self.errors.append(FieldError(path, code, message))

    def text(self, path: str, typed: str) -> str:
        """Normalised text without a full Aadhaar number; "" when it is refused."""
        try:
            text = normalise(typed, field=path).translate(_JOINERS)
            refuse_aadhaar_number(text, field=path)
        except DomainError as error:
            self.refuse(path, error.code, error.message)
            return ""
        return text

    def name(
        self, path: str, typed: str, script: re.Pattern[str], message: Message, *, required: bool = True
    ) -> str:
        before = len(self.errors)
        name = self.text(path, typed)
        if len(self.errors) > before or (not name and not required):
            return name
        if not script.match(name) or not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
            self.refuse(path, "name", message)
        return name

    def line(self, path: str, typed: str, longest: int, message: Message) -> str:
        line = self.text(path, typed)
        if len(line) > longest or "<" in line or ">" in line:
            self.refuse(path, "line", message)
        return line

    def one_of(self, path: str, typed: str, codes: list[str], message: Message) -> str:
        code = typed.strip().upper()
        if code not in codes:
            self.refuse(path, "choice", message)
        return code

    def pattern(self, path: str, typed: str, pattern: re.Pattern[str], message: Message) -> str:
        """Empty, or as the pattern says."""
        text = typed.strip()
        if text and not pattern.match(text):
            self.refuse(path, "pattern", message)
        return text


def cleaned(data: ResidentData, today: date) -> ResidentData:
    """The facts in clean form. Raises DomainError with one FieldError for every wrong field."""
    block = _Block()
    clean = ResidentData(
        name_en=block.name("name_en", data.name_en, _NAME_EN, NAME_EN),
        name_pa=block.name("name_pa", data.name_pa, _NAME_PA, NAME_PA),
        name_hi=block.name("name_hi", data.name_hi, _NAME_HI, NAME_HI, required=False),
        relation=block.one_of(
            "relation", data.relation, Relation.values, _("Relation: father, husband, mother or guardian.")
        ),
        relative_name_en=block.name("relative_name_en", data.relative_name_en, _NAME_EN, RELATIVE_EN),
        relative_name_pa=block.name("relative_name_pa", data.relative_name_pa, _NAME_PA, RELATIVE_PA),
        relative_name_hi=block.name(
            "relative_name_hi", data.relative_name_hi, _NAME_HI, RELATIVE_HI, required=False
        ),
        born_on=_birth_date(block, data.born_on, today),
        gender=block.one_of("gender", data.gender, Gender.values, _("Gender: male, female or transgender.")),
        mobile=block.pattern("mobile", data.mobile, _MOBILE, MOBILE),
        address=_address(block, data.address, data.born_on, today),
        aadhaar_last4=block.pattern(
            "aadhaar_last4",
            data.aadhaar_last4,
            _FOUR_DIGITS,
            _("Aadhaar: only the last four digits are kept."),
        ),
        resident_id=data.resident_id,
    )
    if block.errors:
        raise DomainError(
            " ".join(str(wrong.message) for wrong in block.errors), code="person", errors=block.errors
        )
    return clean


def _birth_date(block: _Block, born_on: date, today: date) -> date:
    if born_on > today:
        block.refuse("born_on", "future", _("Date of birth: it lies in the future."))
    elif born_on.year < today.year - OLDEST_AGE:
        block.refuse("born_on", "too-old", _("Date of birth: more than 130 years ago."))
    return born_on


def _address(block: _Block, given: Address, born_on: date, today: date) -> Address:
    year = given.since_year
    earliest = max(FIRST_YEAR, min(born_on.year, today.year))
    if year is not None and not earliest <= year <= today.year:
        block.refuse(
            "address.since_year",
            "year",
            _("Lives here since: a year between the birth and this year, four digits."),
        )
    place = given.place.strip().upper()
    if not place:
        block.refuse("address.place", "required", _("Village or town: choose one."))
    return Address(
        house=block.line(
            "address.house", given.house, LONGEST_LINE, _("House: at most 100 characters, without < and >.")
        ),
        street=block.line(
            "address.street",
            given.street,
            LONGEST_LINE,
            _("Street: at most 100 characters, without < and >."),
        ),
        area=block.one_of("address.area", given.area, Area.values, _("Area: rural or urban.")),
        place=place,
        post_office=block.line(
            "address.post_office",
            given.post_office,
            LONGEST_POST_OFFICE,
            _("Post office: at most 60 characters, without < and >."),
        ),
        pin=block.pattern(
            "address.pin", given.pin, _PIN, _("PIN code: six digits that begin with 14, 15 or 16.")
        ),
        since_year=year,
    )


_KINDS = {Area.RURAL: {"VILLAGE"}, Area.URBAN: {"ULB", "TOWN", "OUTGROWTH"}}


def check_place(area: str, kind: str | None) -> None:
    """Raises DomainError unless the place exists (`kind` is its kind) and is a village or a town as the area says."""
    if kind is None:
        message: Message = _("Village or town: there is none with this code.")
    elif kind not in _KINDS[Area(area)]:
        message = _("Village or town: a rural address needs a village, an urban one a town.")
    else:
        return
    error = FieldError("address.place", "place", message)
    raise DomainError(message, code="place", field="address.place", errors=[error])


def check_source(source: str) -> None:
    if source not in Source.values:
        raise DomainError(_("Source: it must be one of the known sources."), code="source", field="source")


def check_may_find(actor: Actor) -> None:
    """Looking people up is for officers with a post and for the system's own work."""
    if not (actor.kind is Kind.SYSTEM or (actor.is_officer and actor.posts)):
        raise NotPermitted(_("Only an officer with a post can look up residents."))


def check_may_record(actor: Actor, own_mobile: str, mobile: str) -> None:
    """Officers with a post and the system record everybody; a citizen whoever has the citizen's own number.

    `own_mobile` is the number with which a citizen signed in, `mobile` that of the person recorded.
    """
    if actor.kind is Kind.SYSTEM or (actor.is_officer and actor.posts):
        return
    if not actor.is_citizen:
        raise NotPermitted(_("Sign in to enter facts of a person."))
    if mobile != own_mobile:
        raise NotPermitted(
            _("You can enter people with your own mobile number only."), code="own-mobile", field="mobile"
        )


def check_is_registered(actor: Actor) -> None:
    """Only a citizen whom the register knows has a household there."""
    if not actor.is_citizen or actor.person is None:
        raise NotPermitted(_("Only a registered citizen sees who is registered with the same number."))


def check_as_of(as_of: date | None, today: date) -> None:
    if as_of is not None and as_of > today:
        raise DomainError(
            _("Since when the facts hold: the date lies in the future."), code="future", field="as_of"
        )


def clean_mobile(typed: str) -> str:
    """Ten digits; spaces, hyphens and +91 or 0 before them are taken off. Raises DomainError."""
    digits = re.sub(r"[\s-]", "", typed)
    digits = re.sub(r"^(?:\+?91|0)(?=[0-9]{10}$)", "", digits)
    if not _MOBILE.match(digits):
        raise DomainError(MOBILE, code="mobile", field="mobile")
    return digits


def clean_reference(typed: str) -> str:
    return "".join(typed.upper().split())


def facts_of(data: ResidentData) -> dict[str, object]:
    """The facts by name, each as the JSON value that a row keeps."""
    return {
        "NAME": {"en": data.name_en, "pa": data.name_pa, "hi": data.name_hi},
        "RELATIVE": {
            "relation": data.relation,
            "en": data.relative_name_en,
            "pa": data.relative_name_pa,
            "hi": data.relative_name_hi,
        },
        "BIRTH_DATE": data.born_on.isoformat(),
        "GENDER": data.gender,
        "MOBILE": data.mobile,
        "ADDRESS": msgspec.to_builtins(data.address),
        "AADHAAR_LAST4": data.aadhaar_last4,
    }


def changed_facts(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """What differs. An empty optional value says nothing about the old one: it does not erase it."""
    told = {
        name: value for name, value in after.items() if value != "" or name not in ("MOBILE", "AADHAAR_LAST4")
    }
    for name in ("NAME", "RELATIVE"):
        told[name] = _with_old_hindi(before.get(name), told[name])
    return {name: value for name, value in told.items() if value != before.get(name)}


def _with_old_hindi(before: object, after: object) -> object:
    if isinstance(before, dict) and isinstance(after, dict) and not after["hi"]:
        same = (before.get("en"), before.get("pa")) == (after["en"], after["pa"])
        return {**after, "hi": before.get("hi", "") if same else ""}
    return after


def check_is_system(actor: Actor) -> None:
    """Comparing serves oversight only, and is answered to nobody in person."""
    if actor.kind is not Kind.SYSTEM:
        raise NotPermitted(_("Only the system asks this."))
