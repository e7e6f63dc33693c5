"""Accept an application: check it, allot its number, take the fee, start its clock and put it into the first tray."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock, events, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import Conflict, DomainError, NotFound
from sanjha.offices.contract import PostView
from sanjha.sewa import clock as legal_clock
from sanjha.sewa import papers, registered, rules
from sanjha.sewa.deeds import Deed, open_task, write_deed
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.events import ApplicationSubmitted
from sanjha.sewa.forms.flow import uniqueness_key
from sanjha.sewa.models import (
    Application,
    Decision,
    Draft,
    FeeLine,
    FeeReceipt,
    OnlinePayment,
    RegisteredApplicant,
    RegisteredPerson,
    ServiceVersion,
    Task,
)
from sanjha.sewa.operations.preview_draft import Examined, examine
from sanjha.sewa.people_named import Where, record_persons, search_text, where_from
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import draft_of, visible_application
from sanjha.sewa.queries.applications import live_application
from sanjha.sewa.queries.drafts import attachments_of, documents_held
from sanjha.sewa.queries.services import current_version
from sanjha.sewa.routing import Around, post_for
from sanjha.sewa.rules import Payment

ONE_LIVE = "one_live_application_per_key"


@dataclass(frozen=True)
class Ready:
    """Everything looked up before the transaction."""

    version: ServiceVersion
    examined: Examined
    applicant: UUID
    beneficiary: UUID
    where: Where
    district_letters: str
    post: PostView
    due_date: date | None
    step_due: date
    key: str
    at: datetime


def submit_application(*, draft_id: UUID, revision: int, payment: Payment, actor: Actor) -> Application:
    """Make the draft an application with the same id; a second call returns the application that was made.

    Raises DomainError with every wrong field and missing document; Conflict when the draft was changed in another
    window, when the service's definition was replaced meanwhile, or when the beneficiary has a live application or
    certificate of the same period; NotFound for somebody else's draft. In all of these nothing is written: numbers
    stay without gaps and the draft as it was.
    """
    try:
        draft = draft_of(actor, draft_id)
    except NotFound:
        return visible_application(actor, draft_id)
    rules.check_revision(draft, revision)
    ready = _prepare(draft, payment, actor)
    try:
        with transaction.atomic(durable=True):
            locked = Draft.objects.select_for_update().filter(pk=draft_id).first()
            if locked is None:
                return Application.objects.get(pk=draft_id)
            rules.check_revision(locked, revision)
            return _accept(locked, ready, payment, actor)
    except IntegrityError as error:
        if ONE_LIVE in str(error):
            refuse_second(ready.examined.definition, ready.key)
        if "payment_used_once" in str(error):
            raise Conflict(
                _("This payment was used for another application."),
                code="payment-used",
                field="payment.reference",
            ) from None
        raise


def _prepare(draft: Draft, payment: Payment, actor: Actor) -> Ready:
    version = current_version(draft.service_version.code)
    if version.pk != draft.service_version_id:
        raise Conflict(
            _("The form of this service has changed. Look through your entries and save them once more."),
            code="definition-changed",
        )
    definition = definition_of(version)
    rules.check_channel(definition, draft.channel, actor)
    attachments = attachments_of(draft.pk)
    examined = examine(draft, definition, documents_held(attachments))
    errors = [*examined.result.errors, *examined.missing]
    if errors:
        raise DomainError(
            _("Some entries have to be mended before the application can be accepted."),
            code="form-invalid",
            errors=errors,
        )
    cleaned, context = examined.result.cleaned, examined.context
    papers.check_photos(definition.form, cleaned, (attachment.blob for attachment in attachments))
    key = uniqueness_key(definition, cleaned, context) or ""
    refuse_second(definition, key)
    rules.check_payment(payment, examined.total, channel=draft.channel)
    _check_paid_online(draft, payment)
    where = where_from(cleaned, context.find_place)
    around = Around(where.tehsil, draft.kendra_code)
    post = post_for(definition, definition.first_step, cleaned, context, around)
    applicant, beneficiary = record_persons(draft, cleaned, Purpose(definition.code, case=str(draft.pk)))
    at = clock.now()
    due_date, step_due = legal_clock.first_due_dates(
        definition, channel=draft.channel, received=at.date(), district=where.district
    )
    return Ready(
        version=version,
        examined=examined,
        applicant=applicant,
        beneficiary=beneficiary,
        where=where,
        district_letters=examined.places[where.district].short_code or where.district,
        post=post,
        due_date=due_date,
        step_due=step_due,
        key=key,
        at=at,
    )


def _check_paid_online(draft: Draft, payment: Payment) -> None:
    """On the portal the money is there before the application is; a counter vouches for its own payments."""
    if draft.channel != "PORTAL" or payment.mode != FeeReceipt.Mode.ONLINE:
        return
    paid = OnlinePayment.objects.filter(
        case_id=draft.pk, state=OnlinePayment.State.PAID, amount=payment.amount
    )
    if not paid.filter(reference=payment.reference.strip()).exists():
        raise DomainError(_("The fee has not been paid yet."), code="not-paid", field="payment.reference")


def refuse_second(definition: ServiceDefinition, key: str) -> None:
    """Raises Conflict with the number of the application that is alive under this key."""
    live = live_application(key)
    if live is not None:
        message = definition.uniqueness.message if definition.uniqueness else ""
        raise Conflict(
            _("%(message)s Number: %(number)s, %(state)s.")
            % {"message": message, "number": live.number, "state": live.get_state_display()},
            code="already-live",
        )


def _accept(draft: Draft, ready: Ready, payment: Payment, actor: Actor) -> Application:
    definition = ready.examined.definition
    application = Application.objects.create(
        id=draft.pk,
        number=numbers.allot(f"PB/{ready.district_letters}/{definition.code}/{ready.at.year}"),
        service_version=ready.version,
        channel=draft.channel,
        state=Application.State.SUBMITTED,
        applicant=ready.applicant,
        beneficiary=ready.beneficiary,
        place=ready.where.place,
        place_name=ready.where.name,
        tehsil=ready.where.tehsil,
        district=ready.where.district,
        data=ready.examined.result.cleaned,
        search_text=search_text(ready.examined.result.cleaned),
        language=draft.language,
        copies=draft.copies,
        received_at=ready.at,
        due_date=ready.due_date,
        kendra_code=draft.kendra_code,
        uniqueness_key=ready.key,
    )
    deed = write_deed(
        application, Deed(kind=Decision.Kind.SUBMIT, actor=actor, at=ready.at, post=draft.owner_post)
    )
    task = open_task(
        application,
        step=definition.first_step.code,
        post=ready.post,
        due_date=ready.step_due,
        at=ready.at,
        after=0,
    )
    receipt, lines = _take_fee(application, draft, ready, payment)
    register = _keep_register(application, draft)
    draft.delete()
    _announce(application, ready, [application, deed, task, receipt, *lines, *register], actor, task)
    return application


def _keep_register(application: Application, draft: Draft) -> list[RegisteredApplicant | RegisteredPerson]:
    """What the register gave of everybody who stands in the application, as it was; nothing for whom it did not know."""
    kept: list[RegisteredApplicant | RegisteredPerson] = []
    for role, person in registered.read(draft.registered).by_role.items():
        told = {"application": application, "resident": person.resident, "given": registered.kept_one(person)}
        if role == registered.APPLICANT:
            kept.append(RegisteredApplicant.objects.create(**told))
        elif any(
            registered.at(application.data, path) for path in registered.paths_of(role, application.data)
        ):
            kept.append(RegisteredPerson.objects.create(role=role, **told))
    return kept


def _take_fee(
    application: Application, draft: Draft, ready: Ready, payment: Payment
) -> tuple[FeeReceipt, list[FeeLine]]:
    series = f"{draft.kendra_code or 'PORTAL'}/{ready.at.year}"
    receipt = FeeReceipt.objects.create(
        application=application,
        number=numbers.allot(f"R/{series}", template="{series}/{number:06d}-{check}"),
        total=ready.examined.total,
        mode=payment.mode,
        reference=payment.reference.strip()[:60],
        kendra_code=draft.kendra_code,
        post=draft.owner_post,
        received_at=ready.at,
    )
    lines = FeeLine.objects.bulk_create(
        FeeLine(
            receipt=receipt,
            position=position,
            head=line.code,
            name=line.name,
            payee=line.payee,
            treasury_head=line.treasury_head,
            quantity=line.quantity,
            amount=line.amount,
            status=line.status,
        )
        for position, line in enumerate(ready.examined.fees, start=1)
    )
    return receipt, lines


def _announce(application: Application, ready: Ready, rows: list[object], actor: Actor, task: Task) -> None:
    audit.record(actor, "APPLICATION_SUBMITTED", stream=application.pk, rows=rows, number=application.number)  # type: ignore[arg-type]
    events.publish(
        ApplicationSubmitted(
            application=application.pk,
            number=application.number,
            service=ready.examined.definition.code,
            channel=application.channel,
            kendra_code=application.kendra_code,
            tehsil=application.tehsil,
            district=application.district,
            post=task.post,
            fee=ready.examined.total,
            due_date=application.due_date,
            submitted_at=ready.at,
        )
    )
