"""The papers of an application as a list to work through: what is there, what is missing, what is the next to take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import Message
from sanjha.kernel.text import Text
from sanjha.sewa.forms.documents import RequiredDocument
from sanjha.sewa.models import Attachment
from sanjha.sewa.operations.preview_draft import DocumentState

_MEDIA = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Line:
    """One paper: its state in words and tone, the papers that are there, what was wrong with the last one."""

    asked: RequiredDocument
    attachments: list[Attachment]
    tone: str
    words: Message
    problem: Message = ""

    @property
    def is_taken(self) -> bool:
        """Whether somebody can hand it in here."""
        return self.asked.given_by == "APPLICANT"

    @property
    def accept(self) -> str:
        """The media types for the file control."""
        return ",".join(_MEDIA[kind] for kind in self.asked.accept if kind in _MEDIA)

    @property
    def control(self) -> str:
        return f"id_file-{self.asked.code}"


@dataclass(frozen=True)
class Group:
    """Papers that stand together. `is_met` is None where nothing of the group has to be there."""

    title: Message | Text
    lines: list[Line]
    is_met: bool | None = None
    one_is_enough: bool = False


@dataclass(frozen=True)
class Checklist:
    """All papers of an application in groups: needed ones, one-of groups, optional ones, those others make."""

    groups: list[Group]

    @cached_property
    def asking(self) -> list[Group]:
        """The groups of which something has to be there."""
        return [group for group in self.groups if group.is_met is not None]

    @cached_property
    def resting(self) -> list[Line]:
        """The papers that need not be there, or come from the office."""
        return [line for group in self.groups if group.is_met is None for line in group.lines]

    @cached_property
    def wanted(self) -> int:
        """How many papers must be there: each needed one, and one of each group."""
        return sum(1 if group.one_is_enough else len(group.lines) for group in self.asking)

    @cached_property
    def received(self) -> int:
        """How many of those are there."""
        return sum(
            int(bool(group.is_met))
            if group.one_is_enough
            else sum(1 for line in group.lines if line.attachments)
            for group in self.asking
        )

    @cached_property
    def next_code(self) -> str:
        """The code of the paper to take next; empty when nothing is missing."""
        for group in self.asking:
            for line in group.lines:
                if not line.attachments and not (group.one_is_enough and group.is_met):
                    return line.asked.code
        return ""


def checklist_of(states: Iterable[DocumentState], problems: Mapping[str, Message] | None = None) -> Checklist:
    """The checklist from a preview; `problems` are words to stand beside the papers of these codes."""
    told = problems or {}
    states = list(states)
    given = [state for state in states if state.asked.given_by == "APPLICANT"]
    needed = [_line(state, told) for state in given if state.asked.required]
    groups = []
    if needed:
        groups.append(Group(_("Needed"), needed, is_met=all(line.attachments for line in needed)))
    for code in dict.fromkeys(state.asked.any_of for state in given if state.asked.any_of):
        members = [state for state in given if state.asked.any_of == code]
        left = [_line(state, told) for state in members if not state.asked.required]
        # A paper that is needed for itself counts for its group as well: then the rest of it is optional.
        settled = any(state.asked.required for state in members)
        met = None if settled else any(state.attachments for state in members)
        if left:
            title = members[0].asked.any_of_names or Text(code)
            groups.append(Group(title, left, is_met=met, one_is_enough=True))
    optional = [_line(state, told) for state in given if not state.asked.required and not state.asked.any_of]
    if optional:
        groups.append(Group(_("If you have it"), optional))
    others = [_line(state, told) for state in states if state.asked.given_by != "APPLICANT"]
    if others:
        groups.append(Group(_("Made by the office"), others))
    return Checklist(groups)


def _line(state: DocumentState, problems: Mapping[str, Message]) -> Line:
    tone, words = _standing(state)
    return Line(state.asked, state.attachments, tone, words, problems.get(state.asked.code, ""))


def _standing(state: DocumentState) -> tuple[str, Message]:
    if state.attachments:
        return "ok", _("Received")
    if state.asked.given_by == "GENERATED":
        return "ok", _("From the form")
    if state.asked.given_by == "FIELD_REPORT":
        return "quiet", _("By the officer")
    if state.asked.required:
        return "warn", _("Missing")
    return "quiet", _("One is enough") if state.asked.any_of else _("Optional")
