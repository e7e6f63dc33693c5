"""The income certificate: taken at the counter, checked, verified in the village, approved, in the locker, verified by anybody."""

from sanjha.project.story import income_certificate_offices as offices
from sanjha.project.story import income_certificate_public as public
from sanjha.project.story.story import Story


def tell(story: Story) -> None:
    """Walk all of it. Raises StoryBroken at the first step that does not hold."""
    story.step("The operator takes the application at the counter", lambda: offices.at_the_counter(story))
    story.step("Anybody follows it by its number, without names", lambda: offices.tracked(story))
    story.step("The dealing hand of the tehsil checks and forwards it", lambda: offices.scrutiny(story))
    story.step("The Patwari verifies in the village", lambda: offices.verification(story))
    story.step("The Tehsildar approves", lambda: offices.decision(story))
    story.step("The certificate is made, signed and registered", lambda: offices.issued(story))
    story.step("The citizen finds it in the locker", lambda: public.in_the_locker(story))
    story.step("Anybody verifies it by the file", lambda: public.verified_by_file(story))
    story.step("A changed file is refused", lambda: public.changed_file(story))
    story.step(
        "Anybody verifies it by its number and by its QR code",
        lambda: public.verified_by_number_and_qr(story),
    )
