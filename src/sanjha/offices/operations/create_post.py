"""Enter a sanctioned post with the places it is responsible for."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.kernel.text import Text
from sanjha.offices import rules
from sanjha.offices.events import PostCreated
from sanjha.offices.models import Post, PostJurisdiction
from sanjha.offices.operations.create_office import open_office
from sanjha.offices.queries import chain_of, post_with
from sanjha.places import contract as places


@dataclass(frozen=True)
class PostData:
    """A post as an administrator describes it; `places` are codes of the register of places."""

    code: str
    office: UUID
    designation: str
    title: Text
    places: tuple[str, ...] = ()
    superior: UUID | None = None


def create_post(*, data: PostData, actor: Actor) -> Post:
    """A new, vacant post.

    Raises NotPermitted outside the actor's offices, Conflict when the code is taken, NotFound for an unknown office or
    superior, DomainError naming the wrong field, a closed office or a closed superior.
    """
    refuse_unknown_places(data.places)
    code = rules.clean_code(data.code, longest=40)
    title = rules.clean_names(data.title, "title")
    designation = rules.clean_designation(data.designation)
    with transaction.atomic(durable=True):
        office = open_office(data.office)
        rules.check_may_administer(actor, chain_of(office.id))
        superior = _superior(data.superior) if data.superior else None
        post, made = Post.objects.get_or_create(
            code=code,
            defaults={
                "office": office,
                "designation": designation,
                "title_en": title.en,
                "title_pa": title.pa,
                "title_hi": title.hi,
                "superior": superior,
            },
        )
        if not made:
            raise Conflict(_("The code %(code)s is taken.") % {"code": code}, code="taken", field="code")
        rows = PostJurisdiction.objects.bulk_create(
            PostJurisdiction(post=post, place=place) for place in data.places
        )
        events.publish(PostCreated(post.id, office.id, designation))
        audit.record(actor, "POST_CREATED", stream=post.id, rows=[post, *rows])
    return post


def _superior(post_id: UUID) -> Post:
    post = post_with(post_id)
    if not post.is_active:
        raise DomainError(_("This post is closed and takes no work."), code="post-closed", field="superior")
    return post


def refuse_unknown_places(codes: tuple[str, ...]) -> None:
    """Raises DomainError naming the codes that the register of places does not know, or that stand twice."""
    known = {place.code for place in places.get_places(codes=list(codes))} if codes else set()
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise DomainError(
            _("There is no place with the code %(codes)s.") % {"codes": ", ".join(unknown[:5])},
            code="unknown-place",
            field="places",
        )
    if len(set(codes)) != len(codes):
        raise DomainError(_("A place stands in the list twice."), code="double", field="places")
