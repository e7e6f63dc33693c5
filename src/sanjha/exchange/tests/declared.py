"""An operation that yields facts, as another service would declare it."""

from uuid import UUID

from sanjha.kernel.contracts import Purpose, Struct, operation, provides

NAME = "exchangetest.v1/person"


class Person(Struct):
    id: UUID


def declare_person():
    @operation(NAME, facts=("resident.name", "resident.mobile"))
    def get_person(*, ids: list[UUID], purpose: Purpose) -> list[Person]: ...

    @provides(get_person)
    def _provided(*, ids: list[UUID], purpose: Purpose) -> list[Person]:
        return [Person(person_id) for person_id in ids]

    return get_person
