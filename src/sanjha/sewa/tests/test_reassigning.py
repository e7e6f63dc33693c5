"""Work follows the post; when a post goes or is overburdened, it is moved and the move is written down."""

import pytest

from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.testing import run_waiting
from sanjha.offices import contract as offices
from sanjha.offices.models import Post, PostJurisdiction, Tenure
from sanjha.offices.operations.close_post import close_post
from sanjha.sewa.operations.reassign_task import reassign_task
from sanjha.sewa.queries.history import timeline_of
from sanjha.sewa.queries.inbox import inbox
from sanjha.sewa.tests.factories import decide, make_application, open_task
from sanjha.sewa.tests.world import holder_of, officer_of


@pytest.fixture
def superior(dealing_hand):
    return holder_of(offices.superior_post(post_id=dealing_hand.post).id)


@pytest.fixture
def second_hand(world):
    return officer_of("BNL-TEH-TAP/DH2")


def test_the_superior_moves_work(operator, dealing_hand, superior, second_hand):
    application = make_application(operator)
    before = open_task(application)
    moved = reassign_task(
        task_id=before.id, to_post=second_hand.post, reasons="On training.", actor=superior.actor
    )

    assert (moved.id, moved.step, moved.due_date) == (before.id, before.step, before.due_date)
    assert inbox(dealing_hand.actor).rows == []
    assert [row.number for row in inbox(second_hand.actor).rows] == [application.number]
    deed = application.decisions.get(kind="REASSIGN")
    assert deed.details["from"] == str(dealing_hand.post)
    assert deed.officer == superior.actor.person
    assert timeline_of(application)[-1].label.en == "Moved to another post"
    assert OutboxEvent.objects.filter(kind="sewa.TaskReassigned").count() == 1
    with pytest.raises(NotPermitted):
        decide(dealing_hand, application, "FORWARD")
    assert decide(second_hand, application, "FORWARD").kind == "FORWARD"


def test_who_may_not_move_it(operator, dealing_hand, tehsildar, second_hand):
    application = make_application(operator)
    for person in (dealing_hand, tehsildar, second_hand, operator):
        with pytest.raises(NotPermitted, match="Only the officer to whom"):
            reassign_task(
                task_id=open_task(application).id, to_post=second_hand.post, reasons="So.", actor=person.actor
            )


def test_a_move_has_reasons_and_a_living_target(operator, superior, second_hand):
    application = make_application(operator)
    task = open_task(application)
    with pytest.raises(DomainError, match="Write your remarks"):
        reassign_task(task_id=task.id, to_post=second_hand.post, reasons=" ", actor=superior.actor)
    Post.objects.filter(pk=second_hand.post).update(is_active=False)
    with pytest.raises(DomainError, match="takes no work"):
        reassign_task(task_id=task.id, to_post=second_hand.post, reasons="So.", actor=superior.actor)
    with pytest.raises(NotFound):
        reassign_task(task_id=new_id(), to_post=second_hand.post, reasons="So.", actor=superior.actor)


def test_decided_work_is_not_moved(operator, superior, second_hand):
    application = make_application(operator)
    task = open_task(application)
    decide(None, application, "FORWARD")
    with pytest.raises(Conflict, match="already decided"):
        reassign_task(task_id=task.id, to_post=second_hand.post, reasons="So.", actor=superior.actor)


def test_what_is_where_it_belongs_stays(operator):
    application = make_application(operator)
    reassign_task(task_id=open_task(application).id, reasons="Check.", actor=SYSTEM)
    assert not application.decisions.filter(kind="REASSIGN").exists()


def test_the_work_of_a_closed_post_goes_to_who_is_responsible_now(operator, patwari):
    application = make_application(operator, at="verification")
    run_waiting()
    other = officer_of("BNL-PC-16/PATWARI")
    Tenure.objects.filter(post_id=patwari.post).update(to_date="2026-11-20")
    PostJurisdiction.objects.create(post_id=other.post, place=application.place)
    close_post(post_id=patwari.post, order_number="BNL/2026/9", actor=SYSTEM)
    run_waiting()
    assert open_task(application).post == other.post
    assert application.decisions.get(kind="REASSIGN").post_title.en == "Computer"
