"""Have the locker issue the document of an approved application."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import clock
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.kernel.text import Text
from sanjha.locker import contract as locker
from sanjha.offices import contract as offices
from sanjha.places import contract as places
from sanjha.sewa import rules
from sanjha.sewa.forms.output import output_of
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.models import Application, Decision, IssuedCertificate, IssueTrouble
from sanjha.sewa.operations.record_issue import record_issue
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.routing import finder_for

SOURCE = "sewa"


def issue_document(*, application_id: UUID) -> IssuedCertificate:
    """Render, sign and register the document through the locker, then note it with the application.

    Called by the job, outside of any transaction; the locker continues the same document when it is called again for the
    same application. Raises what the locker raises, after noting it, so that the job tries again and
    `stuck_issues` shows what stands in the way; DomainError when the application is not approved.
    """
    application = _approved(application_id)
    certificate = IssuedCertificate.objects.filter(application=application).first()
    if certificate is not None:
        return certificate
    try:
        request = request_for(application)
        issued = locker.issue(
            request=request, purpose=Purpose(application.service_version.code, case=application.number)
        )
    except Exception as error:
        _note_trouble(application, error)
        raise
    return record_issue(application_id=application_id, issued=issued)


def request_for(application: Application) -> locker.IssueRequest:
    """What the locker is asked to issue, from the application, its reports and the approval."""
    definition = definition_of(application.service_version)
    decisions = list(application.decisions.order_by("decided_at", "id"))
    approval = next(decision for decision in decisions if decision.kind == Decision.Kind.APPROVE)
    decided_on = approval.decided_at.astimezone(clock.IST).date()
    context = Context(
        today=decided_on, find_place=finder_for((definition.form, application.data)), strict=False
    )
    output = output_of(
        definition, application.data, rules.reports_of(decisions), case_facts(application, approval), context
    )
    if approval.post is None:
        raise RuntimeError("an approval without a post cannot be signed")
    post = offices.get_post(post_id=approval.post)
    around = {
        place.code: place for place in places.get_places(codes=[application.district, application.tehsil])
    }
    district = around[application.district]
    tehsil = around.get(application.tehsil)
    return locker.IssueRequest(
        source=SOURCE,
        source_id=application.pk,
        template=output.template,
        doctype=output.doctype,
        office_code=post.office_code,
        office=post.office,
        district=district.short_code or district.code,
        subject=application.beneficiary,
        title=output.title,
        data=output.data,
        valid_from=output.valid_from,
        valid_to=output.valid_to,
        qr_fields=output.qr_fields,
        signatory=locker.Signatory(
            name=approval.officer_name,
            post=approval.post_title,
            office=approval.office_name,
            place=tehsil.name if tehsil else Text(district.name.en, district.name.pa),
        ),
        period=output.period,
    )


def case_facts(application: Application, approval: Decision | None) -> dict[str, Any]:
    """The facts of the case as definitions name them; dates ISO."""
    received = application.received_at.astimezone(clock.IST).date()
    decided = approval.decided_at.astimezone(clock.IST).date() if approval else None
    return {
        "number": application.number,
        "submitted_on": received.isoformat(),
        "decided_on": decided.isoformat() if decided else None,
        "channel": application.channel,
        "copies": application.copies,
    }


def _approved(application_id: UUID) -> Application:
    application = (
        Application.objects.filter(pk=application_id)
        .select_related("service_version")
        .defer("service_version__content")
        .first()
    )
    if application is None:
        raise NotFound(_("There is no such application."))
    if application.state not in {Application.State.APPROVED, Application.State.ISSUED}:
        raise DomainError(_("Only an approved application gets its document."), code="not-approved")
    return application


def _note_trouble(application: Application, error: Exception) -> None:
    """A row of operation, not of record: it says why the document is late and goes when it is made."""
    with transaction.atomic(durable=True):
        trouble, _created = IssueTrouble.objects.select_for_update().get_or_create(
            application=application, defaults={"attempts": 0, "last_error": "", "last_tried_at": clock.now()}
        )
        trouble.attempts += 1
        trouble.last_error = f"{type(error).__name__}: {error}"[:2000]
        trouble.last_tried_at = clock.now()
        trouble.save(update_fields=["attempts", "last_error", "last_tried_at"])
