"""Binds the contract to this service's queries."""

from collections.abc import Iterable
from uuid import UUID

from sanjha.kernel import context
from sanjha.kernel.actors import Holding
from sanjha.kernel.contracts import provides
from sanjha.offices import contract, directory, holdings, queries, rules
from sanjha.offices.coverage import way_up
from sanjha.offices.models import Office, Post
from sanjha.places import contract as places


@provides(contract.get_post)
def get_post(*, post_id: UUID) -> contract.PostView:
    return _views([queries.post_with(post_id)])[0]


@provides(contract.get_posts)
def get_posts(*, post_ids: list[UUID]) -> list[contract.PostView]:
    return _views(queries.posts_with(post_ids))


@provides(contract.find_posts)
def find_posts(*, text: str) -> list[contract.PostView]:
    return _views(directory.posts_with_words(text)) if text.strip() else []


@provides(contract.responsible_post)
def responsible_post(*, designation: str, place: str, office_kind: str = "") -> contract.PostView:
    found = places.get_place(code=place)
    return _views([queries.nearest_post(designation, way_up(found), office_kind)])[0]


@provides(contract.posts_of_office)
def posts_of_office(*, office_code: str, designation: str) -> list[contract.PostView]:
    return _views(queries.active_posts_in(office_code, designation))


@provides(contract.holdings_of)
def holdings_of(*, officer_id: UUID) -> list[Holding]:
    return holdings.holdings_of(officer_id)


@provides(contract.office)
def office(*, office_id: UUID) -> contract.OfficeView:
    return _office_view(queries.office_with(office_id))


@provides(contract.chain_of)
def chain_of(*, office_id: UUID) -> list[UUID]:
    return sorted(queries.chain_of(office_id))


@provides(contract.offices_of_kind)
def offices_of_kind(*, kind: str, place: str = "") -> list[contract.OfficeView]:
    return [_office_view(found) for found in queries.offices_of_kind(kind, place)]


@provides(contract.superior_post)
def superior_post(*, post_id: UUID) -> contract.PostView | None:
    post = queries.post_with(post_id)
    return get_post(post_id=post.superior_id) if post.superior_id else None


@provides(contract.officer)
def officer(*, officer_id: UUID) -> contract.OfficerView:
    found = queries.officer_with(officer_id)
    return contract.OfficerView(
        id=found.id, employee_no=found.employee_no, name=found.name, is_active=found.is_active
    )


def _views(posts: Iterable[Post]) -> list[contract.PostView]:
    posts = list(posts)
    acting = queries.acting_in(post.id for post in posts if post.is_active)
    views = []
    for post in posts:
        holds = acting.get(post.id)
        views.append(
            contract.PostView(
                id=post.id,
                code=post.code,
                designation=post.designation,
                title=post.title,
                office=post.office_id,
                office_code=post.office.code,
                office_name=post.office.name,
                office_kind=post.office.kind,
                is_active=post.is_active,
                holder=holds.officer.id if holds else None,
                holder_name=holds.officer.name if holds else None,
                capacity=holds.capacity.value if holds else "",
            )
        )
    return views


def _office_view(office: Office) -> contract.OfficeView:
    return contract.OfficeView(
        id=office.id,
        code=office.code,
        kind=office.kind,
        name=office.name,
        address=office.address,
        department=office.department.code,
        department_name=office.department.name,
        place=office.place,
        parent=office.parent_id,
        calendar=rules.calendar_of(office.kind),
        is_active=office.is_active,
    )


@provides(contract.reach_of_posts)
def reach_of_posts(*, post_ids: list[UUID]) -> list[contract.PostReach]:
    rules.check_is_system(context.actor())
    posts = queries.posts_with(post_ids)
    places_of = queries.reach_of(post_ids)
    staff = queries.staff_of({post.office_id for post in posts})
    return [
        contract.PostReach(
            post=post.id,
            designation=post.designation,
            places=places_of.get(post.id, []),
            staff=[
                contract.StaffMember(officer=who, mobile=number)
                for who, number in staff.get(post.office_id, [])
            ],
        )
        for post in posts
    ]
