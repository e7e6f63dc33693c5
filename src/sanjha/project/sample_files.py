"""Files of the demonstration in every stage, made by the operations that the desks use. Invented throughout."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sanjha.eoffice import markup
from sanjha.eoffice.models import File, Priority
from sanjha.eoffice.operations.open_file import Cover, open_file
from sanjha.eoffice.operations.park_file import park_file
from sanjha.eoffice.operations.read_file import read_file
from sanjha.eoffice.operations.send_file import Way, return_file, send_file
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.ids import new_id
from sanjha.offices import contract as offices
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.project.sample_letters import CLERK, draft_on_the_way, load_sample_letters

BRANCH = "REV-HQ-REV2"
SA, SUPDT, US, JS = f"{BRANCH}/SA1", f"{BRANCH}/SUPDT", "REV-HQ/US-REV2", "REV-HQ/JS"
HOLDERS = {SA: "PB0075", SUPDT: "PB0074", US: "PB0073", JS: "PB0072"}

Step = tuple[str, str, str, str, int, int | None]
"""From whose desk, to whose ("" returns it), the language and words of the note, the priority, days until it is due."""

STORIES: Sequence[tuple[str, str, Sequence[Step]]] = (
    (
        "Reorganisation of patwar circles, tehsil Dinanagar (Gurdaspur)",
        "A-11011",
        (
            (SA, SUPDT, "pa", "ਡਿਪਟੀ ਕਮਿਸ਼ਨਰ, ਗੁਰਦਾਸਪੁਰ ਦੀ ਤਜਵੀਜ਼ ਅਨੁਸਾਰ 41 ਪਟਵਾਰ ਹਲਕਿਆਂ ਨੂੰ 36 ਵਿੱਚ ਪੁਨਰਗਠਿਤ ਕੀਤਾ ਜਾਣਾ ਹੈ।\n\nਸਰਕਾਰ ਦੀ ਪ੍ਰਵਾਨਗੀ ਲੋੜੀਂਦੀ ਹੈ ਜੀ।", Priority.IMMEDIATE, 1),
            (SUPDT, US, "en", "Note 1 above may kindly be perused. Finance has concurred; no new posts are created.\n\nThe proposal is submitted for approval.", Priority.IMMEDIATE, 1),
        ),
    ),
    (
        "Flood relief: special girdawari report, district Fazilka",
        "C-13021",
        (
            (SA, SUPDT, "pa", "ਡੀ.ਸੀ. ਫ਼ਾਜ਼ਿਲਕਾ ਦੀ ਵਿਸ਼ੇਸ਼ ਗਿਰਦਾਵਰੀ ਰਿਪੋਰਟ ਪ੍ਰਾਪਤ ਹੋਈ ਹੈ। 18 ਪਿੰਡ ਪ੍ਰਭਾਵਿਤ ਹਨ।", Priority.PRIORITY, 3),
            (SUPDT, US, "en", "The report covers 18 villages and 2,140 acres. Submitted for orders on relief.", Priority.PRIORITY, 3),
        ),
    ),
    (
        "CWP on delay in mutation: reply on behalf of the State",
        "D-14015",
        (
            (SA, SUPDT, "en", "Notice has been received for the next hearing. A reply on behalf of the State is to be filed.", Priority.COURT, 2),
            (SUPDT, "", "en", "Please add the dates on which each mutation was entered and sanctioned.", Priority.COURT, 2),
        ),
    ),
    (
        "Stamp duty remission for women buyers: note on impact",
        "E-15032",
        (
            (SA, SUPDT, "en", "Figures of registration of the last three years are placed on the file.", Priority.ORDINARY, 9),
            (SUPDT, US, "hi", "टिप्पणी 1 का अवलोकन करें। प्रभाव का अनुमान वित्त विभाग को भेजा जाना है।", Priority.ORDINARY, 9),
            (US, JS, "en", "The estimate may be sent to Finance for advice.", Priority.ORDINARY, 9),
        ),
    ),
)  # fmt: skip
PARKED = ("Lease renewals of fard kendras, Ludhiana (East)", "B-12013")


def load_sample_files() -> int:
    """Open the files and move them, once; nothing where files are. Returns how many were opened."""
    if File.objects.exists():
        return 0
    begun = clock.now() - timedelta(days=6)
    for number, (subject, head, steps) in enumerate(STORIES):
        _tell(subject, head, steps, begun + timedelta(hours=5 * number))
    _park(begun)
    return len(STORIES) + 1


def load_letters() -> int:
    """The letters of these files."""
    return load_sample_letters(officer_at(US, HOLDERS[US]), officer_at(*CLERK))


def officer_at(post: str, number: str) -> Actor:
    """The officer of the demonstration as an actor."""
    officer = offices.officer(officer_id=demo_id("officer", number))
    held = offices.holdings_of(officer_id=officer.id)
    return Actor(
        Kind.OFFICER,
        account=new_id(),
        person=officer.id,
        name=officer.name.en,
        name_pa=officer.name.pa,
        posts={holding.post: holding for holding in held},
    )


def _tell(subject: str, head: str, steps: Sequence[Step], begun: datetime) -> None:
    with clock.frozen(begun):
        opener = officer_at(SA, HOLDERS[SA])
        file = open_file(cover=Cover(subject=subject, head=head), post=demo_id("post", SA), actor=opener)
    for hours, (sender, receiver, language, words, priority, days) in enumerate(steps, start=1):
        with clock.frozen(begun + timedelta(hours=20 * hours)):
            actor = officer_at(sender, HOLDERS[sender])
            read_file(file_id=file.pk, actor=actor)
            draft_on_the_way(file, sender, actor)
            way = Way(
                priority=priority,
                due_date=(begun + timedelta(days=6 + days)).date() if days else None,
                body=markup.from_plain(words),
                language=language,
            )
            if receiver:
                send_file(
                    file_id=file.pk,
                    post=demo_id("post", sender),
                    to_post=demo_id("post", receiver),
                    actor=actor,
                    way=way,
                )
            else:
                return_file(file_id=file.pk, post=demo_id("post", sender), actor=actor, way=way)


def _park(begun: datetime) -> None:
    subject, head = PARKED
    post = demo_id("post", SA)
    with clock.frozen(begun):
        actor = officer_at(SA, HOLDERS[SA])
        file = open_file(cover=Cover(subject=subject, head=head), post=post, actor=actor)
        park_file(
            file_id=file.pk,
            post=post,
            remarks="Awaiting the report of the Director, Land Records",
            actor=actor,
            wake_on=clock.today() + timedelta(days=20),
        )
