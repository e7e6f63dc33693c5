"""The catalogue: what is offered, and whether data fits it."""

from typing import Annotated

import msgspec
from django.http import HttpRequest
from ninja import Path, Query, Router

from sanjha.kernel import clock
from sanjha.kernel.api_access import signed_in
from sanjha.kernel.api_types import Words
from sanjha.kernel.problems import PUBLIC_READS, READS
from sanjha.sewa.forms.documents import RequiredDocument, required_documents
from sanjha.sewa.forms.engine import validate
from sanjha.sewa.forms.fees import FeeLine, fee_lines, total
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.http.schemas import (
    ChannelCode,
    CheckedOut,
    DataIn,
    DefinitionOut,
    DocumentOut,
    FeeOut,
    ServiceCode,
    ServiceOut,
    Wrong,
)
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries import services as catalogue
from sanjha.sewa.routing import finder_for

router = Router()


@router.get("/services", response=list[ServiceOut], openapi_extra=PUBLIC_READS, summary="Services offered")
def list_services(
    request: HttpRequest, channel: ChannelCode | None = None, text: Annotated[str, Query(max_length=200)] = ""
) -> list[ServiceOut]:
    """Services whose names or keywords, in any of three scripts, begin with the words of `text`."""
    return [
        ServiceOut.of(offered) for offered in catalogue.services_offered(channel=channel or "", text=text)
    ]


@router.get(
    "/services/{code}", response=DefinitionOut, openapi_extra=PUBLIC_READS, summary="A service's definition"
)
def show_service(request: HttpRequest, code: Annotated[ServiceCode, Path()]) -> DefinitionOut:
    """The definition in force today: form, documents, fees, steps, grounds."""
    version = catalogue.current_version(code)
    return DefinitionOut(
        code=version.code,
        version=version.version,
        sha256=version.sha256,
        definition=msgspec.to_builtins(definition_of(version)),
    )


@router.post(
    "/services/{code}/validation",
    response=CheckedOut,
    auth=signed_in,
    openapi_extra=READS,
    summary="Check data against a service",
)
def check_data(request: HttpRequest, code: Annotated[ServiceCode, Path()], body: DataIn) -> CheckedOut:
    """What follows from the data: every wrong field, computed values, papers and fee. Nothing is kept."""
    definition = definition_of(catalogue.current_version(code))
    context = Context(today=clock.today(), find_place=finder_for((definition.form, body.data)), strict=True)
    result = validate(definition.form, body.data, context)
    fees = fee_lines(
        definition,
        result.cleaned,
        channel=body.channel,
        copies=body.copies,
        on=context.today,
        context=context,
    )
    return CheckedOut(
        ok=result.ok,
        errors=[Wrong.of(error) for error in result.errors],
        computed=result.computed,
        documents=[document_out(asked) for asked in required_documents(definition, result.cleaned, context)],
        fees=[fee_out(line) for line in fees],
        total=total(fees),
    )


def document_out(asked: RequiredDocument) -> DocumentOut:
    return DocumentOut(
        code=asked.code,
        names=Words.of(asked.names),
        required=asked.required,
        any_of=asked.any_of,
        accept=list(asked.accept),
        max_bytes=asked.max_bytes,
        given_by=asked.given_by,
    )


def fee_out(line: FeeLine) -> FeeOut:
    return FeeOut(
        code=line.code,
        name=Words.of(line.name),
        payee=Words.of(line.payee),
        quantity=line.quantity,
        amount=line.amount,
        status=line.status,
    )
