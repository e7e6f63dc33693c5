"""What the JSON API of every service takes and gives alike."""

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import AfterValidator, ConfigDict

from sanjha.kernel import clock
from sanjha.kernel.text import Text

Moment = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(clock.IST))]
"""A moment, given in Indian Standard Time."""


class Strict(Schema):
    """A body in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")


class Words(Schema):
    """One phrase in three languages; an empty one falls back to English."""

    en: str
    pa: str
    hi: str

    @classmethod
    def of(cls, text: Text) -> Self:
        return cls(en=text.en, pa=text.pa, hi=text.hi)
