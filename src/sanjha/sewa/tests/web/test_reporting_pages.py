"""Reports of the field on a phone, and the document before it is signed."""

from sanjha.sewa.models import Decision
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.tests.factories import a_jpeg, bring_to, decide, make_application, open_task, report_data
from sanjha.sewa.tests.web.visitor import Visitor

REPORT = {
    "report_number": "17/2026",
    "enquiry_date": "23-11-2026",
    "found_residing": "true",
    "witness_role": "LAMBARDAR",
    "witness_name": "Gurnam Singh",
    "witness_statement": "The family lives by daily wages.",
    "assessed_income": "1,20,000",
    "flagged": "false",
}


def address(application):
    return f"/desk/cases/{application.pk}/"


def open_case(person, application):
    visitor = Visitor(person)
    return visitor, visitor.get(address(application))


def test_the_patwari_reports_with_photo_and_place(operator, patwari):
    application = make_application(operator, at="verification")
    desk, page = open_case(patwari, application)
    order = [each.get("id") for each in page.find("//section[@aria-labelledby]") if each.get("id")]
    assert order[0] == "decision"
    assert page.find("//a[starts-with(@href, 'tel:')]")
    assert page.find("//input[@name='_photo']/@capture") == ["environment"]
    place = {"location.latitude": "30.3012", "location.longitude": "75.4623", "location.accuracy": "12"}
    photo = ("house.jpg", a_jpeg(), "image/jpeg")
    page = desk.send(page, "decide", REPORT | place, files={"_photo": photo})
    assert page.path == "/desk/"
    assert open_task(application).step == "decision"
    report = Decision.objects.get(kind="VERIFY").report
    assert report["location"]["latitude"] is not None
    assert report["photo"] in {paper.blob for paper in attachments_of(application.pk)}


def test_a_wrong_report_keeps_everything_and_the_photo(operator, patwari):
    application = make_application(operator, at="verification")
    desk, page = open_case(patwari, application)
    wrong = REPORT | {"enquiry_date": "31-02-2026", "assessed_income": "much"}
    photo = ("house.jpg", a_jpeg(), "image/jpeg")
    page = desk.send(page, "decide", wrong, files={"_photo": photo})
    assert page.status == 422
    assert len(page.problems()) == 2
    assert page.beside("f-enquiry_date")
    assert page.beside("f-assessed_income")
    assert page.value("witness_statement") == REPORT["witness_statement"]
    assert "A photo is kept." in page.main()
    page = desk.send(page, "decide", REPORT)
    assert page.path == "/desk/"
    assert Decision.objects.get(kind="VERIFY").report["photo"]


def test_a_refused_photo_is_told_and_the_report_stays(operator, patwari):
    application = make_application(operator, at="verification")
    desk, page = open_case(patwari, application)
    page = desk.send(page, "decide", REPORT, files={"_photo": ("x.jpg", b"nonsense", "image/jpeg")})
    assert page.status == 422
    assert "by its content" in page.problems()[0]
    assert page.value("report_number") == "17/2026"
    assert open_task(application).step == "verification"


def test_the_report_asks_for_reasons_when_the_income_differs(operator, patwari):
    application = make_application(operator, at="verification")
    desk, page = open_case(patwari, application)
    assert not page.find("//*[@name='difference_reason']")
    page = desk.send(page, "decide", REPORT | {"assessed_income": "2,00,000"}, button="refresh")
    assert page.status == 200
    assert page.find("//*[@name='difference_reason']")
    assert page.value("witness_name") == "Gurnam Singh"


def test_the_document_is_seen_before_it_is_signed(operator, tehsildar):
    application = make_application(operator, at="decision")
    desk, page = open_case(tehsildar, application)
    task = open_task(application)
    assert page.find(f"//button[@formaction='/desk/tasks/{task.pk}/preview/']")
    shown = desk.post(f"/desk/tasks/{task.pk}/preview/", {"_action": "APPROVE"})
    assert shown.status == 200
    assert "SPECIMEN" in shown.words
    assert "1,20,000" in shown.words
    assert "ਤਸਦੀਕ ਕੀਤਾ ਜਾਂਦਾ ਹੈ" in shown.words
    assert tehsildar.actor.name in shown.words
    assert open_task(application) == task
    other = {"certified_income": "90,000", "certified_reason": "One member has moved out."}
    assert "90,000" in desk.post(f"/desk/tasks/{task.pk}/preview/", other).words
    wrong = desk.post(f"/desk/tasks/{task.pk}/preview/", {"certified_income": "much"})
    assert wrong.status == 422
    assert wrong.value("certified_income") == "much"
    assert desk.get(f"/desk/tasks/{task.pk}/preview/").path == address(application)


def test_nobody_else_previews_the_document(operator, dealing_hand, sdm):
    application = make_application(operator, at="decision")
    task = open_task(application)
    assert Visitor(dealing_hand).status(f"/desk/tasks/{task.pk}/preview/", "post") == 422
    assert Visitor(sdm).status(f"/desk/tasks/{task.pk}/preview/", "post") == 404


def test_a_report_of_the_kanungo_is_read_by_the_tehsildar(operator, tehsildar):
    application = make_application(operator, at="verification")
    decide(
        None,
        application,
        "REPORT",
        report=report_data(assessed_income=200000, difference_reason="The wages were higher than told."),
    )
    bring_to(application, "decision")
    _desk, page = open_case(tehsildar, application)
    assert "Opinion of the Kanungo" in page.main()
    assert "The wages were higher than told." in page.main()
