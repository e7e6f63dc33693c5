"""What a Sewa Kendra sees of its day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.sewa import rules
from sanjha.sewa.models import Application, Delivery, FeeReceipt, IssuedCertificate, Objection


@dataclass(frozen=True)
class CounterDay:
    """Figures of one day: of the actor's counter (`mine`) and of the whole kendra. Money in rupees."""

    date: date
    received: int
    received_mine: int
    issued: int
    delivered: int
    cash: Decimal
    cash_mine: Decimal
    online: Decimal
    waiting_for_applicant: int


def counter_day(actor: Actor, *, on: date | None = None) -> CounterDay:
    """The day's figures of the kendra in which the actor sits; zeros for who sits in none."""
    day = on or clock.today()
    kendras = rules.kendra_codes(actor)
    begin, end = _bounds(day)
    mine = Q(post__in=list(actor.posts))
    money = FeeReceipt.objects.filter(
        kendra_code__in=kendras, received_at__gte=begin, received_at__lt=end
    ).aggregate(
        received=Count("id"),
        received_mine=Count("id", filter=mine),
        cash=Sum("total", filter=Q(mode="CASH")),
        cash_mine=Sum("total", filter=Q(mode="CASH") & mine),
        online=Sum("total", filter=Q(mode="ONLINE")),
    )
    issued = IssuedCertificate.objects.filter(
        application__kendra_code__in=kendras, issued_at__gte=begin, issued_at__lt=end
    ).count()
    own_offices = [held.office for held in actor.posts.values() if held.office_kind == rules.KENDRA]
    delivered = Delivery.objects.filter(
        office__in=own_offices, delivered_at__gte=begin, delivered_at__lt=end
    ).count()
    zero = Decimal("0.00")
    return CounterDay(
        date=day,
        received=money["received"],
        received_mine=money["received_mine"],
        issued=issued,
        delivered=delivered,
        cash=money["cash"] or zero,
        cash_mine=money["cash_mine"] or zero,
        online=money["online"] or zero,
        waiting_for_applicant=_open_objections(actor).count(),
    )


def received_on(actor: Actor, *, on: date | None = None, most: int = 200) -> list[Application]:
    """The applications that the actor's kendra took on a day, the last first."""
    begin, end = _bounds(on or clock.today())
    return list(
        Application.objects.filter(
            kendra_code__in=rules.kendra_codes(actor), received_at__gte=begin, received_at__lt=end
        )
        .select_related("service_version", "receipt")
        .defer("service_version__content")
        .order_by("-received_at", "-id")[:most]
    )


def open_objections(actor: Actor, *, most: int = 200) -> list[Objection]:
    """Objections that wait for their answer: of the operator's kendra, or of the citizen; the most urgent first."""
    return list(
        _open_objections(actor)
        .select_related("application__service_version", "decision")
        .defer("application__service_version__content")
        .order_by("answer_by", "id")[:most]
    )


def _open_objections(actor: Actor) -> "QuerySet[Objection]":
    waiting = Objection.objects.filter(answered_at__isnull=True, lapsed_at__isnull=True)
    if actor.is_citizen:
        own = Q(application__applicant=actor.person) | Q(application__beneficiary=actor.person)
        return waiting.filter(own) if actor.person else waiting.none()
    return waiting.filter(application__kendra_code__in=rules.kendra_codes(actor))


def _bounds(day: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(day, time.min, tzinfo=clock.IST)
    return begin, begin + timedelta(days=1)
