"""A family of which the register knows some: Sukhwinder, her daughter and her father."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sanjha.kernel import context
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import new_id
from sanjha.people import contract as people
from sanjha.sewa.operations.reuse_resident import reuse_resident
from sanjha.sewa.tests.factories import VILLAGE, income_data, make_draft

MOBILE, FATHERS_MOBILE = "9876502345", "9876509876"
IDENTITY = {"type": "VOTER", "number": "ABC1234567"}
BORN = {"Sukhwinder Kaur": "1984-02-11", "Simran Kaur": "2012-08-30", "Gurdev Singh": "1955-04-13"}


@dataclass(frozen=True)
class Family:
    """Ids in the register. The daughter has her mother's number, the grandfather one of his own."""

    mother: UUID
    daughter: UUID
    grandfather: UUID


def enter_family(operator):
    """As earlier applications made them known."""
    mother = enter(operator, "Sukhwinder Kaur", "ਸੁਖਵਿੰਦਰ ਕੌਰ", "F", MOBILE)
    daughter = enter(operator, "Simran Kaur", "ਸਿਮਰਨ ਕੌਰ", "F", MOBILE)
    return Family(mother, daughter, enter(operator, "Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ", "M", FATHERS_MOBILE))


def enter(operator, name, name_pa, gender, mobile):
    data = people.ResidentData(
        name_en=name,
        name_pa=name_pa,
        relation="FATHER",
        relative_name_en="Harbans Singh",
        relative_name_pa="ਹਰਬੰਸ ਸਿੰਘ",
        born_on=date.fromisoformat(BORN[name]),
        gender=gender,
        mobile=mobile,
        address=people.Address("7", "Bazaar", "RURAL", VILLAGE, "Tapa", "148108", 2015),
    )
    with context.request_scope(who=operator.actor):
        return people.record_resident(
            data=data, source="APPLICATION", request_id=new_id(), purpose=Purpose("REV-INCOME", case="test")
        ).id


def for_somebody_else(relation="DAUGHTER", **values):
    """A form in which the applicant applies for another person; nobody is typed."""
    return (
        income_data(
            same_as_applicant=False,
            relation_to_applicant=relation,
            beneficiary={},
            applicant={"identity": IDENTITY},
        )
        | {"family": []}
        | values
    )


def reuse(person, draft, resident, part="applicant"):
    """The draft with the resident in that part, as the person at the counter or at home puts them there."""
    with context.request_scope(who=person.actor):
        return reuse_resident(
            draft_id=draft.pk, resident_id=resident, revision=draft.revision, part=part, actor=person.actor
        )


def with_mother(person, family, data=None, **values):
    """A draft whose applicant is the mother, from the register."""
    draft = make_draft(person, data=for_somebody_else() if data is None else data, **values)
    return reuse(person, draft, family.mother)


EARNING = {"relation": "SELF", "occupation": "LABOUR", "is_earning": "true", "salary": "120000"}


def answered(draft, number, **answers):
    """The draft's data with what only the applicant can say of a member."""
    rows = [dict(row) for row in draft.data["family"]]
    rows[number] |= answers
    return draft.data | {"family": rows}
