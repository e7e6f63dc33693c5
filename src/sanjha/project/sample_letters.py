"""Letters of the demonstration: a draft in its third version that waits for approval, and one that was issued. Invented."""

from datetime import timedelta

from sanjha.eoffice import markup
from sanjha.eoffice.models import Addressee, Dispatch, Draft, File, Movement
from sanjha.eoffice.operations.approve_draft import approve_draft
from sanjha.eoffice.operations.create_draft import Words, create_draft, edit_draft, submit_draft
from sanjha.eoffice.operations.dispatch_letter import dispatch_letter
from sanjha.eoffice.operations.prepare_letters import prepare_letters
from sanjha.eoffice.operations.read_file import read_file
from sanjha.eoffice.operations.sign_and_issue import sign_and_issue
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.offices.operations.load_demo_offices import demo_id

SA, SUPDT, US, JS = "REV-HQ-REV2/SA1", "REV-HQ-REV2/SUPDT", "REV-HQ/US-REV2", "REV-HQ/JS"
CLERK = ("REV-HQ-REV2/CLERK", "PB0077")
HEAD, ISSUED_HEAD = "A-11011", "C-13021"
SUBJECT = "Reorganisation of patwar circles in tehsil Dinanagar"
TO = (
    Addressee(name="Deputy Commissioner, Gurdaspur", address="District Administrative Complex, Gurdaspur", email="dc.gurdaspur@example.org"),
    Addressee(name="Director, Land Records, Punjab", address="Kapurthala Road, Jalandhar", is_copy=True),
)  # fmt: skip
VERSIONS = {
    SA: "I am to refer to your letter on the subject cited above and to say that the proposal has been examined.\n\nThe 41 patwar circles may be reorganised into 36.",
    SUPDT: "I am to refer to your letter on the subject cited above and to say that the proposal has been examined in consultation with the Finance Department.\n\nThe 41 patwar circles shall be reorganised into 36 from the first day of the next agricultural year.",
    US: "I am directed to refer to your letter on the subject cited above and to say that the proposal has been examined in consultation with the Finance Department.\n\nGovernment approves that the 41 patwar circles be reorganised into 36 from the first day of the next agricultural year. No new post is created.",
}  # fmt: skip
RELIEF = "The special girdawari report of your district has been received. It covers 18 villages and 2,140 acres.\n\nRelief may be paid to the affected cultivators at the rates in force, and a report sent within fifteen days."


def draft_on_the_way(file: File, post: str, actor: Actor) -> None:
    """What the officer at this desk does to the letter of the first file, before the file is sent on."""
    if file.head != HEAD or post not in VERSIONS:
        return
    draft = Draft.objects.filter(file=file).first()
    if draft is None:
        draft = create_draft(
            file_id=file.pk,
            post=demo_id("post", post),
            form=Draft.Form.LETTER,
            language="en",
            signing_post=demo_id("post", US),
            words=_words(post),
            actor=actor,
        )
    else:
        edit_draft(
            draft_id=draft.pk,
            post=demo_id("post", post),
            words=_words(post),
            seen=draft.versions.count(),
            actor=actor,
        )
    if draft.state == Draft.State.EDITING:
        submit_draft(draft_id=draft.pk, post=demo_id("post", post), actor=actor)


def load_sample_letters(under_secretary: Actor, clerk: Actor) -> int:
    """The third version of the draft, and a letter that was approved, signed and dispatched; once. Returns how many letters."""
    if Draft.objects.filter(issue__isnull=False).exists():
        return 0
    files = {
        file.head: file for file in File.objects.filter(head__in=[HEAD, ISSUED_HEAD]).order_by("-serial")
    }
    if not files or not Draft.objects.exists():
        return 0
    prepare_letters()
    last = max(
        Movement.objects.filter(file__in=files.values()).values_list("sent_at", flat=True),
        default=clock.now(),
    )
    with clock.frozen(min(last + timedelta(hours=1), clock.now())):
        read_file(file_id=files[HEAD].pk, actor=under_secretary)
        draft_on_the_way(files[HEAD], US, under_secretary)
    # Signed today: the demonstration's certificates were made today.
    _issued(files[ISSUED_HEAD], under_secretary, clerk)
    return 2


def _issued(file: File, officer: Actor, clerk: Actor) -> None:
    desk = demo_id("post", US)
    read_file(file_id=file.pk, actor=officer)
    to = (
        Addressee(name="Deputy Commissioner, Fazilka", address="District Administrative Complex, Fazilka"),
        Addressee(name="", post=demo_id("post", JS), is_copy=True),
    )
    draft = create_draft(
        file_id=file.pk,
        post=desk,
        form=Draft.Form.LETTER,
        language="en",
        signing_post=desk,
        words=Words("Relief after the floods: special girdawari, Fazilka", markup.from_plain(RELIEF), to),
        actor=officer,
    )
    approve_draft(draft_id=draft.pk, post=desk, version=1, actor=officer)
    issue = sign_and_issue(draft_id=draft.pk, post=desk, actor=officer)
    ways = ((1, Dispatch.Mode.REGISTERED, "RP480911256IN"), (2, Dispatch.Mode.OFFICE, ""))
    for addressee, mode, tracking in ways:
        dispatch_letter(
            issue_id=issue.pk,
            post=demo_id("post", CLERK[0]),
            addressee=addressee,
            mode=mode,
            actor=clerk,
            tracking_number=tracking,
        )


def _words(post: str) -> Words:
    return Words(SUBJECT, markup.from_plain(VERSIONS[post]), TO)
