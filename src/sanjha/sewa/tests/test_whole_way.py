"""An income certificate from the counter to the approval."""

from sanjha.sewa.models import Application, Decision
from sanjha.sewa.tests.factories import decide, make_application, report_data


def test_four_officers_carry_it_to_the_approval(operator, dealing_hand, patwari, tehsildar):
    application = make_application(operator)

    decide(dealing_hand, application, "FORWARD")
    decide(patwari, application, "REPORT", report=report_data())
    decide(tehsildar, application, "APPROVE", report={})

    application.refresh_from_db()
    assert application.state == Application.State.APPROVED
    assert list(application.decisions.order_by("decided_at", "id").values_list("kind", flat=True)) == [
        Decision.Kind.SUBMIT,
        Decision.Kind.FORWARD,
        Decision.Kind.VERIFY,
        Decision.Kind.APPROVE,
    ]
    assert not application.tasks.filter(closed_at__isnull=True).exists()
