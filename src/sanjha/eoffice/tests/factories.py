"""Officers and files for tests, made by the operations that the desks use."""

from datetime import date
from io import BytesIO

import pikepdf
from django.test import Client

from sanjha.eoffice.models import CorrespondenceItem, Movement, PersonalStaff
from sanjha.eoffice.operations.decide_closing import decide_closing
from sanjha.eoffice.operations.open_file import Cover, open_file
from sanjha.eoffice.operations.propose_closing import propose_closing
from sanjha.eoffice.operations.read_file import read_file
from sanjha.eoffice.operations.record_file import record_file
from sanjha.eoffice.operations.send_file import Way, send_file
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import blobs
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.offices.holdings import holdings_of
from sanjha.offices.models import Post, Tenure
from sanjha.offices.operations.load_demo_offices import demo_id


def post(code):
    return demo_id("post", code)


def officer_of(code):
    """Who holds the post of the demonstration, as an actor."""
    tenure = Tenure.objects.select_related("officer").get(post__code=code, capacity="SUBSTANTIVE")
    return Actor(
        Kind.OFFICER,
        account=new_id(),
        person=tenure.officer_id,
        name=tenure.officer.name_en,
        name_pa=tenure.officer.name_pa,
        posts={held.post: held for held in holdings_of(tenure.officer_id)},
    )


def client_of(actor):
    """A browser in which the officer is signed in."""
    client = Client()
    sign_in_officer(client, officer_id=actor.person, name=Text(actor.name, actor.name_pa))
    return client


def own_post(actor):
    return next(iter(actor.posts))


def make_file(actor, subject="Reorganisation of patwar circles", head="A-11011", **cover):
    return open_file(cover=Cover(subject=subject, head=head, **cover), post=own_post(actor), actor=actor)


def forward(file, sender, receiver, words="Submitted for approval.", **way):
    """Send the file on with a note, as the receiver opens it."""
    movement = send_file(
        file_id=file.pk,
        post=own_post(sender),
        to_post=own_post(receiver),
        actor=sender,
        way=Way(body=f"<p>{words}</p>", **way),
    )
    read_file(file_id=file.pk, actor=receiver)
    return movement


def where(file):
    """The open movement."""
    return Movement.objects.get(file=file, closed_at__isnull=True)


def personal_staff(staff, officer):
    return PersonalStaff.objects.create(
        staff_post=own_post(staff),
        officer_post=own_post(officer),
        from_date=date(2026, 1, 1),
        order_number="REV/EST/2026/1",
    )


def closed(code):
    """The post, closed."""
    Post.objects.filter(code=code).update(is_active=False)
    return post(code)


def pdf(pages=1):
    """A scan of so many empty pages."""
    made, target = pikepdf.new(), BytesIO()
    for _page in range(pages):
        made.add_blank_page()
    made.save(target)
    return target.getvalue()


def close(file, proposer, approver):
    """The file, closed on the proposal of the one who holds it."""
    proposal = propose_closing(
        file_id=file.pk, post=own_post(proposer), reason="Action is complete", actor=proposer
    )
    decide_closing(closing_id=proposal.pk, post=own_post(approver), approved=True, actor=approver)
    file.refresh_from_db()
    return file


def recorded(actors, record_class="C", subject="Old matter", scan=b""):
    """A file with two notes and, if given, a scan: closed, and sent to the record room by `actors` (three)."""
    proposer, approver, keeper = actors
    file = make_file(proposer, subject)
    if scan:
        CorrespondenceItem.objects.create(
            file=file, serial=1, kind="RECEIPT", title="Letter", page_from=1, page_to=1, blob=blobs.put(scan),
            media_type="application/pdf", added_by=file.opened_by, added_at=file.opened_at,
        )  # fmt: skip
    forward(file, proposer, approver, "Submitted for approval.")
    forward(file, approver, proposer, "Approved.")
    close(file, proposer, approver)
    record_file(file_id=file.pk, post=own_post(keeper), record_class=record_class, actor=keeper)
    file.refresh_from_db()
    return file
