"""Two administrators press the button together: one wins, the other is told. Real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.text import Text
from sanjha.offices.models import Post, Tenure
from sanjha.offices.operations.close_office import close_office
from sanjha.offices.operations.create_post import PostData, create_post
from sanjha.offices.operations.join_post import join_post
from sanjha.offices.operations.transfer_officer import transfer_officer
from sanjha.offices.tests.factories import make_office, make_officer, make_post, make_tenure

pytestmark = pytest.mark.django_db(transaction=True)


def together(*deeds):
    """Run the deeds at the same moment on connections of their own; what each returned or raised."""
    gate = Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            return deed()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_officers_for_one_post():
    post, officers = make_post(), [make_officer() for _number in range(4)]

    results = together(
        *(
            lambda officer=officer: join_post(
                post_id=post.id, officer_id=officer.id, order_number="1", actor=SYSTEM
            )
            for officer in officers
        )
    )

    assert sum(isinstance(result, Tenure) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 3
    assert Tenure.objects.get().post_id == post.id
    assert OutboxEvent.objects.count() == 1


def test_one_officer_for_two_posts():
    officer, posts = make_officer(), [make_post() for _number in range(4)]
    results = together(
        *(
            lambda post=post: join_post(
                post_id=post.id, officer_id=officer.id, order_number="1", actor=SYSTEM
            )
            for post in posts
        )
    )
    assert sum(isinstance(result, Tenure) for result in results) == 1
    assert Tenure.objects.count() == 1


def test_two_officers_who_change_places_do_not_wait_for_each_other_for_ever():
    """Each is sent to the post of the other: both are refused or one goes first, and nobody is lost."""
    office = make_office()
    first, second = make_tenure(make_post(office=office)), make_tenure(make_post(office=office))
    results = together(
        lambda: transfer_officer(
            officer_id=first.officer_id, to_post=second.post_id, order_number="1", actor=SYSTEM
        ),
        lambda: transfer_officer(
            officer_id=second.officer_id, to_post=first.post_id, order_number="1", actor=SYSTEM
        ),
    )
    assert all(isinstance(result, Conflict) for result in results)
    assert Tenure.objects.filter(to_date__isnull=True).count() == 2


def test_a_post_is_not_entered_in_an_office_that_is_being_closed():
    office = make_office()
    data = PostData("X/CLERK", office.id, "clerk", Text("Clerk", "ਕਲਰਕ", "लिपिक"))
    results = together(
        lambda: close_office(office_id=office.id, order_number="1", actor=SYSTEM),
        lambda: create_post(data=data, actor=SYSTEM),
    )
    assert sum(isinstance(result, DomainError) for result in results) == 1
    office.refresh_from_db()
    assert office.is_active is Post.objects.filter(office=office).exists()
