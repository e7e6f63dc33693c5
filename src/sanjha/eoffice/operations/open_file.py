"""Open a file under a head of the department, with the next number of the branch."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules
from sanjha.eoffice.events import FileOpened
from sanjha.eoffice.models import Act, File, Grading, NumberTemplate, SubjectHead
from sanjha.eoffice.queries.cut_over import check_paper_allowed
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock, events, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import normalise
from sanjha.offices import contract as offices

USUAL_TEMPLATE = "{head}/{serial}/{year}-{branch}"
"""Where a department has set no template of its own."""


@dataclass(frozen=True)
class Cover:
    """What stands on the cover. `number` is given by hand in the free scheme only, `head` in the others."""

    subject: str
    scheme: str = File.Scheme.FUNCTIONAL
    head: str = ""
    number: str = ""
    grading: int = Grading.NORMAL
    category: str = ""
    medium: str = File.Medium.ELECTRONIC


@dataclass(frozen=True)
class Place:
    """Where a file is opened: the desk, its office with all offices above, and the department's template."""

    hand: Hand
    offices: list[UUID]
    department: str
    template: str


def open_file(*, cover: Cover, post: UUID, actor: Actor) -> File:
    """Open a main file at the desk of `post`; it lies there. Computer number and serial run without gaps.

    The year is the calendar year. Raises NotPermitted unless the actor may open files at that desk, DomainError for a
    subject that says nothing, an unknown head, or a free number that is taken.
    """
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.OPEN_FILE)
    place = place_of(hand, cover.scheme)
    if cover.medium == File.Medium.PAPER:
        check_paper_allowed(place.department, hand.office_code, clock.today())
    subject = rules.subject_of(cover.subject)
    head = _head(cover, place.department)
    with transaction.atomic(durable=True):
        at = clock.now()
        serial, number = _number(cover, place, at.year)
        file = File.objects.create(
            computer_number=int(numbers.allot("eoffice.computer-number", template="{number}")),
            number=number,
            scheme=cover.scheme,
            grading=cover.grading,
            branch=hand.office_code,
            offices=place.offices,
            head=head,
            serial=serial,
            year=at.year,
            subject=subject,
            category=cover.category,
            medium=cover.medium,
            opened_by=hand.signatory,
            opened_at=at,
        )
        movement = ledger.begin(
            file=file, post=post, title=hand.signatory.title, sender=hand.signatory, at=at
        )
        audit.record(actor, "FILE_OPENED", stream=file.pk, rows=[file, movement], number=number)
        events.publish(FileOpened(file.pk, number, file.computer_number, file.branch, post, at))
    return file


def place_of(hand: Hand, scheme: str) -> Place:
    """What the register of offices and the department's settings say of the desk."""
    office = offices.office(office_id=hand.office)
    known = NumberTemplate.objects.filter(department=office.department, scheme=scheme).first()
    return Place(
        hand=hand,
        offices=offices.chain_of(office_id=hand.office),
        department=office.department,
        template=known.template if known else USUAL_TEMPLATE,
    )


def _head(cover: Cover, department: str) -> str:
    if cover.scheme == File.Scheme.FREE:
        return ""
    if not SubjectHead.objects.filter(department=department, code=cover.head, ended_at__isnull=True).exists():
        raise DomainError(_("Choose a head of the department."), code="unknown-head", field="head")
    return cover.head


def _number(cover: Cover, place: Place, year: int) -> tuple[int | None, str]:
    if cover.scheme == File.Scheme.FREE:
        number = normalise(cover.number, field="number")
        if not 3 <= len(number) <= 100:
            raise DomainError(_("A number has 3 to 100 letters."), code="number", field="number")
        if File.objects.filter(number=number).exists():
            raise DomainError(_("Another file has this number."), code="number-taken", field="number")
        return None, number
    branch = place.hand.office_code
    serial = int(numbers.allot(f"eoffice.file/{branch}/{cover.head}/{year}", template="{number}"))
    return serial, place.template.format(
        head=cover.head, serial=serial, year=year, branch=branch, department=place.department
    )
