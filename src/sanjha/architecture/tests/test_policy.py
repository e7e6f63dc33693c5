"""The policy is read and checked when the house starts; its checks exist; what is wrong in it does not start."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanjha.architecture.checks import Kind
from sanjha.architecture.policy import FILE, Status, policy, read
from sanjha.kernel.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[4]
WORDS = "{en: Text, pa: ਪਾਠ, hi: पाठ}"
PRINCIPLE = f"- {{number: 1, title: {WORDS}, text: {WORDS}}}"
RULE = f"number: '1.1', version: 1, status: DRAFT, owner: {WORDS}, text: {WORDS}, enforced_by: [{{kind: PEOPLE}}]"


def written(*, principles=PRINCIPLE, rules=RULE, days=365, more=""):
    listed = "\n".join(f"- {{{rule}}}" for rule in rules.split("\n"))
    return (
        f"version: '1'\nlongest_exception_days: {days}\nprinciples:\n{principles}\nrules:\n{listed}\n{more}"
    )


def test_the_policy_of_the_house_is_in_order_and_in_three_languages():
    found = read(FILE.read_text(encoding="utf-8"))
    assert found == policy()
    texts = [rule.text.text for rule in found.rules] + [each.text.text for each in found.principles]
    assert all(getattr(text, language) for text in texts for language in LANGUAGES)
    assert all(found.rules_of(principle) for principle in found.principles)


def test_nothing_is_called_in_force_that_no_order_has_put_in_force():
    assert all(rule.order for rule in policy().rules if rule.status is Status.IN_FORCE)


def test_every_check_that_is_a_file_exists():
    named = [each.name for rule in policy().rules for each in rule.enforced_by if each.kind is Kind.TEST]
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_a_small_policy_is_read_and_rules_stand_by_number():
    rules = [RULE.replace("1.1", number) for number in ("1.10", "1.2", "1.1")]
    found = read(written(rules="\n".join(rules)))
    assert [rule.number for rule in found.rules_of(found.principles[0])] == ["1.1", "1.2", "1.10"]
    assert found.rule("1.2") is found.rules[1]
    assert found.rule("9.9") is None
    assert found.rules[0].only_by_people


def test_a_rule_in_force_names_its_day_and_its_order():
    given = RULE.replace("DRAFT", "IN_FORCE") + ", since: 2026-11-01, order: 'No. 5/2026'"
    assert read(written(rules=given)).rules[0].since.isoformat() == "2026-11-01"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (written(rules=RULE.replace("पाठ", "''")), "lacks a language"),
        (written(rules=RULE.replace("1.1", "1")), "no number of a rule"),
        (written(rules=RULE.replace("'1.1'", "'2.1'")), "no principle stands over the rules 2.1"),
        (written(rules=f"{RULE}\n{RULE}"), "same number"),
        (written(rules=RULE.replace("version: 1", "version: 0")), "versions begin with 1"),
        (written(rules=RULE.replace("[{kind: PEOPLE}]", "[]")), "name the check"),
        (written(rules=RULE.replace("{kind: PEOPLE}", "{kind: LIVE, name: unheard}")), "no check 'unheard'"),
        (written(rules=RULE.replace("{kind: PEOPLE}", "{kind: TEST}")), "a check is named"),
        (written(rules=RULE.replace("DRAFT", "IN_FORCE")), "has a day and an order"),
        (written(rules=RULE + ", since: 2026-11-01, order: X"), "has a day and an order"),
        (written(rules=RULE.replace("DRAFT", "LAW")), "LAW"),
        (written(rules=RULE + ", colour: red"), "colour"),
        (written(principles=PRINCIPLE.replace("1", "2")), "numbered from 1"),
        (written(days=0), "at least a day"),
        (written(more="colour: red"), "colour"),
        ("rules: [", "policy"),
        ("", "policy"),
    ],
)
def test_what_is_wrong_in_the_policy_does_not_start(text, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        read(text)
