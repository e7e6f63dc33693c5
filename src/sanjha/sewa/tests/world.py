"""The demonstration's district as the world of these tests, and its officers as actors."""

from dataclasses import dataclass
from uuid import UUID

from sanjha.kernel import context
from sanjha.kernel.actors import SYSTEM, Actor, Kind, holdings_of
from sanjha.kernel.ids import new_id
from sanjha.offices import contract as offices
from sanjha.offices.operations.load_demo_offices import demo_id, load_demo_offices
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.sewa.operations.publish_definition import publish_definition
from sanjha.sewa.tests.definitions import income_definition


@dataclass(frozen=True)
class Person:
    """An officer or citizen of a test: who acts, and by which post."""

    actor: Actor
    post: UUID | None = None


def officer_of(post_code):
    """Whoever holds the post today, signed in."""
    return holder_of(demo_id("post", post_code))


def holder_of(post_id):
    post = offices.get_post(post_id=post_id)
    name = post.holder_name
    actor = Actor(
        Kind.OFFICER,
        account=post.holder,
        person=post.holder,
        name=name.en,
        name_pa=name.pa,
        posts=holdings_of(post.holder),
    )
    return Person(actor, post.id)


def citizen(resident=None, name="Test Citizen"):
    return Person(Actor(Kind.CITIZEN, account=new_id(), person=resident or new_id(), name=name))


def prepare_world():
    """Places, offices and the income certificate with its grants, as the demonstration has them."""
    load_demo_places()
    load_demo_offices()
    publish(income_definition())


def publish(definition, actor=SYSTEM):
    """Publish as a command of this actor would: the exchange looks at who asks for the grants."""
    with context.request_scope(who=actor):
        return publish_definition(definition=definition, actor=actor)
