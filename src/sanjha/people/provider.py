"""Binds the contract of the register of residents to its operations and queries, and tells identity whom a number
belongs to."""

from datetime import date
from uuid import UUID

from sanjha.identity import contract as identity
from sanjha.kernel import context
from sanjha.kernel.contracts import Purpose, provides
from sanjha.kernel.errors import Conflict
from sanjha.kernel.text import Text
from sanjha.people import contract, dispute_queries, exported, queries, rules, transliterate
from sanjha.people.operations import dispute_fact as disputing
from sanjha.people.operations import record_resident as recording
from sanjha.places import contract as registry


@provides(contract.get_resident)
def get_resident(*, resident_id: UUID, purpose: Purpose) -> contract.Resident:
    return exported.resident(queries.resident(context.actor(), resident_id))


@provides(contract.get_resident_with_sources)
def get_resident_with_sources(*, resident_id: UUID, purpose: Purpose) -> contract.KnownResident:
    row = queries.resident(context.actor(), resident_id)
    facts = [fact for fact in queries.facts_of(row) if fact.superseded_at is None]
    return exported.with_sources(row, facts, dispute_queries.open_tickets(row))


@provides(contract.get_household)
def get_household(*, purpose: Purpose) -> list[contract.HouseholdMember]:
    return [
        contract.HouseholdMember(id=row.pk, name=row.name, born_on=row.born_on)
        for row in queries.household(context.actor())
    ]


@provides(contract.dispute_fact)
def dispute_fact(*, fact_id: UUID, said: str = "", case: str = "") -> contract.Ticket:
    try:
        found = disputing.dispute_fact(fact_id=fact_id, actor=context.actor(), said=said, case=case)
    except Conflict:
        found = dispute_queries.open_dispute_about(fact_id)
    return contract.Ticket(number=found.number, opened_at=found.opened_at)


@provides(contract.get_residents)
def get_residents(*, resident_ids: list[UUID], purpose: Purpose) -> list[contract.Resident]:
    return [exported.resident(row) for row in queries.residents(context.actor(), resident_ids)]


@provides(contract.find_residents)
def find_residents(
    *,
    text: str = "",
    mobile: str = "",
    reference: str = "",
    relative: str = "",
    place: str = "",
    after: UUID | None = None,
    limit: int = 10,
    purpose: Purpose,
) -> list[contract.Resident]:
    sought = queries.Sought(text, mobile, reference, relative, place)
    found = queries.find(context.actor(), sought, limit=limit, after=after)
    return [exported.resident(row) for row in found]


@provides(contract.resident_by_mobile)
def resident_by_mobile(*, mobile: str, purpose: Purpose) -> contract.Resident | None:
    rows = queries.with_mobile(context.actor(), rules.clean_mobile(mobile))
    return exported.resident(rows[0]) if len(rows) == 1 else None


@provides(contract.residents_with_mobile)
def residents_with_mobile(*, mobile: str, purpose: Purpose) -> list[contract.Resident]:
    return [
        exported.resident(row) for row in queries.with_mobile(context.actor(), rules.clean_mobile(mobile))
    ]


@provides(contract.names_of_mobile)
def names_of_mobile(*, mobile: str) -> list[tuple[UUID, Text]]:
    return queries.names_with_mobile(mobile)


@provides(contract.record_resident)
def record_resident(
    *,
    data: contract.ResidentData,
    source: str,
    request_id: UUID,
    case: str = "",
    as_of: date | None = None,
    purpose: Purpose,
) -> contract.Resident:
    row = recording.record_resident(
        data=data, source=source, request_id=request_id, actor=context.actor(), case=case, as_of=as_of
    )
    return exported.resident(row)


@provides(contract.compare)
def compare(*, resident_ids: list[UUID], places: list[str], mobiles: list[str]) -> list[contract.WhereAndWho]:
    rules.check_is_system(context.actor())
    rows = queries.addresses_and_mobiles(resident_ids)
    lies_in = {
        place.code: {place.code, place.parent, place.tehsil, place.district}
        for place in registry.get_places(codes=sorted({place for _id, place, _mobile in rows}))
    }
    return [
        contract.WhereAndWho(
            id=key,
            is_outside=bool(places) and lies_in.get(place, {place}).isdisjoint(places),
            mobile=mobile if mobile in mobiles else "",
        )
        for key, place, mobile in rows
    ]


@provides(contract.suggest_gurmukhi)
def suggest_gurmukhi(*, name: str) -> list[str]:
    return transliterate.suggest_gurmukhi(name)


identity.register_resident_lookup(contract.names_of_mobile)
