"""Enter a resident, or correct the facts of one."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sanjha.identity import contract as identity
from sanjha.kernel import audit, clock, events, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, NotFound
from sanjha.people import matching, read_model, rules
from sanjha.people.contract import ResidentData
from sanjha.people.events import FactCorrected, ResidentRecorded
from sanjha.people.models import Fact, RecordedRequest, Resident
from sanjha.people.settling import settle
from sanjha.places import contract as places

SERIES = "PB/RES"
REFERENCE = "{series}/{number:08d}-{check}"


@dataclass(frozen=True)
class Told:
    """Facts with where they come from."""

    data: ResidentData
    source: str
    case: str
    as_of: date
    request_id: UUID

    @property
    def digest(self) -> str:
        said = audit.canonical_json([self.data, self.source, self.case, self.as_of.isoformat()])
        return sha256(said.encode()).hexdigest()


def record_resident(
    *,
    data: ResidentData,
    source: str,
    request_id: UUID,
    actor: Actor,
    case: str = "",
    as_of: date | None = None,
) -> Resident:
    """The resident as it stands afterwards; the same request again writes nothing. Raises as the contract says.

    Two counters may enter one person at the same moment: the second one to commit meets the first one's keys, starts
    again and finds the person there.
    """
    today = clock.today()
    rules.check_source(source)
    rules.check_as_of(as_of, today)
    clean = rules.cleaned(data, today)
    own_mobile = _own_mobile(actor)
    rules.check_may_record(actor, own_mobile, clean.mobile)
    found = places.get_places(codes=[clean.address.place])
    rules.check_place(clean.address.area, found[0].kind if found else None)
    told = Told(clean, source, case, as_of or today, request_id)
    try:
        return _recorded(told, actor, own_mobile)
    except IntegrityError:
        try:
            return _recorded(told, actor, own_mobile)
        except IntegrityError:
            raise Conflict(
                _("Another resident has this name, birth date, gender and mobile number. Look that one up."),
                code="same-person",
            ) from None


def _own_mobile(actor: Actor) -> str:
    """The number with which a citizen signed in; "" for others."""
    if not actor.is_citizen or actor.account is None:
        return ""
    return identity.get_account(account_id=actor.account).username


def _recorded(told: Told, actor: Actor, own_mobile: str) -> Resident:
    with transaction.atomic(durable=True):
        done = (
            RecordedRequest.objects.filter(pk=told.request_id)
            .select_related("resident__address", "resident__merged_into__address")
            .first()
        )
        if done is not None:
            if done.digest != told.digest:
                raise Conflict(_("This request was sent before with other facts."), code="request-reused")
            return done.resident.merged_into or done.resident
        now = clock.now()
        resident = _known(told.data)
        if resident is None:
            resident = _entered(told, actor, now)
        else:
            rules.check_may_record(actor, own_mobile, resident.mobile)
            _corrected(resident, told, actor, now)
        RecordedRequest.objects.create(
            request_id=told.request_id, resident=resident, digest=told.digest, recorded_at=now
        )
    return resident


def _known(data: ResidentData) -> Resident | None:
    """The resident meant, locked: the one named, else the one who agrees in all that makes one person.

    An entry that was merged stands for the kept one.
    """
    locked = Resident.objects.select_for_update(of=("self",)).select_related("address")
    if data.resident_id is not None:
        resident = locked.filter(pk=data.resident_id).first()
        if resident is None:
            raise NotFound(_("There is no such resident."))
        return _kept_of(resident)
    key = matching.match_key(data.name_en, data.born_on, data.gender, data.mobile)
    found = (
        locked.filter(match_key=key).order_by(F("merged_into").desc(nulls_first=True)).first()
        if key
        else None
    )
    return _kept_of(found) if found else None


def _kept_of(resident: Resident) -> Resident:
    if resident.merged_into_id is None:
        return resident
    locked = Resident.objects.select_for_update(of=("self",)).select_related("address")
    return locked.get(pk=resident.merged_into_id)


def _entered(told: Told, actor: Actor, now: datetime) -> Resident:
    facts = {name: value for name, value in rules.facts_of(told.data).items() if value != ""}
    resident = Resident(recorded_at=now, changed_at=now)
    address = read_model.write(resident, facts)
    resident.reference = numbers.allot(SERIES, template=REFERENCE)
    resident.save(force_insert=True)
    address.save(force_insert=True)
    rows = _kept(resident, facts, told, actor, now)
    audit.record(
        actor,
        "RESIDENT_RECORDED",
        stream=resident.id,
        rows=[resident, address, *rows],
        source=told.source,
        case=told.case,
    )
    events.publish(ResidentRecorded(resident.id, resident.reference, now))
    return resident


def _corrected(resident: Resident, told: Told, actor: Actor, now: datetime) -> None:
    in_force = {
        fact.name: fact for fact in Fact.objects.filter(resident=resident, superseded_at__isnull=True)
    }
    before = {name: fact.value for name, fact in in_force.items()}
    facts = rules.changed_facts(before, rules.facts_of(told.data))
    if not facts:
        return
    superseded = [in_force[name] for name in facts if name in in_force]
    for fact in superseded:
        fact.superseded_at = now
    Fact.objects.bulk_update(superseded, ["superseded_at"])
    resident.changed_at = now
    address = read_model.write(resident, {**before, **facts})
    resident.save()
    address.save()
    rows = _kept(resident, facts, told, actor, now)
    settled = settle(superseded, actor, now)
    audit.record(
        actor,
        "FACTS_CORRECTED",
        stream=resident.id,
        rows=[resident, address, *superseded, *rows, *settled],
        source=told.source,
        case=told.case,
        facts=sorted(facts),
    )
    for name in sorted(facts):
        events.publish(FactCorrected(resident.id, name, told.source, now))


def _kept(
    resident: Resident, facts: dict[str, object], told: Told, actor: Actor, now: datetime
) -> list[Fact]:
    return Fact.objects.bulk_create(
        Fact(
            resident=resident,
            name=name,
            value=value,
            source=told.source,
            case_number=told.case,
            as_of=told.as_of,
            recorded_at=now,
            recorded_by=actor.label,
        )
        for name, value in facts.items()
    )
