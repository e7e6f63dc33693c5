"""Grants and requests as the pages show them."""

from collections.abc import Mapping

from sanjha.exchange.fact_names import fact_names, service_name
from sanjha.exchange.models import AccessRequest, Grant
from sanjha.kernel import clock, contracts
from sanjha.kernel.text import Text


def grant_row(grant: Grant, consumer: Text | None = None) -> dict[str, object]:
    """A permission in words, and whether it holds."""
    declared = contracts.declared_operations().get(grant.operation)
    ran_out = grant.until_date is not None and grant.until_date < clock.today()
    return {
        "grant": grant,
        "consumer": consumer or service_name(grant.consumer),
        "facts": fact_names(grant.facts or (declared.facts if declared else ())),
        "is_open": grant.ended_at is None and not ran_out,
        "is_ended": grant.ended_at is not None,
        "is_future": grant.from_date > clock.today(),
    }


def request_row(asked: AccessRequest, names: Mapping[str, Text]) -> dict[str, object]:
    """What was asked for, in words."""
    return {
        "asked": asked,
        "consumer": names.get(asked.consumer) or service_name(asked.consumer),
        "facts": fact_names(asked.facts),
    }
