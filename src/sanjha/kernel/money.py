"""Rupees: exact decimals in, Indian grouping and words out."""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import DomainError

# Groups of two before the last three, or of three throughout; a comma anywhere else is a slip of the finger.
_WHOLE = r"[0-9]+|[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}|[0-9]{1,3}(?:,[0-9]{3})+"
_AMOUNT = re.compile(rf"(?:₹|rs\.?|inr)?\s*(-?(?:{_WHOLE})(?:\.[0-9]{{1,2}})?)\s*(?:/-)?", re.IGNORECASE)
LARGEST = Decimal("99999999999999.99")


def rupees(text: str | int | Decimal, *, field: str = "") -> Decimal:
    """Rupees with two decimals from what a person typed ("1,25,000", "₹ 75/-"). Raises DomainError."""
    found = _AMOUNT.fullmatch(str(text).strip())
    if not found:
        raise DomainError(_("Type an amount in rupees, for example 1,25,000."), code="amount", field=field)
    amount = Decimal(found[1].replace(",", ""))
    if abs(amount) > LARGEST:
        raise DomainError(_("The amount is too large."), code="amount-large", field=field)
    return amount.quantize(Decimal("0.01"))


def group_indian(digits: str) -> str:
    """Digits with Indian grouping: three, then twos ("12345678" -> "1,23,45,678")."""
    head, tail = digits[:-3], digits[-3:]
    pairs = []
    while head:
        pairs.append(head[-2:])
        head = head[:-2]
    return ",".join([*reversed(pairs), tail])


def format_inr(amount: Decimal | int, *, paise: bool = True) -> str:
    """ "1,25,000.00" for Decimal(125000); without paise "1,25,000" (half-even to the rupee)."""
    quantised = Decimal(amount).quantize(Decimal("0.01") if paise else Decimal(1))
    sign, text = "-" if quantised < 0 else "", str(abs(quantised))
    whole, _dot, fraction = text.partition(".")
    return sign + group_indian(whole) + (f".{fraction}" if paise else "")


