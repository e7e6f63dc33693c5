"""Decisions without a query: values in, an error or nothing out."""

import re
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor, Holding
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.text import normalise
from sanjha.locker.canonical import canonical
from sanjha.locker.configuration import Issuer
from sanjha.locker.contract import IssueRequest
from sanjha.locker.models import Document
from sanjha.locker.rendering.coverage import unprintable

OFFICE_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")
DISTRICT = re.compile(r"^[A-Z0-9]{2,6}$")
SOURCE = re.compile(r"^[a-z]{2,30}$")
TEMPLATE = re.compile(r"^[a-z0-9_-]+(/[a-z0-9_-]+){0,5}\.typ$")
FIELD_NAME = re.compile(r"^[a-z][a-z0-9_]{0,19}$")
MOST_QR_FIELDS = 10
LONGEST_QR_FIELD = 120
LARGEST_DATA = 200_000
SHORTEST_REASON, LONGEST_REASON = 10, 500


def check_office_code(code: str) -> str:
    """The code, fit to stand in a file name and in a certificate."""
    if not OFFICE_CODE.match(code):
        raise DomainError(
            _("An office code has up to 40 Latin letters, digits, hyphens and underscores."),
            code="office-code",
            field="office_code",
        )
    return code


def check_template(template: str, catalogue: Path) -> None:
    """A template is a .typ file inside the catalogue; anything that could leave it is refused."""
    if not TEMPLATE.match(template) or not (catalogue / template).is_file():
        raise DomainError(
            _("The catalogue has no document template %(template)s.") % {"template": template[:100]},
            code="template",
            field="template",
        )


def check_request(request: IssueRequest, issuer: Issuer, catalogue: Path) -> None:
    """Everything that would make issuing fail later for ever is found before a number is given."""
    check_template(request.template, catalogue)
    check_office_code(request.office_code)
    if request.doctype not in issuer.doctypes:
        raise DomainError(
            _("The kind of document %(doctype)s is not among the issuer's kinds.")
            % {"doctype": request.doctype[:10]},
            code="doctype",
            field="doctype",
        )
    if not DISTRICT.match(request.district) or not SOURCE.match(request.source) or len(request.period) > 20:
        raise DomainError(
            _("The district, the source or the period of the document has a wrong form."), code="request"
        )
    if request.valid_to is not None and request.valid_to < request.valid_from:
        raise DomainError(
            _("The document cannot end before it begins to hold."), code="validity", field="valid_to"
        )
    _check_texts(request)
    _check_qr_fields(request.qr_fields)


def _check_texts(request: IssueRequest) -> None:
    if len(canonical(request.data)) > LARGEST_DATA:
        raise DomainError(_("The document holds too much data."), code="too-large", field="data")
    named = {
        "data": request.data,
        "qr_fields": request.qr_fields,
        "title": [request.title.en, request.title.pa],
        "signatory": [part for text in _signatory_texts(request) for part in text],
    }
    for field, value in named.items():
        if found := unprintable(value):
            raise DomainError(
                _("These signs cannot be printed on a document: %(signs)s") % {"signs": " ".join(found[:10])},
                code="unprintable",
                field=field,
            )


def _signatory_texts(request: IssueRequest) -> list[tuple[str, str]]:
    signatory = request.signatory
    return [
        (text.en, text.pa) for text in (signatory.name, signatory.post, signatory.office, signatory.place)
    ]


def _check_qr_fields(fields: dict[str, str]) -> None:
    fits = len(fields) <= MOST_QR_FIELDS and all(
        FIELD_NAME.match(name) and len(value) <= LONGEST_QR_FIELD for name, value in fields.items()
    )
    if not fits or not fields.get("name"):
        raise DomainError(
            _("The QR code carries the holder's name and up to nine more short fields."),
            code="qr-fields",
            field="qr_fields",
        )


def check_can_revoke(document: Document, actor: Actor, reason: str) -> tuple[Holding, str]:
    """The post that revokes and the reason, normalised. Only the office that issued may revoke what is in force."""
    held = held_in_office(actor, document)
    if held is None:
        raise NotPermitted(_("Only the office that issued a document can revoke it."))
    reason = normalise(reason, field="reason", multiline=True)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise DomainError(
            _("Give the reason in 10 to 500 characters: everybody who verifies the document will read it."),
            code="reason",
            field="reason",
        )
    if document.state != Document.State.ISSUED:
        raise DomainError(_("Only a document that is in force can be revoked."), code="not-in-force")
    return held, reason


def held_in_office(actor: Actor, document: Document) -> Holding | None:
    """A post that the actor holds in the office that issued the document."""
    return next((held for held in actor.posts.values() if held.office == document.office), None)


def check_can_hand_over(document: Document, actor: Actor) -> Holding:
    """A Sewa Kendra's operator gives out what is in force; returns the post in which the operator does so."""
    held = actor.holding("counter_operator")
    if held is None:
        raise NotPermitted(_("Only a counter operator hands documents over."))
    if document.state != Document.State.ISSUED:
        raise DomainError(_("This document is not in force and is not handed over."), code="not-in-force")
    return held
