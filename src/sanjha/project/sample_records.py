"""The life of the demonstration's files beyond noting: bound, closed, recorded, held, released. Invented throughout."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf

from sanjha.eoffice import markup, paper_lists
from sanjha.eoffice.models import File, Grading, PaperBundle
from sanjha.eoffice.operations.attach_file import attach_file
from sanjha.eoffice.operations.decide_closing import decide_closing
from sanjha.eoffice.operations.draw_weeding_list import draw_weeding_list
from sanjha.eoffice.operations.give_clearance import give_clearance
from sanjha.eoffice.operations.hold_file import hold_file
from sanjha.eoffice.operations.link_files import link_files
from sanjha.eoffice.operations.migrate_paper_files import migrate_paper_files
from sanjha.eoffice.operations.open_file import Cover, open_file
from sanjha.eoffice.operations.open_part import open_part
from sanjha.eoffice.operations.propose_closing import propose_closing
from sanjha.eoffice.operations.record_file import record_file
from sanjha.eoffice.operations.regrade_file import regrade_file
from sanjha.eoffice.operations.release_notes import Choice, release_notes
from sanjha.eoffice.operations.requisition_file import requisition_file
from sanjha.eoffice.operations.review_record import review_record
from sanjha.eoffice.operations.send_file import Way, send_file
from sanjha.eoffice.operations.set_cut_over import give_exception, set_cut_over
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.project.sample_files import HOLDERS, JS, SA, SUPDT, US, officer_at

RECORDS = "REV-HQ/RECORDS"
RECORDS_OFFICER = "PB0079"
PAPER = (
    ("ਮਾਲ-2/71/1998", "Lease of evacuee land, village Pharwahi", "1998", "6", 4, 2),
    ("REV-II/12/2003", "Nazool land: transfer to the Municipal Council", "2003", "9", 5, 3),
    ("REV-II/40/2009", "Consolidation of holdings, village Badra", "2009", "7", 3, 4),
)


def load_sample_records() -> int:
    """Bind, close, record and release some files, once. Returns how many files were touched."""
    if PaperBundle.objects.exists() or not File.objects.exists():
        return 0
    _take_paper_over()
    told = [_bind(), _close_and_record(), _ripe(), _graded(), _released()]
    _change_from_paper()
    return sum(told) + len(PAPER)


def _who(post: str) -> Actor:
    return officer_at(post, HOLDERS.get(post, RECORDS_OFFICER))


def _open(subject: str, head: str) -> File:
    return open_file(cover=Cover(subject=subject, head=head), post=demo_id("post", SA), actor=_who(SA))


def _send(file: File, sender: str, receiver: str, words: str) -> None:
    send_file(
        file_id=file.pk,
        post=demo_id("post", sender),
        to_post=demo_id("post", receiver),
        actor=_who(sender),
        way=Way(body=markup.from_plain(words)),
    )


def _scan(pages: int) -> bytes:
    made, target = pikepdf.new(), BytesIO()
    for _page in range(pages):
        made.add_blank_page()
    made.save(target)
    return target.getvalue()


def _take_paper_over() -> None:
    rows = [",".join(paper_lists.COLUMNS)]
    scans: dict[str, bytes] = {}
    for line, (number, subject, year, pages, notes, letters) in enumerate(PAPER):
        rows.append(f'{number},"{subject}",{year},,{pages},n{line}.pdf,c{line}.pdf')
        scans |= {f"n{line}.pdf": _scan(notes), f"c{line}.pdf": _scan(letters)}
    rows.append("REV-II/41/2009,Consolidation of holdings,2009,,7,missing.pdf,")
    migrate_paper_files(
        name="Almirah 4, shelf 2",
        counted=5,
        lines=paper_lists.lines_of("\n".join(rows).encode()),
        scans=scans,
        post=demo_id("post", SA),
        actor=_who(SA),
    )


def _bind() -> int:
    main, inner = (
        _open("Creation of sub-tehsil Sehna", "A-11011"),
        _open("Estimate of cost: building of sub-tehsil Sehna", "A-11011"),
    )
    other = _open("Creation of sub-tehsil Mehal Kalan: earlier decision", "A-11011")
    desk: dict[str, Any] = {"post": demo_id("post", SA), "actor": _who(SA)}
    link_files(file_id=main.pk, to=other.pk, kind="PREVIOUS", reason="Decided alike", **desk)
    attach_file(file_id=inner.pk, to=main.pk, reason="Cost is part of the proposal", **desk)
    _send(main, SA, SUPDT, "The proposal with its estimate is submitted.")
    open_part(file_id=main.pk, **desk)
    return 3


def _close(file: File, approve: bool) -> None:
    proposal = propose_closing(
        file_id=file.pk, post=demo_id("post", SA), reason="Action is complete", actor=_who(SA)
    )
    if approve:
        decide_closing(closing_id=proposal.pk, post=demo_id("post", SUPDT), approved=True, actor=_who(SUPDT))


def _noted(subject: str, head: str) -> File:
    file = _open(subject, head)
    _send(file, SA, SUPDT, "Submitted for approval.")
    _send(file, SUPDT, SA, "Approved. Inform the Deputy Commissioner.")
    return file


def _record(file: File, record_class: str) -> None:
    record_file(
        file_id=file.pk,
        post=demo_id("post", RECORDS),
        record_class=record_class,
        location="Record room, almirah 12",
        actor=_who(RECORDS),
    )


def _close_and_record() -> int:
    proposed = _noted("Fee for copies of jamabandi: representation", "B-12013")
    _close(proposed, approve=False)
    _close(_noted("Repair of patwarkhana, village Naiwala", "B-12013"), approve=True)
    kept = _noted("Boundary of villages Moom and Raisar", "B-12013")
    _close(kept, approve=True)
    _record(kept, "A")
    hold_file(
        file_id=kept.pk,
        post=demo_id("post", RECORDS),
        ground="COURT",
        reference="CWP 4711 of 2026",
        actor=_who(RECORDS),
    )
    requisition_file(
        number=kept.number,
        post=demo_id("post", US),
        purpose="Reply to the High Court",
        until=clock.today() + timedelta(days=14),
        actor=_who(US),
    )
    return 3


def _ripe() -> int:
    """Class C, of which a review said that nobody needs them any more."""
    done = []
    for subject in ("Furniture for the branch, 2015", "Holiday duty roster, 2015"):
        file = _noted(subject, "A-11011")
        _close(file, approve=True)
        _record(file, "C")
        review_record(
            file_id=file.pk,
            post=demo_id("post", RECORDS),
            outcome="WEED",
            remarks="Of no further use",
            actor=_who(RECORDS),
        )
        done.append(file)
    draw_weeding_list(
        file_ids=[done[0].pk], post=demo_id("post", SUPDT), reason="Of no further use", actor=_who(SUPDT)
    )
    return len(done)


def _graded() -> int:
    for post in (SUPDT, US):
        give_clearance(
            officer=demo_id("officer", HOLDERS[post]),
            grading=Grading.SECRET,
            order_number="HOME/2026/17",
            actor=_who(RECORDS),
        )
    file = _open("Complaint against an official: preliminary inquiry", "A-11011")
    _send(file, SA, SUPDT, "A complaint has been received.")
    regrade_file(
        file_id=file.pk,
        post=demo_id("post", SUPDT),
        grading=Grading.CONFIDENTIAL,
        reason="Names of witnesses",
        actor=_who(SUPDT),
    )
    return 1


def _released() -> int:
    file = _open("Relief to a family of Dhanaula: house damaged by rain", "C-13021")
    _send(
        file,
        SA,
        SUPDT,
        "Shri Ram Lal, aged 61, has asked for relief; his illness is described in the application.\n\n"
        "The Patwari has seen the damage. Relief of the usual scale is admissible.",
    )
    release_notes(
        file_id=file.pk,
        post=demo_id("post", SUPDT),
        reference="RTI 77 of 2026",
        choice=Choice(notes=[1], severed_paragraphs={(1, 1): "8(1)(j)"}),
        actor=_who(SUPDT),
    )
    return 1


def _change_from_paper() -> None:
    desk: dict[str, Any] = {"post": demo_id("post", JS), "actor": _who(JS)}
    set_cut_over(from_date=clock.today(), order_number="GAD/2026/9", **desk)
    last = date(clock.today().year + 1, 3, 31)
    give_exception(
        branch="REV-HQ-CRU",
        reason="Old ledgers until they are scanned",
        order_number="GAD/2026/10",
        from_date=clock.today(),
        to_date=last,
        **desk,
    )
