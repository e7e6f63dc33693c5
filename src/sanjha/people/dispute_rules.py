"""Decisions about disputed facts without a query: who may dispute, who decides, and what a decision must say."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted
from sanjha.kernel.text import normalise
from sanjha.people.aadhaar_numbers import refuse_aadhaar_number
from sanjha.people.contract import Address, ResidentData
from sanjha.people.models import Dispute, FactName, Resident

DECIDERS = ("tehsildar", "naib_tehsildar")
AT_THE_COUNTER = "counter_operator"
SHORTEST_REASON, LONGEST_REASON, LONGEST_SAID = 15, 1000, 500

FIELDS: Mapping[str, tuple[str, ...]] = {
    FactName.NAME: ("name_en", "name_pa", "name_hi"),
    FactName.RELATIVE: ("relation", "relative_name_en", "relative_name_pa", "relative_name_hi"),
    FactName.BIRTH_DATE: ("born_on",),
    FactName.GENDER: ("gender",),
    FactName.MOBILE: ("mobile",),
    FactName.ADDRESS: tuple(f"address-{name}" for name in Address.__struct_fields__),
    FactName.AADHAAR_LAST4: ("aadhaar_last4",),
}
"""Which fields of a person make up a fact; those of the address with "address-" before them."""


def check_may_dispute(actor: Actor, *, is_of_household: bool) -> None:
    """A person disputes the own facts and those of people registered with the same number, such as a child's; at a
    counter the operator does it for whoever stands there."""
    if actor.holds(AT_THE_COUNTER) or (actor.is_citizen and is_of_household):
        return
    raise NotPermitted(_("You can call wrong only your own facts and those of people with your number."))


def check_may_decide(actor: Actor, dispute: Dispute) -> None:
    """The officer of the post decides; where no post is responsible, any officer who may decide elsewhere."""
    if dispute.post in actor.posts or (dispute.post is None and actor.holds(*DECIDERS)):
        return
    raise NotPermitted(_("Another officer decides about this fact."))


def check_open(dispute: Dispute) -> None:
    if not dispute.is_open:
        raise Conflict(_("This has been decided already."), code="decided")


def clean_said(typed: str) -> str:
    """What the person says, in clean form, at most 500 characters. It may be empty."""
    said = normalise(typed, field="said", multiline=True)
    refuse_aadhaar_number(said, field="said")
    if len(said) > LONGEST_SAID:
        raise DomainError(_("What is right: at most 500 characters."), code="too-long", field="said")
    return said


def clean_reason(typed: str) -> str:
    """Why the fact stands, in a sentence that the person understands: 15 to 1,000 characters."""
    reason = normalise(typed, field="reason", multiline=True)
    refuse_aadhaar_number(reason, field="reason")
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise DomainError(
            _("Reason: tell the person in 15 to 1,000 characters why the fact stands."),
            code="reason",
            field="reason",
        )
    return reason


def data_of(resident: Resident) -> ResidentData:
    """The resident's present facts, as somebody would give them."""
    home = resident.address
    return ResidentData(
        name_en=resident.name_en,
        name_pa=resident.name_pa,
        name_hi=resident.name_hi,
        relation=resident.relation,
        relative_name_en=resident.relative_en,
        relative_name_pa=resident.relative_pa,
        relative_name_hi=resident.relative_hi,
        born_on=resident.born_on,
        gender=resident.gender,
        mobile=resident.mobile,
        aadhaar_last4=resident.aadhaar_last4,
        address=Address(**{name: getattr(home, name) for name in Address.__struct_fields__}),
        resident_id=resident.pk,
    )


def with_changes(data: ResidentData, fact_name: str, changes: Mapping[str, Any]) -> ResidentData:
    """The facts with the disputed one replaced; what does not belong to that fact is left as it is."""
    ours = {name: value for name, value in changes.items() if name in FIELDS[fact_name]}
    if fact_name == FactName.ADDRESS:
        parts = {name.removeprefix("address-"): value for name, value in ours.items()}
        return msgspec.structs.replace(data, address=msgspec.structs.replace(data.address, **parts))
    return msgspec.structs.replace(data, **ours)


def check_changes(before: ResidentData, after: ResidentData) -> None:
    if before == after:
        raise DomainError(
            _("Nothing is different. Type what is right, or say why the fact stands."), code="unchanged"
        )


def check_may_list(actor: Actor) -> None:
    """The list is for officers who decide."""
    if not actor.holds(*DECIDERS):
        raise NotPermitted(_("Only the Tehsildar and the Naib Tehsildar decide about disputed facts."))
