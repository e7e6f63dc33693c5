"""A resident as other services see one."""

from sanjha.people import contract
from sanjha.people.models import Resident


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
