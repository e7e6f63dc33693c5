"""The pages of the policy and of the register of exceptions."""

import msgspec
import pytest
from django.test import Client

from sanjha.architecture.models import PolicyComment, PolicyException
from sanjha.architecture.operations.comment_rule import comment_rule
from sanjha.architecture.operations.grant_exception import grant_exception
from sanjha.architecture.policy import policy
from sanjha.architecture.tests.factories import ask, make_application, text_of
from sanjha.identity.testing import sign_in_citizen
from sanjha.kernel import clock
from sanjha.kernel.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
POLICY, EXCEPTIONS = "/architecture/policy/", "/architecture/exceptions/"


def sent(**changed):
    return {
        "rule": "1.1",
        "application": "sewa",
        "reason": "The old system cannot",
        "measure": "Checked by hand each week",
        "until_date": "23-12-2026",
    } | changed


@pytest.mark.parametrize("language", ["en", "pa", "hi"])
def test_every_officer_reads_every_rule_in_every_language(as_clerk, language):
    as_clerk.cookies["sanjha_language"] = language
    shown = text_of(as_clerk.get(POLICY))
    for rule in policy().rules:
        text = text_of(as_clerk.get(f"{POLICY}{rule.number}/"))
        wanted = getattr(rule.text, language).replace("'", "&#x27;")
        assert wanted in shown
        assert wanted in text


def test_the_policy_says_which_check_enforces_what_and_that_it_holds(as_clerk):
    shown = text_of(as_clerk.get(POLICY))
    for words in ("tests/guards/test_facts.py", "holds now", "In consultation", "enforced by people only"):
        assert words in shown
    assert ">fails<" not in shown


def test_a_department_comments_on_a_page(as_clerk, clerk):
    response = as_clerk.post(f"{POLICY}1.1/", {"text": "Our <register> is older"}, follow=True)
    assert response.redirect_chain == [(f"{POLICY}1.1/", 302)]
    assert "Our &lt;register&gt; is older" in text_of(response)
    assert PolicyComment.objects.get().by == clerk.label


def test_what_cannot_be_said_is_explained(as_clerk):
    response = as_clerk.post(f"{POLICY}1.1/", {"text": ""})
    assert response.status_code == 422
    closed = as_clerk.post(f"{POLICY}6.1/", {"text": "Words"})
    assert closed.status_code == 422
    assert text_of(closed).count("Comments are taken while a rule is in consultation.") == 2
    assert not PolicyComment.objects.exists()
    assert as_clerk.get(f"{POLICY}9.9/").status_code == 404


def test_a_comment_on_an_older_text_says_so(as_clerk, clerk, monkeypatch):
    comment_rule(rule="1.1", text="Words", actor=clerk)
    assert "on version 1" not in text_of(as_clerk.get(f"{POLICY}1.1/"))
    whole = policy()
    newer = [msgspec.structs.replace(rule, version=2) for rule in whole.rules]
    changed = msgspec.structs.replace(whole, rules=tuple(newer))
    monkeypatch.setattr("sanjha.architecture.policy.policy", lambda: changed)
    assert "on version 1" in text_of(as_clerk.get(f"{POLICY}1.1/"))


def test_an_exception_is_asked_for_and_granted_by_another(client_of, clerk, architect):
    asking, deciding = client_of(clerk), client_of(architect)
    make_application()
    form = text_of(asking.get(f"{EXCEPTIONS}new/", {"rule": "1.1"}))
    assert 'value="1.1" selected' in form
    assert "EPOS-RATION" in form
    response = asking.post(f"{EXCEPTIONS}new/", sent(application="EPOS-RATION"), follow=True)
    row = PolicyException.objects.get()
    page = f"{EXCEPTIONS}{row.id}/"
    assert response.redirect_chain == [(page, 302)]
    assert "somebody else answers" in text_of(response)
    assert "Grant the exception" not in text_of(response)
    assert "Grant the exception" in text_of(deciding.get(page))
    granted = text_of(deciding.post(f"{page}grant/", {"answer": "Report each month"}, follow=True))
    for words in ("Ends soon", "Report each month", "Granted", "Asked for", "End the exception"):
        assert words in granted
    assert "Ration shops" in text_of(asking.get(EXCEPTIONS))
    assert "Ration shops" in text_of(asking.get(f"{POLICY}1.1/"))
    assert "Ration shops" in text_of(asking.get("/architecture/roadmap/"))


