"""The architecture policy: read from policy.yaml when the house starts; a fault in it does not start."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import yaml
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjha.architecture.checks import Evidence, Kind
from sanjha.kernel.text import LANGUAGES, Text

FILE = Path(__file__).with_name("policy.yaml")
_NUMBER = re.compile(r"([1-9][0-9]?)\.[1-9][0-9]?")


class Status(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    CONSULTATION = "CONSULTATION", _("In consultation")
    IN_FORCE = "IN_FORCE", _("In force")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text that stands in all three languages."""

    en: str
    pa: str
    hi: str

    def __post_init__(self) -> None:
        if not all(getattr(self, language).strip() for language in LANGUAGES):
            raise ValueError(f"“{self.en}” lacks a language")

    @property
    def text(self) -> Text:
        return Text(self.en, self.pa, self.hi)


class Principle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the rules under it are for."""

    number: int
    title: Words
    text: Words


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. In force, it names the day since when and the order that says so."""

    number: str
    version: int
    status: Status
    owner: Words
    text: Words
    enforced_by: tuple[Evidence, ...]
    since: date | None = None
    order: str = ""

    def __post_init__(self) -> None:
        if not _NUMBER.fullmatch(self.number):
            raise ValueError(f"{self.number!r} is no number of a rule, such as 1.2")
        if self.version < 1:
            raise ValueError(f"rule {self.number}: versions begin with 1")
        if not self.enforced_by:
            raise ValueError(f"rule {self.number}: name the check that enforces it, or PEOPLE")
        if (self.status is Status.IN_FORCE) != bool(self.since and self.order.strip()):
            raise ValueError(f"rule {self.number}: what is in force, and only that, has a day and an order")

    @property
    def principle(self) -> int:
        return int(self.number.partition(".")[0])

    @property
    def only_by_people(self) -> bool:
        return all(each.kind is Kind.PEOPLE for each in self.enforced_by)


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole policy; an exception lasts at most `longest_exception_days`."""

    version: str
    longest_exception_days: int
    principles: tuple[Principle, ...]
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        if self.longest_exception_days < 1:
            raise ValueError("an exception lasts at least a day")
        numbers = [principle.number for principle in self.principles]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("principles are numbered from 1 without a gap")
        rules = [rule.number for rule in self.rules]
        if len(set(rules)) != len(rules):
            raise ValueError("two rules have the same number")
        if lost := [rule.number for rule in self.rules if rule.principle not in numbers]:
            raise ValueError(f"no principle stands over the rules {', '.join(lost)}")

    def rule(self, number: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.number == number), None)

    def rules_of(self, principle: Principle) -> list[Rule]:
        """The rules under a principle, by number."""
        found = [rule for rule in self.rules if rule.principle == principle.number]
        return sorted(found, key=lambda rule: int(rule.number.partition(".")[2]))


def read(text: str) -> Policy:
    """The policy from YAML. Raises ImproperlyConfigured that says what is wrong and where."""
    try:
        return msgspec.convert(yaml.safe_load(text), Policy)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise ImproperlyConfigured(f"the architecture policy: {error}") from error


@cache
def policy() -> Policy:
    """The policy of this installation."""
    return read(FILE.read_text(encoding="utf-8"))
