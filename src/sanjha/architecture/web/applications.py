"""Pages of the inventory of applications."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.architecture import application_files, inventory, queries, rules
from sanjha.architecture.application_files import LineError
from sanjha.architecture.models import RecoveryTest
from sanjha.architecture.operations.change_application import change_application
from sanjha.architecture.operations.enter_application import enter_application
from sanjha.architecture.operations.import_applications import import_applications
from sanjha.architecture.operations.record_recovery_test import record_recovery_test
from sanjha.architecture.web.forms import (
    ChangeApplication,
    EnterApplication,
    ImportApplications,
    RecordRecoveryTest,
)
from sanjha.architecture.web.frame import form_page, page
from sanjha.architecture.web.history import history_shown
from sanjha.identity.contract import Request, holds, officer_required
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse

SECTION = "applications"


@dataclass(frozen=True)
class ServiceRow:
    """A service of the house with its last try to recover; `held` is whether that stayed within the aims."""

    service: inventory.Service
    tried: RecoveryTest | None
    held: bool

    @classmethod
    def of(cls, service: inventory.Service, tried: RecoveryTest | None) -> "ServiceRow":
        if tried is None:
            return cls(service, None, False)
        up, lost = timedelta(minutes=tried.up_minutes), timedelta(minutes=tried.lost_minutes)
        return cls(service, tried, service.held_its_aims(up, lost))


@officer_required
@require_safe
def applications(request: Request) -> HttpResponse:
    """The services of the house, and the applications that departments run elsewhere."""
    text = request.GET.get("q", "")[:100]
    tried = queries.last_recovery_tests()
    context = {
        "services": [ServiceRow.of(each, tried.get(each.code)) for each in inventory.services()],
        "outside": queries.outside(request.actor, text=text),
        "text": text,
        "may_keep": rules.may_keep(request.actor),
    }
    return page(request, "architecture/applications.html", SECTION, context)


@officer_required
@require_safe
def application(request: Request, application_id: UUID) -> HttpResponse:
    """One application with its history."""
    context = {
        "application": queries.outside_application(application_id),
        "history": history_shown(queries.history_of(application_id)),
        "may_keep": rules.may_keep(request.actor),
    }
    return page(request, "architecture/application.html", SECTION, context)


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """Enter an application."""
    form = EnterApplication(request.POST or None)

    def deed() -> str:
        row = enter_application(data=form.data_given(), actor=request.actor)
        return reverse("architecture:application", args=[row.id])

    return form_page(
        request,
        SECTION,
        form,
        deed,
        title=_("Enter an application"),
        done=_("The application stands in the inventory."),
        way_back=reverse("architecture:applications"),
        words=_("An application that a department runs outside Sanjha."),
    )


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def change(request: Request, application_id: UUID) -> HttpResponse:
    """Change what is said of an application."""
    row = queries.outside_application(application_id)
    form = ChangeApplication(request.POST or None, row=row)
    way_back = reverse("architecture:application", args=[row.id])

    def deed() -> str:
        reason = form.cleaned_data["reason"]
        change_application(application_id=row.id, data=form.data_given(), reason=reason, actor=request.actor)
        return way_back

    return form_page(
        request,
        SECTION,
        form,
        deed,
        title=_("Change the entry"),
        done=_("The entry is changed. What stood before stands in its history."),
        way_back=way_back,
        words=str(row.name),
    )


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def record_test(request: Request) -> HttpResponse:
    """Record a try to bring a service of the house up again."""
    form = RecordRecoveryTest(request.POST or None)
    way_back = reverse("architecture:applications")

    def deed() -> str:
        record_recovery_test(actor=request.actor, **form.cleaned_data)
        return way_back

    return form_page(
        request,
        SECTION,
        form,
        deed,
        title=_("Record a recovery test"),
        done=_("The test stands in the inventory."),
        way_back=way_back,
        words=_("A test that failed is recorded too, with the time that it took."),
    )


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def take_over(request: Request) -> HttpResponse:
    """Take over a list: the whole file, or nothing of it and every wrong line named."""
    form = (
        ImportApplications(request.POST, request.FILES) if request.method == "POST" else ImportApplications()
    )
    errors: tuple[LineError, ...] = ()
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            # One byte more than is taken shows that the file is too large.
            data = given.read(application_files.LARGEST + 1)
            report = import_applications(data=data, file_name=given.name, actor=request.actor)
        except DomainError as error:
            refuse(form, error)
        else:
            errors = report.errors
            if not errors:
                done = _("%(created)d entered, %(changed)d changed, %(unchanged)d as they were.")
                counts = {"created": report.created, "changed": report.changed, "unchanged": report.unchanged}
                messages.success(request, done % counts)
                return redirect("architecture:applications")
    context = {"form": form, "errors": errors}
    status = 422 if form.errors or errors else 200
    return page(request, "architecture/import.html", SECTION, context, status=status)


@officer_required
@require_safe
def export(request: Request) -> HttpResponse:
    """Departments' applications as CSV, in the form in which a list is taken over."""
    rows = [queries.data_of(row) for row in queries.outside(request.actor)]
    response = HttpResponse(
        "\ufeff" + application_files.written(rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="applications-{clock.today():%Y-%m-%d}.csv"'
    return response
