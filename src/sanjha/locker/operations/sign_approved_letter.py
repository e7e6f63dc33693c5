"""Sign an approved letter: number, date and signature go into the fields that it reserves, everything else stays."""

from datetime import datetime

from django.utils.translation import gettext as _

from sanjha.kernel.clock import IST
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import DomainError, Unavailable
from sanjha.kernel.text import Text
from sanjha.locker.contract import LetterRequest
from sanjha.locker.rendering.compiler import Page, compiler
from sanjha.locker.signing.keyring import keyring
from sanjha.locker.signing.letters import Filling, NotALetter, Place, places_of, sign_letter_file
from sanjha.locker.signing.pades import SignatureFacts

STAMP = "_letters/stamp.typ"
SIGNED = Text("Digitally signed", "ਡਿਜੀਟਲ ਦਸਤਖ਼ਤ", "डिजिटल हस्ताक्षर")
SPECIMEN = "SPECIMEN - test authority, no legal value"
SMALL, USUAL = 7, 9.5
"""Sizes of letters in points: in the signature's field, and in number and date."""


def sign_approved_letter(*, letter: LetterRequest) -> bytes:
    """The signed file, which begins with exactly `letter.pdf`. Writes nothing: whoever asks keeps the file.

    Raises DomainError for a file without reserved fields, Unavailable without a key or, in production, a licensed one.
    """
    keys = keyring()
    signer = keys.for_office(letter.office_code)
    specimen = keys.is_specimen(signer)
    if specimen and conf.production:
        raise Unavailable(
            _("A production site does not sign with the test authority. Set up licensed certificates.")
        )
    facts = SignatureFacts(
        signed_at=letter.signed_at.replace(microsecond=0),
        reason=f"{letter.number}: {letter.signatory.name.en}, {letter.signatory.post.en}",
        location=letter.signatory.place.en,
    )
    try:
        places = places_of(letter.pdf)
        fillings = {name: _filling(name, place, letter, specimen) for name, place in places.items()}
        return sign_letter_file(letter.pdf, fillings, signer=signer, facts=facts)
    except NotALetter as error:
        raise DomainError(
            _("This file reserves no place for number, date and signature."), code="not-a-letter"
        ) from error


def _filling(name: str, place: Place, letter: LetterRequest, specimen: bool) -> Filling:
    lines = _lines(name, letter, specimen)
    data = {
        "lines": lines,
        "width": place.width,
        "height": place.height,
        "size": SMALL if len(lines) > 1 else min(USUAL, place.width / max(len(lines[0]), 1) / 0.58),
        "centred": len(lines) > 1,
    }
    page = Page(data=data, doc={})
    return Filling(" ".join(lines), compiler(conf.catalogue).compile(STAMP, page, at=letter.signed_at))


def _lines(name: str, letter: LetterRequest, specimen: bool) -> list[str]:
    if name == "number":
        return [letter.number]
    if name == "date":
        return [f"{letter.dated:%d-%m-%Y}"]
    if name != "signature":
        raise NotALetter(f"nothing is known for the field {name}")
    heading, who = (_in(letter.language, text) for text in (SIGNED, letter.signatory.name))
    return [heading, who, _moment(letter.signed_at), *([SPECIMEN] if specimen else [])]


def _in(language: str, text: Text) -> str:
    return getattr(text, language, "") or text.en


def _moment(at: datetime) -> str:
    return f"{at.astimezone(IST):%d-%m-%Y %H:%M} IST"
