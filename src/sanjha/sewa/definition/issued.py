"""The document that a service issues: its data, its wording, how long it holds."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sanjha.kernel.text import Text
from sanjha.sewa.definition.node import Expression, Id, Node, Status


class Term(Node, frozen=True, kw_only=True):
    """A name for an expression, to be used in documents, fees, steps, uniqueness and output."""

    name: Id
    value: Expression


class OutputGroup(Node, frozen=True, kw_only=True):
    """A part of the document's data: one object, or with `each` a list with one object for every row."""

    fields: dict[Id, str | OutputGroup]
    each: Expression = ""
    when: Expression = ""


class Validity(Node, frozen=True, kw_only=True):
    """From and to when the document holds, and by which authority; without `end` it holds for life."""

    begin: Expression
    end: Expression = ""
    legal_reference: str
    status: Status


class Wording(Node, frozen=True, kw_only=True):
    """The sentence of the document; {names} stand for `fields`."""

    text: Text
    fields: dict[Id, Expression]


class Output(Node, frozen=True, kw_only=True):
    """The document that is issued: what it is called, what stands in it, how long it holds.

    `terms` are names for expressions within the output; they may use the case and the reports of the steps.
    """

    doctype: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{1,5}$", description="document type of the locker")]
    title: Text
    template: str
    terms: tuple[Term, ...] = ()
    validity: Validity
    period: Expression = ""
    data: dict[Id, str | OutputGroup]
    qr_fields: dict[Id, Expression]
    wording: Wording
