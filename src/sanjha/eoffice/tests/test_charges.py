"""Handing over a charge: the machine lists what lies at the post, both officers sign, nothing is orphaned."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.eoffice import charges
from sanjha.eoffice.models import ChargeList, Grading, Movement
from sanjha.eoffice.operations.list_charge import list_charge
from sanjha.eoffice.operations.park_file import park_file
from sanjha.eoffice.operations.sign_charge import sign_charge
from sanjha.eoffice.operations.write_note import write_note
from sanjha.eoffice.queries.charges import lying_at_vacant_posts, visible_charge
from sanjha.eoffice.tests.factories import forward, make_file, officer_of, own_post, post
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.testing import run_waiting
from sanjha.offices.models import Office, Officer
from sanjha.offices.operations.join_post import join_post
from sanjha.offices.operations.relieve_officer import relieve_officer
from sanjha.offices.tests.factories import acting, make_admin

DESK = "REV-HQ-REV2/SA1"


@pytest.fixture
def laden(assistant, superintendent):
    """A desk with an urgent file, a parked one, one with a note that waits, and a graded one."""
    urgent, parked, waiting = (make_file(assistant, f"Matter {name}") for name in ("one", "two", "three"))
    make_file(assistant, "A secret matter", grading=Grading.SECRET)
    forward(
        make_file(superintendent, "Sent down"),
        superintendent,
        assistant,
        priority=2,
        due_date=date(2026, 11, 30),
    )
    desk = {"post": own_post(assistant), "actor": assistant}
    park_file(file_id=parked.pk, remarks="Waiting for the report", **desk)
    write_note(file_id=waiting.pk, body="<p>Begun</p>", language="en", **desk)
    return [urgent, parked, waiting]


@pytest.fixture
def administrator(world):
    return make_admin(Office.objects.get(code="REV-HQ"))


@pytest.fixture
def relieved(laden, assistant, administrator):
    """The officer has given up the post, and the system has listed what lies there."""
    tenure = relieve_officer(
        post_id=own_post(assistant),
        officer_id=assistant.person,
        order_number="REV/EST/2026/90",
        actor=administrator,
    )
    run_waiting()
    return ChargeList.objects.get(tenure=tenure.pk)


@pytest.fixture
def successor(relieved, administrator, clerk):
    """The branch's clerk, who holds the post from the same day on."""
    relieve_officer(
        post_id=own_post(clerk), officer_id=clerk.person, order_number="REV/EST/2026/91", actor=administrator
    )
    join_post(
        post_id=relieved.post, officer_id=clerk.person, order_number="REV/EST/2026/92", actor=administrator
    )
    return officer_now(clerk.person)


def officer_now(officer_id):
    """The officer with the posts held after what happened meanwhile."""
    officer = Officer.objects.get(pk=officer_id)
    return acting(officer)


def test_the_list_holds_everything_that_lies_at_the_post(relieved, assistant):
    open_stays = Movement.objects.filter(to_post=post(DESK), closed_at__isnull=True)
    assert len(relieved.items) == open_stays.count() == 5
    by_subject = {item["subject"]: item for item in relieved.items}
    assert by_subject["Matter two"]["parked"]
    assert by_subject["Matter three"]["note_waits"]
    assert by_subject["Sent down"]["due"] == "2026-11-30"
    assert "" in by_subject
    assert "A secret matter" not in by_subject
    assert relieved.root == charges.root_of(relieved.items)


def test_both_sign_the_same_list(relieved, assistant, successor):
    sign_charge(charge_id=relieved.pk, actor=assistant)
    taken = sign_charge(charge_id=relieved.pk, actor=successor, remarks="All found")
    assert (taken.incoming, taken.incoming_remarks) == (successor.person, "All found")
    assert taken.outgoing_signature != taken.incoming_signature
    for officer in (assistant, successor):
        with pytest.raises(Conflict, match="signed already"):
            sign_charge(charge_id=relieved.pk, actor=officer)


def test_nothing_is_orphaned_and_access_has_ended(relieved, assistant, superintendent, successor):
    assert post(DESK) in successor.posts
    assert post(DESK) not in officer_now(assistant.person).posts
    file = Movement.objects.filter(to_post=post(DESK), closed_at__isnull=True).first().file
    write_note(file_id=file.pk, post=post(DESK), body="<p>Seen</p>", language="en", actor=successor)
    with pytest.raises(NotFound):
        visible_charge(officer_of("BNL-TEH-BNL/TEHSILDAR"), relieved.pk)


def test_work_where_nobody_sits_is_shown_to_who_oversees(relieved, superintendent, under_secretary, clerk):
    (found,) = lying_at_vacant_posts(superintendent)
    assert (found.post.id, found.lying) == (post(DESK), 5)
    assert lying_at_vacant_posts(clerk) == []


def test_the_list_is_made_once_for_each_tenure(relieved, assistant):
    again = list_charge(post=relieved.post, officer=relieved.outgoing, tenure=relieved.tenure, actor=SYSTEM)
    assert again == relieved


def test_a_holder_looks_ahead_but_signs_nothing_yet(laden, assistant, superintendent):
    ahead = list_charge(post=own_post(assistant), actor=assistant)
    assert len(ahead.items) == 5
    with pytest.raises(DomainError, match="only looks ahead"):
        sign_charge(charge_id=ahead.pk, actor=assistant)
    with pytest.raises(NotPermitted):
        list_charge(post=own_post(assistant), actor=superintendent)


def test_an_overseer_reads_but_does_not_sign(relieved, superintendent):
    assert visible_charge(superintendent, relieved.pk) == relieved
    with pytest.raises(NotPermitted, match="gives up the post"):
        sign_charge(charge_id=relieved.pk, actor=superintendent)


@pytest.mark.parametrize("change", ["items = '[]'", "root = 'x'", "outgoing = post"])
def test_the_store_keeps_the_list(change, relieved):
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE eoffice_chargelist SET {change}")


def test_the_pages(client, relieved, assistant, successor):
    sign_in_officer(client, officer_id=assistant.person)
    assert "Senior Assistant 1" in client.get("/eoffice/charges/").content.decode()
    page = client.get(f"/eoffice/charges/{relieved.pk}/").content.decode()
    assert "Sign: I give this charge" in page
    assert "Graded paper" in page
    assert client.post(f"/eoffice/charges/{relieved.pk}/sign/").status_code == 302
    assert client.post(f"/eoffice/charges/{relieved.pk}/sign/").status_code == 409
    sign_in_officer(client, officer_id=successor.person)
    assert "Sign: I take this charge" in client.get(f"/eoffice/charges/{relieved.pk}/").content.decode()
    assert client.post(f"/eoffice/charges/{relieved.pk}/sign/", {"remarks": "x" * 501}).status_code == 200
    assert client.post(f"/eoffice/charges/{relieved.pk}/sign/", {"remarks": "All found"}).status_code == 302
    assert client.post("/eoffice/charges/ahead/", {"post": str(post(DESK))}).status_code == 302
    assert client.post("/eoffice/charges/ahead/", {"post": "x"}).status_code == 404
