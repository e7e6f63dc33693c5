"""Clearances by order, regrading, the need-to-know list, the access log, and the administrator who reads nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.eoffice.models import Clearance, CorrespondenceItem, File, FileReading, Grading
from sanjha.eoffice.operations.attach_file import attach_file
from sanjha.eoffice.operations.give_clearance import end_clearance, give_clearance
from sanjha.eoffice.operations.let_know import forget, let_know
from sanjha.eoffice.operations.log_reading import log_reading
from sanjha.eoffice.operations.regrade_file import regrade_file
from sanjha.eoffice.queries.access import clearance_of, visible_file
from sanjha.eoffice.queries.secrecy import clearances, readings_of
from sanjha.eoffice.queries.tray import tray
from sanjha.eoffice.tests.factories import client_of, forward, make_file, officer_of, own_post, where
from sanjha.kernel import audit_batches, audit_verify, clock
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.offices.operations.load_demo_offices import demo_id


@pytest.fixture
def admin(world):
    return officer_of("BNL-DC/ADMIN")


@pytest.fixture
def district_officer(world):
    return officer_of("BNL-DC/DRO")


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def clear(officer, by, grading=Grading.SECRET, order="HOME/2026/17", **more):
    return give_clearance(officer=officer.person, grading=grading, order_number=order, actor=by, **more)


def regrade(file, actor, grading, reason="Names of informants"):
    return regrade_file(file_id=file.pk, post=own_post(actor), grading=grading, reason=reason, actor=actor)


def test_a_clearance_is_given_by_order_and_ends(superintendent, records, admin, assistant):
    first = clear(superintendent, records, Grading.CONFIDENTIAL)
    assert clearance_of(superintendent) == Grading.CONFIDENTIAL
    second = clear(superintendent, admin, Grading.SECRET)
    first.refresh_from_db()
    assert first.to_date == date(2026, 11, 23)
    assert clearance_of(superintendent) == Grading.SECRET
    assert [row.officer.id for row in clearances(records)] == [superintendent.person]
    end_clearance(clearance_id=second.pk, actor=records)
    assert clearance_of(superintendent) == Grading.NORMAL
    with pytest.raises(NotFound):
        end_clearance(clearance_id=second.pk, actor=records)
    with pytest.raises(NotPermitted):
        end_clearance(clearance_id=second.pk, actor=assistant)


def test_what_clearance_is_refused(superintendent, records, admin, assistant):
    with pytest.raises(NotPermitted, match="by order"):
        clear(superintendent, assistant)
    with pytest.raises(NotPermitted):
        clearances(assistant)
    for given, message in [
        ({"order": " "}, "number of the order"),
        ({"grading": 9}, "Choose the grading"),
        ({"from_date": date(2026, 1, 1)}, "in the past"),
    ]:
        with pytest.raises(DomainError, match=message):
            clear(superintendent, records, **given)
    with pytest.raises(DomainError, match="Nobody clears himself"):
        clear(records, records)
    with pytest.raises(DomainError, match="administrator reads no"):
        clear(admin, records)
    with pytest.raises(NotFound):
        give_clearance(officer=demo_id("officer", "nobody"), grading=1, order_number="X/1/2", actor=records)
    assert not Clearance.objects.exists()


def test_a_cleared_holder_regrades_and_others_lose_sight(file, assistant, superintendent, clerk, records):
    forward(file, assistant, superintendent)
    with pytest.raises(NotPermitted, match="not cleared"):
        regrade(file, superintendent, Grading.SECRET)
    clear(superintendent, records)
    with pytest.raises(DomainError, match="Give the reason"):
        regrade(file, superintendent, Grading.SECRET, "")
    with pytest.raises(DomainError, match="Choose the grading"):
        regrade(file, superintendent, 7)
    with pytest.raises(NotPermitted, match="not cleared"):
        regrade(file, superintendent, Grading.TOP_SECRET)
    regrade(file, superintendent, Grading.SECRET)
    assert visible_file(superintendent, file.pk).grading == Grading.SECRET
    for other in (assistant, clerk, records):
        with pytest.raises(NotFound):
            visible_file(other, file.pk)
    with pytest.raises(DomainError, match="this grading already"):
        regrade(file, superintendent, Grading.SECRET)
    with pytest.raises(NotFound):
        regrade(file, assistant, Grading.NORMAL)


def test_a_file_is_graded_as_high_as_what_lies_in_it(file, assistant, records):
    clear(assistant, records)
    regrade(file, assistant, Grading.SECRET)
    CorrespondenceItem.objects.create(
        file=file, serial=1, kind="RECEIPT", title="Letter", page_from=1, page_to=1, grading=Grading.CONFIDENTIAL,
        added_by=file.opened_by, added_at=file.opened_at,
    )  # fmt: skip
    with pytest.raises(DomainError, match="graded higher"):
        regrade(file, assistant, Grading.NORMAL)
    inner = make_file(assistant, "Inner matter")
    regrade(inner, assistant, Grading.SECRET)
    attach_file(file_id=inner.pk, to=file.pk, post=own_post(assistant), actor=assistant)
    with pytest.raises(DomainError, match="graded higher"):
        regrade(file, assistant, Grading.CONFIDENTIAL)
    with (
        pytest.raises(IntegrityError, match="as high as what lies in it"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE eoffice_file SET grading = 0 WHERE id = %s", [file.pk])


def test_the_need_to_know_list(file, assistant, superintendent, stranger, records):
    def let(actor=assistant, reader=stranger):
        return let_know(file_id=file.pk, post=own_post(actor), reader_post=own_post(reader), actor=actor)

    with pytest.raises(DomainError, match="for graded files"):
        let()
    clear(assistant, records)
    regrade(file, assistant, Grading.SECRET)
    need = let()
    with pytest.raises(DomainError, match="on the list already"):
        let()
    with pytest.raises(NotFound):
        visible_file(stranger, file.pk)
    clear(stranger, records)
    assert visible_file(stranger, file.pk) == file
    with pytest.raises(NotPermitted):
        forget(need_id=need.pk, post=own_post(assistant), actor=stranger)
    forget(need_id=need.pk, post=own_post(assistant), actor=assistant)
    with pytest.raises(NotFound):
        visible_file(stranger, file.pk)
    with pytest.raises(NotFound):
        forget(need_id=need.pk, post=own_post(assistant), actor=assistant)
    with pytest.raises(NotFound):
        let(superintendent)


def test_the_administrator_reads_no_file_of_the_own_office(admin, district_officer):
    file = make_file(district_officer)
    assert visible_file(officer_of("BNL-DC/DC"), file.pk) == file
    with pytest.raises(NotFound):
        visible_file(admin, file.pk)
    client = client_of(admin)
    for page in ("", "life/", "print/", "papers/1/", "readings/"):
        assert client.get(f"/eoffice/files/{file.pk}/{page}").status_code == 404
    assert file.subject not in client.get("/eoffice/").content.decode()
    assert not tray([own_post(admin)]).rows
    assert not FileReading.objects.exists()


def test_every_opening_stands_in_the_access_log(file, assistant, superintendent, clerk):
    forward(file, assistant, superintendent)
    client = client_of(clerk)
    client.get(f"/eoffice/files/{file.pk}/")
    client.get(f"/eoffice/files/{file.pk}/print/")
    client_of(superintendent).get(f"/eoffice/files/{file.pk}/")
    found = readings_of(superintendent, file.pk)
    assert [(row.way, row.reader.officer) for row in found] == [
        ("PAGE", superintendent.person),
        ("PRINT", clerk.person),
        ("PAGE", clerk.person),
    ]
    assert found[0].reader.post == where(file).to_post
    with pytest.raises(NotPermitted, match="for the desk where the file lies"):
        readings_of(clerk, file.pk)
    shown = client_of(superintendent).get(f"/eoffice/files/{file.pk}/readings/").content.decode()
    assert "Clerk, Revenue-II" in shown
    assert client.get(f"/eoffice/files/{file.pk}/readings/").status_code == 403


def test_the_access_log_is_sealed_in_batches_and_never_changed(file, assistant):
    made = log_reading(file_id=file.pk, actor=assistant)
    assert audit_batches.seal_all() > 0
    assert not audit_verify.verify().findings
    for statement in ("UPDATE eoffice_filereading SET way = 'PRINT'", "DELETE FROM eoffice_filereading"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE eoffice_filereading DISABLE TRIGGER USER")
        cursor.execute("UPDATE eoffice_filereading SET way = 'PRINT'")
        cursor.execute("ALTER TABLE eoffice_filereading ENABLE TRIGGER USER")
    assert [found.key for found in audit_verify.verify().findings] == [str(made.pk)]


def test_a_graded_page_bears_its_reader(file, assistant, records):
    client = client_of(assistant)
    assert "watermark" not in client.get(f"/eoffice/files/{file.pk}/").content.decode()
    clear(assistant, records)
    regrade(file, assistant, Grading.SECRET)
    with clock.frozen("2026-11-23T10:07:00+05:30"):
        for page in ("", "print/", "life/"):
            shown = client.get(f"/eoffice/files/{file.pk}/{page}").content.decode()
            mark = shown[shown.index('class="watermark"') :]
            mark = mark[: mark.index("</svg>")]
            for expected in ("Sukhdev Singh", "Senior Assistant 1, Revenue-II", "10:07"):
                assert expected in mark
            assert "style=" not in mark
    assert File.objects.get().grading == Grading.SECRET
