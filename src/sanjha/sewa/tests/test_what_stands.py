"""What was written stays: the store refuses changes, and the audit chain finds those made behind its back."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from sanjha.kernel.audit_verify import verify
from sanjha.kernel.testing import run_waiting
from sanjha.sewa.models import Application, Attachment, Objection, Task
from sanjha.sewa.operations.remove_attachment import remove_attachment
from sanjha.sewa.tests.factories import answer, attach, bring_to, make_application, make_draft, open_papers


@pytest.mark.parametrize(
    "model", ["Decision", "FeeReceipt", "FeeLine", "AttachmentOpening", "ServiceVersion"]
)
def test_the_store_refuses_to_change_what_is_written_once(operator, model):
    application = make_application(operator)
    open_papers(application)
    rows = apps.get_model("sewa", model).objects
    assert rows.exists()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(id=rows.first().id)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.all()._raw_delete(using="default")


def test_the_chain_holds_over_a_whole_life(operator, keys):
    draft = make_draft(operator, documents=())
    remove_attachment(attachment_id=attach(operator, draft.id).id, actor=operator.actor)
    application = make_application(operator, at="objected")
    answer(operator, application)
    bring_to(application, "approved")
    run_waiting()
    assert Application.objects.get(pk=application.pk).state == "ISSUED"
    assert not verify().findings


def first(model, **where):
    return model.objects.filter(pk=model.objects.filter(**where).order_by("id").first().pk)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("sewa_application", lambda case: first(Application, pk=case.pk).update(due_date="2030-01-01")),
        ("sewa_task", lambda case: first(Task, application=case).update(closed_by=None)),
        ("sewa_attachment", lambda case: first(Attachment, case_id=case.pk).update(blob="0" * 64)),
        ("sewa_objection", lambda case: first(Objection, application=case).update(answer="Other words")),
    ],
)
def test_a_change_behind_its_back_is_found_and_named(operator, table, change):
    application = make_application(operator, at="objected")
    answer(operator, application)
    assert not verify().findings
    change(application)
    (finding,) = verify().findings
    assert (finding.kind, finding.table) == ("row-changed", table)


def test_a_decision_changed_with_the_trigger_off_is_found(operator):
    application = make_application(operator, at="rejected")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE sewa_decision DISABLE TRIGGER sewa_decision_append_only")
        cursor.execute("UPDATE sewa_decision SET reasons = 'other' WHERE kind = 'REJECT'")
        cursor.execute("ALTER TABLE sewa_decision ENABLE TRIGGER sewa_decision_append_only")
    (finding,) = verify().findings
    assert (finding.table, finding.key) == ("sewa_decision", str(application.decisions.get(kind="REJECT").pk))