def test_an_exception_is_refused_or_ended_with_a_reason(client_of, clerk, architect):
    deciding = client_of(architect)
    refused, ended = ask(clerk), ask(clerk, rule="1.2")
    assert deciding.post(f"{EXCEPTIONS}{refused.id}/refuse/", {"answer": ""}).status_code == 422
    shown = text_of(
        deciding.post(f"{EXCEPTIONS}{refused.id}/refuse/", {"answer": "Can be kept"}, follow=True)
    )
    assert "Can be kept" in shown
    assert deciding.post(f"{EXCEPTIONS}{refused.id}/grant/", {"answer": "x"}).status_code == 422
    grant_exception(exception_id=ended.id, actor=architect)
    assert deciding.get(f"{EXCEPTIONS}{ended.id}/end/").status_code == 200
    deciding.post(f"{EXCEPTIONS}{ended.id}/end/", {"answer": "Mended"})
    assert "There is no exception" in text_of(deciding.get(EXCEPTIONS))
    shown = text_of(deciding.get(EXCEPTIONS, {"closed": "1"}))
    assert "Refused" in shown
    assert "Ended" in shown


def test_what_has_run_out_stands_in_red(as_clerk, clerk, architect):
    with clock.frozen("2026-11-20T10:00:00+05:30"):
        asked = ask(clerk, until_date=clock.today())
        grant_exception(exception_id=asked.id, actor=architect)
    assert 'class="tag danger">Run out' in text_of(as_clerk.get(EXCEPTIONS))
    assert "Some exceptions have run out" in text_of(as_clerk.get("/architecture/"))
    assert "End the exception" not in text_of(as_clerk.get(f"{EXCEPTIONS}{asked.id}/"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"measure": ""}, "measure"),
        ({"until_date": "23-11-2028"}, "An exception ends on a day between today and"),
        ({"until_date": "31-02-2027"}, "until_date"),
        ({"application": "NOBODY"}, "application"),
        ({"rule": "9.9"}, "rule"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_clerk, changed, words):
    response = as_clerk.post(f"{EXCEPTIONS}new/", sent(**changed))
    assert response.status_code == 422
    assert words in text_of(response)
    assert "The old system cannot" in text_of(response)
    assert not PolicyException.objects.exists()


def test_others_answer_nothing_and_outsiders_read_nothing(as_clerk, architect):
    asked = ask(architect)
    for verb in ("grant", "refuse", "end"):
        assert as_clerk.post(f"{EXCEPTIONS}{asked.id}/{verb}/", {"answer": "x"}).status_code == 403
    visitor, resident = Client(), Client()
    sign_in_citizen(resident, resident_id=new_id())
    for address in (POLICY, f"{POLICY}1.1/", EXCEPTIONS, f"{EXCEPTIONS}new/", f"{EXCEPTIONS}{asked.id}/"):
        assert visitor.get(address).status_code == 302
        assert resident.get(address).status_code == 403
    assert as_clerk.get(f"{EXCEPTIONS}{new_id()}/").status_code == 404


def test_the_pages_take_few_statements(as_clerk, clerk, architect, django_assert_max_num_queries):
    for number, rule in enumerate(policy().rules[:8]):
        asked = ask(clerk, rule=rule.number)
        if number % 2:
            grant_exception(exception_id=asked.id, actor=architect)
    for _number in range(5):
        comment_rule(rule="1.1", text="Words", actor=clerk)
    one = PolicyException.objects.first()
    for page in (POLICY, f"{POLICY}1.1/", EXCEPTIONS, f"{EXCEPTIONS}{one.id}/", f"{EXCEPTIONS}new/"):
        as_clerk.get(page)
        with django_assert_max_num_queries(10):
            as_clerk.get(page)
