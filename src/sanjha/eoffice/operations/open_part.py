"""Open a part file while the main file is away, or the next volume of a file that has grown bulky."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_life
from sanjha.eoffice.events import FileOpened
from sanjha.eoffice.models import Act, File, FileLink
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hand_at, hands_of
from sanjha.kernel import audit, clock, events, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError

LONGEST_NUMBER = 100
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def open_part(*, file_id: UUID, post: UUID, actor: Actor) -> File:
    """Open the next part ("/Pt-1") of a main file that is with somebody else; it has notes of its own.

    Raises NotPermitted for another branch, DomainError while the main file is at hand or no longer active.
    """
    hand = _hand(actor, file_id, post)
    with transaction.atomic(durable=True):
        main, movement = ledger.lock_file(file_id)
        _check(main, hand)
        rules.check_active(main)
        rules_life.check_away(movement, set(hands_of(actor)))
        sequence = _last(main, File.Kind.PART) + 1
        part = _made(main, File.Kind.PART, sequence, f"{main.number}/Pt-{sequence}", hand)
        _opened(part, hand, actor)
    return part


def open_volume(*, file_id: UUID, post: UUID, actor: Actor) -> File:
    """Open the next volume ("/Vol-II"); notes, serials and pages go on. The volume before lies at the same desk."""
    hand = _hand(actor, file_id, post)
    with transaction.atomic(durable=True):
        main, _movement = ledger.lock_file(file_id)
        _check(main, hand)
        last = _last(main, File.Kind.VOLUME)
        before = File.objects.get(main=main, kind=File.Kind.VOLUME, sequence=last) if last else main
        rules.check_active(before)
        rules.check_is_with(ledger.open_movement(before.pk), post)
        number = f"{main.number}/Vol-{roman(last + 2)}"
        volume = _made(main, File.Kind.VOLUME, last + 1, number, hand)
        FileLink.objects.create(
            file=volume,
            to=before,
            kind=FileLink.Kind.PREVIOUS,
            made_by=hand.signatory,
            made_at=volume.opened_at,
        )
        _opened(volume, hand, actor)
    return volume


def roman(number: int) -> str:
    """A small number as it stands on a cover: 4 is IV."""
    text = ""
    for value, sign in _ROMAN:
        text, number = text + sign * (number // value), number % value
    return text


def _hand(actor: Actor, file_id: UUID, post: UUID) -> Hand:
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.OPEN_FILE)
    return hand


def _check(main: File, hand: Hand) -> None:
    rules_life.check_is_main(main)
    rules_life.check_of_branch(main, hand.office_code)


def _last(main: File, kind: File.Kind) -> int:
    last = (
        File.objects.filter(main=main, kind=kind).order_by("-sequence").values_list("sequence", flat=True)
    ).first()
    return last or 0


def _made(main: File, kind: File.Kind, sequence: int, number: str, hand: Hand) -> File:
    if len(number) > LONGEST_NUMBER:
        raise DomainError(_("A number has 3 to 100 letters."), code="number")
    return File.objects.create(
        computer_number=int(numbers.allot("eoffice.computer-number", template="{number}")),
        number=number,
        scheme=main.scheme,
        kind=kind,
        medium=main.medium,
        grading=main.grading,
        branch=main.branch,
        offices=main.offices,
        head=main.head,
        year=main.year,
        subject=main.subject,
        category=main.category,
        main=main,
        sequence=sequence,
        opened_by=hand.signatory,
        opened_at=clock.now(),
    )


def _opened(file: File, hand: Hand, actor: Actor) -> None:
    movement = ledger.begin(
        file=file, post=hand.post, title=hand.signatory.title, sender=hand.signatory, at=file.opened_at
    )
    audit.record(actor, "FILE_OPENED", stream=file.pk, rows=[file, movement], number=file.number)
    events.publish(
        FileOpened(file.pk, file.number, file.computer_number, file.branch, hand.post, file.opened_at)
    )
