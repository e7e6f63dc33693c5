"""The way of a file through offices: steps, who does them, what may be done, objections and grounds."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from sanjha.kernel.text import Text
from sanjha.sewa.definition.fields import Form
from sanjha.sewa.definition.node import Code, Expression, Id, Node

ActionKind = Literal["FORWARD", "VERIFY", "RECOMMEND", "OBJECT", "SEND_BACK", "APPROVE", "REJECT"]
MOVES_ON = frozenset({"FORWARD", "VERIFY", "RECOMMEND"})
ENDS = frozenset({"APPROVE", "REJECT"})


class Responsible(Node, frozen=True, kw_only=True):
    """Whose tray the file goes to. The first entry whose `when` holds and whose post exists is taken.

    PLACE_OF: the post whose jurisdiction covers the place (`place` is the path of a place field or of a group with
    an address). KENDRA: the Sewa Kendra that took the application. SAME_OFFICE: a post of the office that has it now.
    """

    designation: str
    rule: Literal["PLACE_OF", "KENDRA", "SAME_OFFICE"] = "PLACE_OF"
    place: str = ""
    office_kind: str = ""
    when: Expression = ""


class Route(Node, frozen=True, kw_only=True):
    """A next step, taken if `when` holds; the last route of an action has no `when`."""

    step: Id
    when: Expression = ""


class Action(Node, frozen=True, kw_only=True):
    """What the officer may do in a step.

    `to` is the next step, or routes tried in order (for FORWARD, VERIFY, RECOMMEND). `choices` are the steps a
    SEND_BACK may go to. `guard` says whether the action is offered. `needs` is what must be given with it.
    """

    code: Code
    kind: ActionKind
    label: Text
    to: str | tuple[Route, ...] = ""
    choices: tuple[Id, ...] = ()
    guard: Expression = ""
    needs: tuple[Literal["REMARKS", "GROUND", "OBJECTION", "DOCUMENTS_OPENED"], ...] = ()

    @property
    def routes(self) -> tuple[Route, ...]:
        """Where it leads, as routes, in the order they are tried."""
        if isinstance(self.to, str):
            return (Route(step=self.to),) if self.to else ()
        return self.to


class Step(Node, frozen=True, kw_only=True):
    """One officer's part: who, in how many working days, with which form and which actions."""

    code: Id
    names: Text
    instruction: Text | None = None
    working_days: Annotated[int, msgspec.Meta(ge=0, le=365)]
    responsible: Annotated[tuple[Responsible, ...], msgspec.Meta(min_length=1)]
    form: Form | None = None
    actions: Annotated[tuple[Action, ...], msgspec.Meta(min_length=1)]

    def action(self, code: str) -> Action:
        """The action of that code. Raises KeyError."""
        for action in self.actions:
            if action.code == code:
                return action
        raise KeyError(code)


class Objection(Node, frozen=True, kw_only=True):
    """A defect an officer may point out. It is tied to a field of the form or to a document, never free text alone."""

    code: Code
    text: Text
    field: str = ""
    document: str = ""


class RejectGround(Node, frozen=True, kw_only=True):
    """A reason for which the service may be refused; `speaking` asks for an explanation in words as well."""

    code: Code
    text: Text
    speaking: bool = True


class Limits(Node, frozen=True, kw_only=True):
    """How often and how long. Days with the citizen are calendar days; the escalations are working days overdue."""

    objections: Annotated[int, msgspec.Meta(ge=0)] = 1
    send_backs: Annotated[int, msgspec.Meta(ge=0)] = 1
    close_after_days: Annotated[int, msgspec.Meta(ge=1)] = 15
    escalate_step_after: Annotated[int, msgspec.Meta(ge=1)] = 1
    appeal_after: Annotated[int, msgspec.Meta(ge=1)] = 1
