"""The day from which a department opens no paper files, exceptions by order, and how far its branches are."""

from datetime import date

import pytest

from sanjha.eoffice.models import CutOver, File
from sanjha.eoffice.operations.set_cut_over import give_exception, set_cut_over
from sanjha.eoffice.queries.cut_over import progress
from sanjha.eoffice.tests.factories import client_of, forward, make_file, own_post
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotPermitted


def set_day(actor, day=date(2026, 12, 1), order="GAD/2026/9"):
    return set_cut_over(post=own_post(actor), from_date=day, order_number=order, actor=actor)


def exception(actor, branch="REV-HQ-REV2", first=date(2026, 12, 1), last=date(2026, 12, 31), **given):
    values = {"reason": "Old ledgers", "order_number": "GAD/2026/10"} | given
    return give_exception(
        post=own_post(actor), branch=branch, from_date=first, to_date=last, actor=actor, **values
    )


def open_paper(actor):
    return make_file(actor, "Old ledger", medium="PAPER")


def test_from_the_day_no_paper_file_is_opened_but_by_exception(assistant, secretary, joint_secretary):
    open_paper(assistant)
    set_day(secretary)
    open_paper(assistant)
    with clock.frozen("2026-12-01T09:00:00+05:30"):
        with pytest.raises(DomainError, match="Since 01-12-2026"):
            open_paper(assistant)
        make_file(assistant)
        exception(joint_secretary, branch="REV-HQ-CRU")
        with pytest.raises(DomainError, match="electronic files only"):
            open_paper(assistant)
        exception(joint_secretary)
        open_paper(assistant)
    with clock.frozen("2027-01-01T09:00:00+05:30"), pytest.raises(DomainError, match="electronic files only"):
        open_paper(assistant)


def test_the_day_is_moved_until_it_has_come(secretary):
    set_day(secretary)
    assert set_day(secretary, date(2026, 11, 30)).from_date == date(2026, 11, 30)
    assert CutOver.objects.count() == 1
    with clock.frozen("2026-11-30T09:00:00+05:30"), pytest.raises(DomainError, match="has come already"):
        set_day(secretary, date(2027, 1, 1))


def test_what_is_refused(secretary, superintendent, assistant):
    with pytest.raises(NotPermitted, match="Joint Secretary"):
        set_day(superintendent)
    with pytest.raises(DomainError, match="later day"):
        set_day(secretary, date(2026, 11, 22))
    with pytest.raises(DomainError, match="number of the order"):
        set_day(secretary, order="")
    with pytest.raises(DomainError, match="set no day yet"):
        exception(secretary)
    set_day(secretary)
    with pytest.raises(DomainError, match="before the first"):
        exception(secretary, last=date(2026, 11, 1))
    with pytest.raises(DomainError, match="Give the reason"):
        exception(secretary, reason="")
    with pytest.raises(DomainError, match="number of the order"):
        exception(secretary, order_number="")
    with pytest.raises(NotPermitted):
        exception(assistant)


def test_the_progress_of_the_branches(assistant, superintendent, secretary, django_assert_num_queries):
    forward(make_file(assistant), assistant, superintendent)
    open_paper(assistant)
    File.objects.filter(pk=make_file(superintendent, "Migrated matter").pk).update(scheme="MIGRATED")
    shown = progress(secretary)
    (branch,) = [row for row in shown.branches if row.branch == "REV-HQ-REV2"]
    assert (branch.active, branch.opened, branch.migrated, branch.paper) == (2, 1, 1, 1)
    with django_assert_num_queries(7):
        progress(secretary)


def test_the_page(secretary, assistant):
    client = client_of(secretary)
    wrong = client.post("/eoffice/cut-over/", {"day-from_date": "", "day-order_number": "", "act": "day"})
    assert wrong.status_code == 422
    client.post(
        "/eoffice/cut-over/", {"day-from_date": "01-12-2026", "day-order_number": "GAD/9", "act": "day"}
    )
    client.post(
        "/eoffice/cut-over/",
        {
            "act": "exception",
            "exception-branch": "REV-HQ-REV2",
            "exception-reason": "Old ledgers",
            "exception-order_number": "GAD/10",
            "exception-from_date": "01-12-2026",
            "exception-to_date": "31-12-2026",
        },
    )
    shown = client_of(assistant).get("/eoffice/cut-over/").content.decode()
    assert "01-12-2026" in shown
    assert "Old ledgers" in shown
    assert "Set the day" not in shown
    values = {"day-from_date": "01-12-2026", "day-order_number": "GAD/9", "act": "day"}
    assert client_of(assistant).post("/eoffice/cut-over/", values).status_code == 403
