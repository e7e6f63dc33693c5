"""Papers, a last look and the fee at home: nothing is sent unfinished, unpaid or twice."""

import pytest

from sanjha.sewa.models import Application, Attachment, OnlinePayment
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.tests.factories import attach, income_data, make_draft
from sanjha.sewa.tests.web.conftest import MOBILE
from sanjha.sewa.web.portal import views_finish

SCRIPT = "<script>alert(1)</script>"


def filled(amarjit, resident, **values):
    """A draft of the citizen with the whole form, as the register has the person."""
    data = income_data("Amarjit")
    data["applicant"] |= {
        "name_en": "Amarjit Singh",
        "name_pa": "ਅਮਰਜੀਤ ਸਿੰਘ",
        "born_on": "1980-01-31",
        "gender": "M",
        "mobile": MOBILE,
    }
    return make_draft(amarjit, data=data | values.pop("data", {}), channel="PORTAL", **values)


def test_missing_papers_stop_the_way_on(home, amarjit, resident):
    draft = filled(amarjit, resident, documents=())
    page = home.get(f"/my/drafts/{draft.pk}/papers/")
    page = home.send(page, "next", {"_next": "1"})
    assert page.status == 422
    assert "needed" in page.beside("id_file-ID_RESIDENCE")
    page = home.get(f"/my/drafts/{draft.pk}/check/")
    assert "Papers are missing." in page.main()
    assert page.find("//form[@id='send']//button[@disabled]")


@pytest.mark.parametrize("content", [b"", b"MZ program", SCRIPT.encode()])
def test_a_refused_upload_stands_beside_its_paper(home, amarjit, resident, content):
    draft = filled(amarjit, resident, documents=())
    page = home.get(f"/my/drafts/{draft.pk}/papers/")
    page = home.send(page, "paper-ID_RESIDENCE", files={"file": ("x.pdf", content, "application/pdf")})
    assert page.status == 422
    assert page.beside("id_file-ID_RESIDENCE")
    assert not Attachment.objects.exists()


def test_a_paper_is_taken_off_again(home, amarjit, resident):
    draft = filled(amarjit, resident, documents=())
    paper = attach(amarjit, draft.pk)
    page = home.get(f"/my/drafts/{draft.pk}/papers/")
    home.press(page, f"/papers/{paper.pk}/remove/")
    assert attachments_of(draft.pk) == []


def test_sending_unfinished_pages_says_which(home, amarjit, resident):
    draft = filled(amarjit, resident, data={"purpose": ""})
    page = home.get(f"/my/drafts/{draft.pk}/check/")
    assert "Some pages are not finished yet" in page.main()
    assert page.has_link(f"/my/drafts/{draft.pk}/form/purpose/")
    page = home.post(f"/my/drafts/{draft.pk}/check/")
    assert page.status == 422
    assert not OnlinePayment.objects.exists()


def test_another_name_than_the_registered_one_is_refused_with_its_page(home, amarjit, resident):
    draft = filled(amarjit, resident)
    changed = {**draft.data, "applicant": {**draft.data["applicant"], "name_en": "Somebody Else"}}
    save_draft(actor=amarjit.actor, data=changed, draft_id=draft.pk)
    page = home.send(home.get(f"/my/drafts/{draft.pk}/check/"), "send")
    assert page.status == 422
    assert any("register of residents says otherwise" in each for each in page.problems())
    assert page.has_link(f"/my/drafts/{draft.pk}/form/applicant/")
    assert not Application.objects.exists()


def test_sending_twice_sends_once(home, amarjit, resident):
    draft = filled(amarjit, resident)
    page = home.send(home.get(f"/my/drafts/{draft.pk}/check/"), "send")
    first = home.send(page, "pay")
    second = home.send(page, "pay")
    application = Application.objects.get()
    assert first.path == f"/acknowledgements/{application.pk}/"
    assert second.path == f"/my/applications/{application.pk}/"
    for place in ("form/applicant/", "papers/", "check/", "pay/"):
        assert home.get(f"/my/drafts/{draft.pk}/{place}").path == f"/my/applications/{application.pk}/"


def test_without_a_gateway_nothing_is_sent(home, amarjit, resident, monkeypatch):
    draft = filled(amarjit, resident)
    monkeypatch.setattr(views_finish, "conf", type("Conf", (), {"demo": False}))
    page = home.post(f"/my/drafts/{draft.pk}/pay/")
    assert page.status == 422
    assert "The fee has not been paid yet." in page.main()
    assert not Application.objects.exists()
