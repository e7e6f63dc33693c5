"""A rejection needs every paper seen, a ground, and reasons the applicant can read; then the citizen reads them."""

from playwright.sync_api import expect

from sanjha.kernel import clock
from tests.journeys import cast, desk
from tests.journeys.person import Stage
from tests.journeys.taking import take_application

SHOWS_PDF = True

IN_ENGLISH = "The family owns a shop in the town that the declaration leaves out."
IN_PUNJABI = "ਪਰਿਵਾਰ ਦੀ ਸ਼ਹਿਰ ਵਿੱਚ ਦੁਕਾਨ ਹੈ ਜੋ ਘੋਸ਼ਣਾ ਵਿੱਚ ਨਹੀਂ ਦੱਸੀ ਗਈ।"


def test_an_application_is_rejected_with_reasons(stage: Stage) -> None:
    number, case = take_application(stage.base, cast.TO_BE_REFUSED)
    hand = stage.enter("en")
    hand.sign_in_as(cast.DEALING_HAND)
    desk.open_case(hand, number)
    desk.answer(hand, {"_action": "FORWARD"})
    desk.record(hand)
    patwari = stage.enter("pa", phone=True)
    patwari.sign_in_as(cast.PATWARI)
    desk.open_case(patwari, number)
    today = clock.today().strftime("%d-%m-%Y")
    desk.answer(patwari, {**cast.report_of_the_visit("18-r", today), "_action": "REPORT"})
    desk.record(patwari)

    tehsildar = stage.enter("pa")
    tehsildar.sign_in_as(cast.TEHSILDAR)
    desk.open_case(tehsildar, number)
    reject = {"_action": "REJECT", "_grounds": "FALSE_DECLARATION", "_reasons": IN_ENGLISH}
    desk.answer(tehsildar, reject)
    with tehsildar.witness.expecting(422):
        desk.record(tehsildar)
    expect(tehsildar.page.get_by_role("alert")).to_be_visible()
    expect(tehsildar.page.locator("[name=_reasons]")).to_have_value(IN_ENGLISH)
    expect(tehsildar.page.locator("[name=_grounds][value=FALSE_DECLARATION]")).to_be_checked()
    desk.look_at_the_papers(tehsildar)
    desk.answer(tehsildar, {"_reasons": IN_PUNJABI})
    desk.record(tehsildar)

    citizen = stage.enter("pa", phone=True)
    citizen.sign_in_by_mobile(cast.TO_BE_REFUSED.mobile)
    citizen.open(f"/my/applications/{case}/")
    expect(citizen.page.locator("main")).to_contain_text(IN_PUNJABI)
    anybody = stage.enter("en", phone=True)
    anybody.open(f"/track/?number={number}")
    expect(anybody.page.locator("main")).to_contain_text(number)
    expect(anybody.page.locator("main")).not_to_contain_text(cast.TO_BE_REFUSED.name)