_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_PA = [
    "ਸਿਫ਼ਰ",
    "ਇੱਕ",
    "ਦੋ",
    "ਤਿੰਨ",
    "ਚਾਰ",
    "ਪੰਜ",
    "ਛੇ",
    "ਸੱਤ",
    "ਅੱਠ",
    "ਨੌਂ",
    "ਦਸ",
    "ਗਿਆਰਾਂ",
    "ਬਾਰਾਂ",
    "ਤੇਰਾਂ",
    "ਚੌਦਾਂ",
    "ਪੰਦਰਾਂ",
    "ਸੋਲਾਂ",
    "ਸਤਾਰਾਂ",
    "ਅਠਾਰਾਂ",
    "ਉੱਨੀ",
    "ਵੀਹ",
    "ਇੱਕੀ",
    "ਬਾਈ",
    "ਤੇਈ",
    "ਚੌਵੀ",
    "ਪੱਚੀ",
    "ਛੱਬੀ",
    "ਸਤਾਈ",
    "ਅਠਾਈ",
    "ਉਣੱਤੀ",
    "ਤੀਹ",
    "ਇਕੱਤੀ",
    "ਬੱਤੀ",
    "ਤੇਤੀ",
    "ਚੌਂਤੀ",
    "ਪੈਂਤੀ",
    "ਛੱਤੀ",
    "ਸੈਂਤੀ",
    "ਅਠੱਤੀ",
    "ਉਣਤਾਲੀ",
    "ਚਾਲੀ",
    "ਇਕਤਾਲੀ",
    "ਬਤਾਲੀ",
    "ਤਰਤਾਲੀ",
    "ਚੁਤਾਲੀ",
    "ਪੰਤਾਲੀ",
    "ਛਿਆਲੀ",
    "ਸੰਤਾਲੀ",
    "ਅਠਤਾਲੀ",
    "ਉਣੰਜਾ",
    "ਪੰਜਾਹ",
    "ਇਕਵੰਜਾ",
    "ਬਵੰਜਾ",
    "ਤਰਵੰਜਾ",
    "ਚੁਰੰਜਾ",
    "ਪਚਵੰਜਾ",
    "ਛਪੰਜਾ",
    "ਸਤਵੰਜਾ",
    "ਅਠਵੰਜਾ",
    "ਉਣਾਹਠ",
    "ਸੱਠ",
    "ਇਕਾਹਠ",
    "ਬਾਹਠ",
    "ਤਰੇਹਠ",
    "ਚੌਂਹਠ",
    "ਪੈਂਹਠ",
    "ਛਿਆਹਠ",
    "ਸਤਾਹਠ",
    "ਅਠਾਹਠ",
    "ਉਣੱਤਰ",
    "ਸੱਤਰ",
    "ਇਕੱਤਰ",
    "ਬਹੱਤਰ",
    "ਤਿਹੱਤਰ",
    "ਚੁਹੱਤਰ",
    "ਪਝੱਤਰ",
    "ਛਿਹੱਤਰ",
    "ਸਤੱਤਰ",
    "ਅਠੱਤਰ",
    "ਉਣਾਸੀ",
    "ਅੱਸੀ",
    "ਇਕਿਆਸੀ",
    "ਬਿਆਸੀ",
    "ਤਿਰਾਸੀ",
    "ਚੁਰਾਸੀ",
    "ਪਚਾਸੀ",
    "ਛਿਆਸੀ",
    "ਸਤਾਸੀ",
    "ਅਠਾਸੀ",
    "ਉਣਾਨਵੇਂ",
    "ਨੱਬੇ",
    "ਇਕਾਨਵੇਂ",
    "ਬਾਨਵੇਂ",
    "ਤਰਾਨਵੇਂ",
    "ਚੁਰਾਨਵੇਂ",
    "ਪਚਾਨਵੇਂ",
    "ਛਿਆਨਵੇਂ",
    "ਸਤਾਨਵੇਂ",
    "ਅਠਾਨਵੇਂ",
    "ਨੜਿੰਨਵੇਂ",
]
_HI = [
    "शून्य",
    "एक",
    "दो",
    "तीन",
    "चार",
    "पाँच",
    "छह",
    "सात",
    "आठ",
    "नौ",
    "दस",
    "ग्यारह",
    "बारह",
    "तेरह",
    "चौदह",
    "पंद्रह",
    "सोलह",
    "सत्रह",
    "अठारह",
    "उन्नीस",
    "बीस",
    "इक्कीस",
    "बाईस",
    "तेईस",
    "चौबीस",
    "पच्चीस",
    "छब्बीस",
    "सत्ताईस",
    "अट्ठाईस",
    "उनतीस",
    "तीस",
    "इकतीस",
    "बत्तीस",
    "तैंतीस",
    "चौंतीस",
    "पैंतीस",
    "छत्तीस",
    "सैंतीस",
    "अड़तीस",
    "उनतालीस",
    "चालीस",
    "इकतालीस",
    "बयालीस",
    "तैंतालीस",
    "चवालीस",
    "पैंतालीस",
    "छियालीस",
    "सैंतालीस",
    "अड़तालीस",
    "उनचास",
    "पचास",
    "इक्यावन",
    "बावन",
    "तिरपन",
    "चौवन",
    "पचपन",
    "छप्पन",
    "सत्तावन",
    "अट्ठावन",
    "उनसठ",
    "साठ",
    "इकसठ",
    "बासठ",
    "तिरसठ",
    "चौंसठ",
    "पैंसठ",
    "छियासठ",
    "सड़सठ",
    "अड़सठ",
    "उनहत्तर",
    "सत्तर",
    "इकहत्तर",
    "बहत्तर",
    "तिहत्तर",
    "चौहत्तर",
    "पचहत्तर",
    "छिहत्तर",
    "सतहत्तर",
    "अठहत्तर",
    "उनासी",
    "अस्सी",
    "इक्यासी",
    "बयासी",
    "तिरासी",
    "चौरासी",
    "पचासी",
    "छियासी",
    "सतासी",
    "अट्ठासी",
    "नवासी",
    "नब्बे",
    "इक्यानवे",
    "बानवे",
    "तिरानवे",
    "चौरानवे",
    "पंचानवे",
    "छियानवे",
    "सत्तानवे",
    "अट्ठानवे",
    "निन्यानवे",
]
_SCALES = {
    "en": (("crore", 10**7), ("lakh", 10**5), ("thousand", 10**3), ("hundred", 10**2)),
    "pa": (("ਕਰੋੜ", 10**7), ("ਲੱਖ", 10**5), ("ਹਜ਼ਾਰ", 10**3), ("ਸੌ", 10**2)),
    "hi": (("करोड़", 10**7), ("लाख", 10**5), ("हज़ार", 10**3), ("सौ", 10**2)),
}
_PAISE = {"en": ("and", "paise"), "pa": ("ਅਤੇ", "ਪੈਸੇ"), "hi": ("और", "पैसे")}


def in_words(amount: Decimal | int, language: str = "en") -> str:
    """The amount of rupees in words of "en", "pa" or "hi" by crore, lakh, thousand; paise only when there are any."""
    value = Decimal(amount).quantize(Decimal("0.01"))
    if value < 0:
        raise ValueError("only amounts of zero or more are written in words")
    whole, paise = divmod(int(value * 100), 100)
    words = _whole(whole, language)
    if paise:
        joiner, unit = _PAISE[language]
        words = f"{words} {joiner} {_whole(paise, language)} {unit}"
    return words


def _whole(number: int, language: str) -> str:
    if number < 100:
        return _below_hundred(number, language)
    for name, size in _SCALES[language]:
        if number >= size:
            head, tail = divmod(number, size)
            words = f"{_whole(head, language)} {name}"
            return f"{words} {_whole(tail, language)}" if tail else words
    raise AssertionError("unreachable: every number of 100 or more has a scale")


def _below_hundred(number: int, language: str) -> str:
    if language == "pa":
        return _PA[number]
    if language == "hi":
        return _HI[number]
    if number < 20:
        return _EN[number]
    tens, units = divmod(number, 10)
    return _EN_TENS[tens] + (f"-{_EN[units]}" if units else "")
