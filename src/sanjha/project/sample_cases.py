"""Applications of the demonstration in every stage, made by the same operations as real ones, on days gone by."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sanjha.kernel import actors, clock
from sanjha.kernel.actors import Actor, Kind
from sanjha.offices import contract as offices
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.people import exported
from sanjha.people.models import Resident
from sanjha.people.operations.load_demo_people import load_demo_people
from sanjha.places import contract as places
from sanjha.project.samples import SAMPLES, Sample
from sanjha.project.story.papers import scanned_page
from sanjha.sewa.forms.html import parse
from sanjha.sewa.models import Application, Attachment, Task
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.decide_step import decide_step
from sanjha.sewa.operations.open_attachment import open_attachment
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.operations.reuse_resident import facts_of
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.operations.submit_application import submit_application
from sanjha.sewa.rules import Payment

SERVICE = "REV-INCOME"
OPERATOR = "PB0010"


def load_sample_cases() -> int:
    """Make the cases where there is no application yet; returns how many were made."""
    if Application.objects.exists():
        return 0
    heads = _heads_of_households(load_demo_people())
    for sample in SAMPLES:
        _play(sample, heads[sample.household - 1])
    return len(SAMPLES)


def _heads_of_households(residents: list[Resident]) -> list[Resident]:
    seen: dict[str, Resident] = {}
    for resident in residents:
        seen.setdefault(resident.mobile, resident)
    return list(seen.values())


def _moments(days_ago: int) -> Iterator[datetime]:
    """Eleven o'clock on working days, from so many days ago on; never later than now."""
    today = clock.today()
    start = today - timedelta(days=days_ago)
    for day in places.day_account(calendar="FIELD", start=start, end=today):
        moment = clock.now().replace(
            year=day.date.year, month=day.date.month, day=day.date.day, hour=11, minute=5
        )
        if day.works and moment <= clock.now():
            yield moment
    while True:
        yield clock.now()


def _play(sample: Sample, resident: Resident) -> None:
    moments = _moments(sample.days_ago)
    with clock.frozen(next(moments)):
        application = _take(sample, resident)
    for deed in sample.deeds:
        with clock.frozen(next(moments)):
            _do(application, deed, sample)


def _take(sample: Sample, resident: Resident) -> Application:
    operator = _officer(demo_id("officer", OPERATOR))
    draft = save_draft(
        actor=operator, data=_form(sample, resident), service=SERVICE, channel="COUNTER", language="pa"
    )
    for document, words in (
        ("ID_RESIDENCE", "Voter card"),
        ("OTHER_INCOME_PROOF", "Statement of the sarpanch"),
    ):
        attach_document(
            case_id=draft.pk,
            document=document,
            name=f"{words}.jpg",
            content=scanned_page(words),
            actor=operator,
        )
    total = preview_draft(draft_id=draft.pk, actor=operator).examined.total
    draft.refresh_from_db()
    payment = Payment("CASH" if total else "NIL", Decimal(total))
    return submit_application(draft_id=draft.pk, revision=draft.revision, payment=payment, actor=operator)


def _form(sample: Sample, resident: Resident) -> dict[str, Any]:
    """The income certificate of a daily wage earner's household."""
    member = {
        "name_en": resident.name_en,
        "name_pa": resident.name_pa,
        "relation": "SELF",
        "age": str(clock.today().year - resident.born_on.year),
        "occupation": "LABOUR",
        "is_earning": "true",
        "salary": str(sample.wages),
    }
    flat: dict[str, str] = {
        "same_as_applicant": "true",
        "purpose": "SCHOLARSHIP",
        "financial_year": _last_financial_year(),
        "declaration": "true",
        "applicant.identity.type": "VOTER",
        "applicant.identity.number": f"PBX{1000000 + sample.household}",
        **_flat(facts_of(exported.resident(resident)), "applicant"),
        **{f"family.0.{name}": value for name, value in member.items()},
    }
    if flat.get("applicant.address.area_type") == "URBAN":
        flat.setdefault("applicant.address.ward", "Ward 3")
    return parse(list(flat.items())).data


def _flat(values: Mapping[str, Any], path: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat.update(_flat(value, f"{path}.{name}"))
        else:
            flat[f"{path}.{name}"] = str(value)
    return flat


def _last_financial_year() -> str:
    today = clock.today()
    start = today.year - (2 if today.month < 4 else 1)
    return f"{start}-{(start + 1) % 100:02d}"


def _do(application: Application, deed: str, sample: Sample) -> None:
    """The holder of the post that has the case looks at its papers and decides."""
    action, _colon, code = deed.partition(":")
    task = Task.objects.get(application=application, closed_at__isnull=True)
    holder = offices.get_post(post_id=task.post).holder
    if holder is None:
        return
    officer = _officer(holder)
    for paper in Attachment.objects.filter(case_id=application.pk, removed_at__isnull=True):
        open_attachment(attachment_id=paper.pk, actor=officer)
    decide_step(
        task_id=task.pk,
        action=action,
        actor=officer,
        reasons=_REASONS.get(action, ""),
        grounds=("FALSE_DECLARATION",) if action == "REJECT" else (),
        objections=(code,) if action == "OBJECT" else (),
        report=_report(sample, officer) if action == "REPORT" else None,
    )


_REASONS = {
    "OBJECT": "ਪਛਾਣ ਪੱਤਰ ਦੀ ਨਕਲ ਪੜ੍ਹੀ ਨਹੀਂ ਜਾਂਦੀ। ਸਾਫ਼ ਨਕਲ ਲਿਆਓ।",
    "REJECT": "ਪੜਤਾਲ ਵਿੱਚ ਪਤਾ ਲੱਗਾ ਕਿ ਪਰਿਵਾਰ ਦੀ ਸ਼ਹਿਰ ਵਿੱਚ ਦੁਕਾਨ ਹੈ, ਜੋ ਘੋਸ਼ਣਾ ਵਿੱਚ ਨਹੀਂ ਦੱਸੀ ਗਈ।",
}


def _report(sample: Sample, officer: Actor) -> dict[str, Any]:
    assessed = sample.assessed or sample.wages
    report = {
        "report_number": f"{40 + sample.household}/{clock.today().year}",
        "enquiry_date": clock.today().isoformat(),
        "found_residing": "true",
        "witness_role": "LAMBARDAR",
        "witness_name": "Gurnam Singh",
        "witness_statement": "The family lives in the village and works for daily wages.",
        "assessed_income": str(assessed),
        "flagged": "false",
    }
    if assessed != sample.wages:
        report["difference_reason"] = "The eldest son works in a factory; his wages were left out."
    return report


def _officer(person: Any) -> Actor:
    known = offices.officer(officer_id=person)
    return Actor(
        Kind.OFFICER,
        person=person,
        name=known.name.en,
        name_pa=known.name.pa,
        posts=actors.holdings_of(person),
    )
