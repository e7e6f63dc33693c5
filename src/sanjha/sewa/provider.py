"""Binds the contract to the queries."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.exchange import contract as exchange
from sanjha.kernel.contracts import provides
from sanjha.kernel.errors import NotFound
from sanjha.sewa import contract
from sanjha.sewa.definition.checks.once_only import fields_asked_again
from sanjha.sewa.models import Application
from sanjha.sewa.pinned import definition_of, department_name
from sanjha.sewa.queries.services import versions_in_force
from sanjha.sewa.queries.status import statuses, under_way


@provides(contract.application_status)
def application_status(*, number: str) -> contract.ApplicationStatus:
    found = statuses(number=number).first() if number.isprintable() and number else None
    if found is None:
        raise NotFound(_("There is no application with this number."), field="number")
    return _status(found)


@provides(contract.application_statuses)
def application_statuses(*, application_ids: list[UUID]) -> list[contract.ApplicationStatus]:
    found = {each.pk: each for each in statuses(ids=application_ids)}
    return [_status(found[each]) for each in application_ids if each in found]


@provides(contract.numbers_of_cases)
def numbers_of_cases(*, case_ids: list[UUID]) -> list[contract.CaseNumber]:
    found = Application.objects.filter(pk__in=case_ids).order_by("pk").values_list("pk", "number")
    return [contract.CaseNumber(id=key, number=number) for key, number in found]


@provides(contract.open_cases)
def open_cases(*, cases: list[str], since: datetime) -> list[str]:
    return under_way(cases, since=since)


@provides(contract.facts_asked)
def facts_asked() -> list[contract.FactAsked]:
    definitions = [definition_of(version) for version in versions_in_force()]
    return [
        contract.FactAsked(
            service=definition.code,
            service_name=definition.names,
            department=department_name(definition.department),
            field=again.field,
            fact=again.fact.name,
        )
        for definition in definitions
        for again in fields_asked_again(definition)
    ]


exchange.register_open_cases(contract.open_cases)
exchange.register_case_numbers(contract.numbers_of_cases)


def _status(application: Application) -> contract.ApplicationStatus:
    certificate = getattr(application, "certificate", None)
    return contract.ApplicationStatus(
        id=application.pk,
        number=application.number,
        service=application.service_version.code,
        service_name=definition_of(application.service_version).names,
        channel=application.channel,
        state=application.state,
        district=application.district,
        tehsil=application.tehsil,
        kendra_code=application.kendra_code,
        received_at=application.received_at,
        due_date=application.due_date,
        closed_at=application.closed_at,
        post=application.open_post,  # type: ignore[attr-defined]
        document=certificate.document if certificate else None,
    )
