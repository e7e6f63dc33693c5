"""Dak of the demonstration in every stage, made by the operations that the registry and the desks use. Invented throughout."""

from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont

from sanjha.eoffice.dak_rules import Letter
from sanjha.eoffice.models import File, Priority, Receipt, Sender
from sanjha.eoffice.operations.add_paper import NewPaper, add_paper
from sanjha.eoffice.operations.close_receipt import close_receipt
from sanjha.eoffice.operations.diarise_receipt import Entry, diarise_receipt
from sanjha.eoffice.operations.flag_paper import flag_paper
from sanjha.eoffice.operations.follow_up_receipt import follow_up_receipt
from sanjha.eoffice.operations.open_file import Cover, open_file
from sanjha.eoffice.operations.put_in_file import put_in_file
from sanjha.eoffice.operations.read_receipt import read_receipt
from sanjha.eoffice.operations.send_receipt import Marking, send_receipt
from sanjha.eoffice.operations.take_in_mail import take_in_mail
from sanjha.eoffice.scans import Upload
from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.project.sample_files import HOLDERS, SA, SUPDT, US, officer_at

DIARIST = "REV-HQ-CRU/DIARIST"
AT_DESK = {**HOLDERS, DIARIST: "PB0078"}
A4 = (827, 1169)
"""Dots of a page at 100 an inch."""

LETTERS: Sequence[tuple[str, str, str, str, str, int]] = (
    ("Deputy Commissioner, Gurdaspur", "Deputy Commissioner", "DC-GSP/Rev/2026/1187", "Proposal to reorganise patwar circles of tehsil Dinanagar", "pa", Priority.IMMEDIATE),
    ("Deputy Commissioner, Fazilka", "Deputy Commissioner", "FZK/DRO/26/402", "Special girdawari report after the floods, 18 villages", "pa", Priority.PRIORITY),
    ("Advocate General, Punjab", "Additional Advocate General", "AG/CWP/18422/2026", "CWP on delay in mutation: notice for the next hearing", "en", Priority.COURT),
    ("", "Smt. Harjinder Kaur, Barnala", "", "Representation about a mutation pending since March", "pa", Priority.ORDINARY),
    ("Department of Finance", "Under Secretary (Expenditure)", "FD/EXP-3/2026/77", "Advice on remission of stamp duty: figures asked for", "en", Priority.PRIORITY),
    ("Vidhan Sabha Secretariat", "Deputy Secretary", "PVS/Q/2026/311", "Starred question on fard kendras: facts for the reply", "en", Priority.ASSEMBLY),
)  # fmt: skip


def load_sample_receipts() -> int:
    """Diarise six letters and bring each to another stage, once; nothing where receipts are. Returns how many there are."""
    if Receipt.objects.exists():
        return 0
    begun = clock.now() - timedelta(days=2)
    receipts = []
    for number, line in enumerate(LETTERS):
        with clock.frozen(begun + timedelta(hours=number)):
            receipts.append(_diarise(*line))
    with clock.frozen(begun + timedelta(hours=8)):
        _send(receipts[0], DIARIST, SA)
        _send(receipts[1], DIARIST, SUPDT, copies=(US,))
        _send(receipts[2], DIARIST, SA)
        _send(receipts[3], DIARIST, SA)
    with clock.frozen(begun + timedelta(hours=20)):
        _follow_up(receipts[1])
        _close(receipts[3])
        _put_in_a_file(receipts[0], receipts[2])
    take_in_mail(raw=_an_email(), branch="REV-HQ-CRU", actor=SYSTEM)
    return len(receipts)


def a_scan(title: str, lines: Sequence[str], pages: int = 1) -> bytes:
    """A PDF of drawn pages, as a scanner makes it."""
    font = ImageFont.load_default(22)
    drawn = []
    for page in range(1, pages + 1):
        sheet = Image.new("L", A4, 255)
        pen = ImageDraw.Draw(sheet)
        pen.text((70, 70), title, font=font, fill=0)
        for row, line in enumerate(lines):
            pen.text((70, 150 + 44 * row), line, font=font, fill=40)
        pen.text((640, 1100), f"{page} / {pages}", font=font, fill=90)
        drawn.append(sheet)
    kept = BytesIO()
    drawn[0].save(kept, "PDF", resolution=100, save_all=True, append_images=drawn[1:])
    return kept.getvalue()


