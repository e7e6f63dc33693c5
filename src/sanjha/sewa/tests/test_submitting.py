"""An application is accepted whole or not at all."""

from sanjha.sewa.models import Application, Draft, Task
from sanjha.sewa.tests.factories import make_application


def test_an_application_is_accepted_and_lies_with_the_dealing_hand(operator, dealing_hand):
    application = make_application(operator)

    assert application.state == Application.State.SUBMITTED
    assert application.number.startswith("PB/BNL/REV-INCOME/2026/0000001-")
    assert not Draft.objects.exists()
    task = Task.objects.get()
    assert (task.post, task.step, task.closed_at) == (dealing_hand.post, "scrutiny", None)
