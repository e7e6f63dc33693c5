"""Who acts at which desk: the posts held today, those for whom personal staff prepare, and their powers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, DeskPowers, PersonalStaff, Signatory
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor, Holding
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.text import Text
from sanjha.offices import contract as offices

PERSONAL_STAFF = "PERSONAL_STAFF"
PREPARES = frozenset({Act.DIARISE, Act.NOTE, Act.DRAFT, Act.PARK})
"""What personal staff may do at the officer's desk: everything but sign, send and decide."""


@dataclass(frozen=True)
class Hand:
    """Somebody at the desk of one post. `signatory` is how each act is recorded; personal staff only prepare."""

    post: UUID
    designation: str
    office: UUID
    office_code: str
    level: int
    acts: Collection[str]
    signatory: Signatory

    @property
    def prepares_only(self) -> bool:
        return self.signatory.capacity == PERSONAL_STAFF

    def may(self, act: Act) -> bool:
        return act in self.acts


def hands_of(actor: Actor) -> Mapping[UUID, Hand]:
    """The desks at which the officer acts today, by post: the own ones first, then those of officers they prepare for."""
    if not actor.is_officer:
        return {}
    served = _served(actor)
    powers = _powers(
        {held.designation for held in actor.posts.values()} | {view.designation for view in served}
    )
    name = Text(actor.name, actor.name_pa)
    own = {held.post: _own(held, actor.person, name, powers) for held in actor.posts.values()}
    return own | {view.id: _staff(view, actor.person, name, powers) for view in served if view.id not in own}


def hand_at(actor: Actor, post: UUID) -> Hand:
    """The actor at the desk of this post. Raises NotPermitted for anybody who does not act there today."""
    found = hands_of(actor).get(post)
    if found is None:
        raise NotPermitted(_("This is not with one of your posts."), code="not-your-desk")
    return found


def desks_of(actor: Actor) -> list[UUID]:
    """The posts at whose desks the officer acts today."""
    return list(hands_of(actor))


def _served(actor: Actor) -> list[offices.PostView]:
    today = clock.today()
    posts = PersonalStaff.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gt=today), staff_post__in=list(actor.posts), from_date__lte=today
    ).values_list("officer_post", flat=True)
    found = [post for post in posts if post not in actor.posts]
    return offices.get_posts(post_ids=found) if found else []


def _powers(designations: set[str]) -> Mapping[str, DeskPowers]:
    return {row.designation: row for row in DeskPowers.objects.filter(designation__in=designations)}


def _own(held: Holding, officer: UUID | None, name: Text, powers: Mapping[str, DeskPowers]) -> Hand:
    known = powers.get(held.designation)
    return Hand(
        post=held.post,
        designation=held.designation,
        office=held.office,
        office_code=held.office_code,
        level=known.level if known else 0,
        acts=frozenset(known.acts) if known else frozenset(),
        signatory=Signatory(
            post=held.post,
            title=held.title,
            office=held.office_name,
            officer=officer,
            name=name,
            capacity=held.capacity,
            on_behalf_of=held.on_behalf_of,
        ),
    )


def _staff(
    view: offices.PostView, officer: UUID | None, name: Text, powers: Mapping[str, DeskPowers]
) -> Hand:
    known = powers.get(view.designation)
    return Hand(
        post=view.id,
        designation=view.designation,
        office=view.office,
        office_code=view.office_code,
        level=known.level if known else 0,
        acts=PREPARES & frozenset(known.acts) if known else frozenset(),
        signatory=Signatory(
            post=view.id,
            title=view.title,
            office=view.office_name,
            officer=officer,
            name=name,
            capacity=PERSONAL_STAFF,
            on_behalf_of=view.holder_name,
        ),
    )
