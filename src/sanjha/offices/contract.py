"""What other services may ask about offices, posts and who holds them. Names of officers in office are public."""

from uuid import UUID

from sanjha.kernel.actors import Holding
from sanjha.kernel.contracts import Struct, operation
from sanjha.kernel.text import Text


class PostView(Struct, frozen=True):
    """A post and who acts in it today.

    `holder`, `holder_name` and `capacity` (SUBSTANTIVE, ADDITIONAL, LINK, LEAVE_ARRANGEMENT) are empty when nobody does.
    """

    id: UUID
    code: str
    designation: str
    title: Text
    office: UUID
    office_code: str
    office_name: Text
    office_kind: str
    is_active: bool
    holder: UUID | None
    holder_name: Text | None
    capacity: str


class OfficeView(Struct, frozen=True):
    """An office. `place` is a code of the register of places, `calendar` the calendar by which the office works."""

    id: UUID
    code: str
    kind: str
    name: Text
    address: Text
    department: str
    department_name: Text
    place: str
    parent: UUID | None
    calendar: str
    is_active: bool


class OfficerView(Struct, frozen=True):
    """An officer's name and number; whether still in service."""

    id: UUID
    employee_no: str
    name: Text
    is_active: bool


@operation("offices.v1/post")
def get_post(*, post_id: UUID) -> PostView:
    """One post. Raises NotFound."""
    raise NotImplementedError


@operation("offices.v1/posts")
def get_posts(*, post_ids: list[UUID]) -> list[PostView]:
    """The posts in the order of the ids; unknown ones are left out."""
    raise NotImplementedError


@operation("offices.v1/find-posts")
def find_posts(*, text: str) -> list[PostView]:
    """The active posts whose title, office or present holder has all words of the text, twenty at most."""
    raise NotImplementedError


@operation("offices.v1/responsible-post")
def responsible_post(*, designation: str, place: str, office_kind: str = "") -> PostView:
    """The active post of a designation whose jurisdiction covers the place: village before tehsil before district.

    `office_kind` narrows to posts in offices of that kind. Raises NotFound for an unknown place or an uncovered one.
    """
    raise NotImplementedError


@operation("offices.v1/posts-of-office")
def posts_of_office(*, office_code: str, designation: str) -> list[PostView]:
    """The active posts of a designation in an office, by code; none in an unknown office."""
    raise NotImplementedError


@operation("offices.v1/holdings")
def holdings_of(*, officer_id: UUID) -> list[Holding]:
    """The posts that the officer acts for today, own post first; none on leave. Link officers hold what they act for."""
    raise NotImplementedError


@operation("offices.v1/office")
def office(*, office_id: UUID) -> OfficeView:
    """One office. Raises NotFound."""
    raise NotImplementedError


@operation("offices.v1/chain")
def chain_of(*, office_id: UUID) -> list[UUID]:
    """The office and all offices above it, in no order; none for an unknown one."""
    raise NotImplementedError


@operation("offices.v1/offices-of-kind")
def offices_of_kind(*, kind: str, place: str = "") -> list[OfficeView]:
    """The active offices of a kind ("SEWA_KENDRA", "TEHSIL" ...), at one place if its code is given, by code."""
    raise NotImplementedError


@operation("offices.v1/superior-post")
def superior_post(*, post_id: UUID) -> PostView | None:
    """The post to which the post reports, None at the top. Raises NotFound for an unknown post."""
    raise NotImplementedError


@operation("offices.v1/officer")
def officer(*, officer_id: UUID) -> OfficerView:
    """One officer. Raises NotFound."""
    raise NotImplementedError


class StaffMember(Struct, frozen=True):
    """Somebody who holds a post of an office today, with the number in the service record (it may be empty)."""

    officer: UUID
    mobile: str


class PostReach(Struct, frozen=True):
    """The codes of the places a post is responsible for, none for a post that serves whoever comes, and its office's staff."""

    post: UUID
    designation: str
    places: list[str]
    staff: list[StaffMember]


@operation("offices.v1/reach-of-posts")
def reach_of_posts(*, post_ids: list[UUID]) -> list[PostReach]:
    """For oversight over look-ups: where posts work and with whom. Unknown ones are left out. Only the system asks."""
    raise NotImplementedError