def _diarise(
    organisation: str, name: str, letter_number: str, subject: str, language: str, priority: int
) -> Receipt:
    today = clock.today()
    scan = a_scan(
        organisation or name,
        [f"No. {letter_number or '-'}", "", "Subject:", subject[:60], "", "(specimen, invented)"],
        2,
    )
    letter = Letter(
        sender=Sender(name=name, organisation=organisation),
        subject=subject,
        received_on=today,
        letter_number=letter_number,
        letter_date=today - timedelta(days=3),
        language=language,
        is_vip=priority == Priority.ASSEMBLY,
    )
    return diarise_receipt(
        entry=Entry(letter=letter, scans=[Upload("letter.pdf", scan)]),
        post=demo_id("post", DIARIST),
        actor=officer_at(DIARIST, AT_DESK[DIARIST]),
    )


def _send(receipt: Receipt, sender: str, receiver: str, copies: Sequence[str] = ()) -> None:
    send_receipt(
        receipt_id=receipt.pk,
        post=demo_id("post", sender),
        marking=Marking(
            to_post=demo_id("post", receiver),
            copies_to=[demo_id("post", copy) for copy in copies],
            due_date=clock.today() + timedelta(days=5),
        ),
        actor=officer_at(sender, AT_DESK[sender]),
    )


def _follow_up(receipt: Receipt) -> None:
    actor = officer_at(SUPDT, AT_DESK[SUPDT])
    read_receipt(receipt_id=receipt.pk, actor=actor)
    follow_up_receipt(
        receipt_id=receipt.pk,
        post=demo_id("post", SUPDT),
        due_on=clock.today() + timedelta(days=3),
        words="Comments of the Director, Land Records",
        actor=actor,
    )


def _close(receipt: Receipt) -> None:
    actor = officer_at(SA, AT_DESK[SA])
    read_receipt(receipt_id=receipt.pk, actor=actor)
    close_receipt(
        receipt_id=receipt.pk,
        post=demo_id("post", SA),
        remarks="Mutation sanctioned; the applicant was told by telephone",
        actor=actor,
    )


def _put_in_a_file(proposal: Receipt, notice: Receipt) -> None:
    """A file of the Senior Assistant with two papers that came as letters and one reference, the first under consideration."""
    actor, post = officer_at(SA, AT_DESK[SA]), demo_id("post", SA)
    cover = Cover(subject="Patwar circles of tehsil Dinanagar: proposal and litigation", head="A-11011")
    file = open_file(cover=cover, post=post, actor=actor)
    for receipt in (proposal, notice):
        put_in_file(receipt_id=receipt.pk, post=post, file_id=file.pk, actor=actor)
    _refer(file, post)
    flag_paper(file_id=file.pk, serial=1, label="PUC", post=post, actor=actor)
    flag_paper(file_id=file.pk, serial=2, label="FR", post=post, actor=actor)


def _refer(file: File, post: UUID) -> None:
    paper = NewPaper(
        title="Standing Order 16: patwar circles (extract)",
        upload=Upload(
            "order.pdf", a_scan("Standing Order 16", ["Extract, invented for the demonstration"], 3)
        ),
    )
    add_paper(file_id=file.pk, post=post, paper=paper, actor=officer_at(SA, AT_DESK[SA]))


def _an_email() -> bytes:
    message = EmailMessage()
    message["From"] = "Tehsildar Dinanagar <tehsildar.dinanagar@example.org>"
    message["To"] = "registry@example.org"
    message["Subject"] = "ਪਟਵਾਰ ਹਲਕਿਆਂ ਦੀ ਸੂਚੀ ਭੇਜਣ ਸਬੰਧੀ"
    message["Message-ID"] = "<sample-1@example.org>"
    message.set_content("ਸ੍ਰੀਮਾਨ ਜੀ,\n\nਮੰਗੀ ਗਈ ਸੂਚੀ ਨਾਲ ਨੱਥੀ ਹੈ।\n\nਤਹਿਸੀਲਦਾਰ, ਦੀਨਾਨਗਰ\n")
    message.add_attachment(
        a_scan("List of patwar circles", ["41 circles (invented)"]),
        maintype="application",
        subtype="pdf",
        filename="circles.pdf",
    )
    return bytes(message)
