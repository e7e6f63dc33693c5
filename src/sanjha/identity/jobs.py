"""Background entrances of identity."""

from uuid import UUID

from sanjha.identity.operations import deliver_sms as delivering
from sanjha.identity.operations import forget_expired as forgetting
from sanjha.identity.sms.gateway import gateway
from sanjha.kernel.jobs import job


@job(queue="sms", retries=6)
def deliver_sms(*, message_id: str) -> None:
    """Hand one message to the gateway; a gateway that does not answer is asked again until it does."""
    delivering.deliver_sms(message_id=UUID(message_id), through=gateway())


@job(queue="default", cron="40 20 * * *")
def forget_expired() -> None:
    """Once a night: what signing in left behind and nobody needs any more."""
    forgetting.forget_expired()
