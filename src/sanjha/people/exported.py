"""A resident as other services see one."""

from collections.abc import Iterable, Mapping

from sanjha.kernel.text import LANGUAGES, Text
from sanjha.people import contract
from sanjha.people.models import Fact, FactName, Resident, Source
from sanjha.ui.formatting import in_language


def resident(row: Resident) -> contract.Resident:
    """The contract's form of a row whose address is at hand (`select_related`)."""
    home = row.address
    return contract.Resident(
        id=row.id,
        reference=row.reference,
        name=row.name,
        relation=row.relation,
        relative_name=row.relative_name,
        born_on=row.born_on,
        gender=row.gender,
        mobile=row.mobile,
        address=contract.Address(
            house=home.house,
            street=home.street,
            area=home.area,
            place=home.place,
            post_office=home.post_office,
            pin=home.pin,
            since_year=home.since_year,
        ),
        aadhaar_last4=row.aadhaar_last4,
    )


def with_sources(row: Resident, facts: Iterable[Fact], tickets: Mapping[str, str]) -> contract.KnownResident:
    """The resident with its facts in force; `tickets` are the numbers of open disputes by the fact's name."""
    order = {name: place for place, name in enumerate(FactName.values)}
    known = [
        contract.KnownFact(
            id=fact.pk,
            name=fact.name,
            title=_in_three(FactName(fact.name).label),
            source=fact.source,
            source_name=_in_three(Source(fact.source).label),
            as_of=fact.as_of,
            ticket=tickets.get(fact.name, ""),
        )
        for fact in sorted(facts, key=lambda fact: order[fact.name])
    ]
    return contract.KnownResident(id=row.pk, resident=resident(row), facts=known)


def _in_three(label: object) -> Text:
    return Text(**{language: in_language(label, language) for language in LANGUAGES})
