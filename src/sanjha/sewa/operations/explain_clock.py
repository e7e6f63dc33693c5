"""Give the account of days: whose they were, from the acknowledgement to today."""

from uuid import UUID

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.sewa import clock as legal_clock
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import visible_application


def explain_clock(*, application_id: UUID, actor: Actor) -> legal_clock.Account:
    """Day by day until today, or until the application ended. Changes nothing. Raises NotFound for others' applications."""
    application = visible_application(actor, application_id)
    ended = application.closed_at.astimezone(clock.IST).date() if application.closed_at else None
    return legal_clock.explain(
        definition_of(application.service_version),
        channel=application.channel,
        received=application.received_at.astimezone(clock.IST).date(),
        until=ended or clock.today(),
        due_date=application.due_date,
        pauses=legal_clock.pauses_of(application.objections.order_by("raised_at")),
        district=application.district,
    )
