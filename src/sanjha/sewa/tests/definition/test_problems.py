"""Every kind of mistake in a definition is found, and named with its file and line."""

import pytest

from sanjha.sewa.definition.check import check_definition
from sanjha.sewa.definition.problems import Severity
from sanjha.sewa.tests.definition.factories import (
    MINIMAL,
    minimal_definition,
    problem_of,
    spoil,
    write_catalogue,
)

# (rule, what stands in the small definition, what the test puts there, the text on the line that must be named)
MISTAKES = [
    ("unknown-key", "version: 1\n", "version: 1\nverison: 2\n", "verison"),
    ("missing-key", "category: CERTIFICATE\n", "", "code: REV-SMALL"),
    ("wrong-type", "working_days: 4", "working_days: four", "working_days: four"),
    ("wrong-type", "effective_from: 2026-04-01", "effective_from: 2026-13-01", "effective_from"),
    ("wrong-type", "rupees: 75", "rupees: seventy", "seventy"),
    ("wrong-form", "code: REV-SMALL", "code: rev_small", "code: rev_small"),
    ("wrong-form", "doctype: SMALL", "doctype: LONGER", "doctype: LONGER"),
    ("out-of-range", "working_days: 4", "working_days: -4", "working_days: -4"),
    ("unknown-field-type", "{id: name, type: name_en,", "{id: name, type: nam_en,", "nam_en"),
    ("unknown-value", "calendar: FIELD", "calendar: FIELDS", "calendar: FIELDS"),
    ("unknown-value", "rule: PLACE_OF", "rule: PLACE", "rule: PLACE"),
    ("translation-missing", "{en: Name, pa: ਨਾਮ, hi: नाम}", "{en: Name, pa: ਨਾਮ}", "type: name_en"),
    ("translation-missing", "names: {en: Visit, pa: ਮੌਕਾ, hi: दौरा}", "names: {en: Visit, pa: '', hi: दौरा}", "Visit"),
    ("translation-missing", "hi: [छोटा]}", "hi: []}", "keywords"),
    ("translation-script", "{en: Purpose, pa: ਮਕਸਦ, hi: प्रयोजन}", "{en: Purpose, pa: Maksad, hi: प्रयोजन}", "Maksad"),
    ("translation-script", "pa: [ਛੋਟਾ]", "pa: [chhota]", "keywords"),
    ("duplicate-key", "version: 1\n", "version: 1\nversion: 2\n", "version: 2"),
    ("duplicate-code", "- {id: home,", "- {id: name,", "{id: name, type: place"),
    ("duplicate-code", "- code: decision\n", "- code: visit\n", "- code: visit"),
    ("duplicate-code", "{code: TAX,", "{code: IDENTITY,", "Tax"),
    ("duplicate-code", "{code: OTHER, label", "{code: LOAN, label", "en: Other, pa: ਹੋਰ, hi: अन्य}}"),
    ("duplicate-code", "{code: NO_PAPER,", "{code: NO_NAME,", "No paper"),
    ("duplicate-code", "{code: REJECT,", "{code: APPROVE,", "kind: REJECT"),
    ("unknown-field", 'show_if: purpose == "OTHER"', 'show_if: porpose == "OTHER"', "porpose"),
    ("unknown-field", "value: sum(family.salary)", "value: sum(family.celery)", "celery"),
    ("unknown-field", "      field: born_on\n", "      field: birth\n", "field: birth"),
    ("later-field", 'show_if: purpose == "OTHER"', "show_if: total > 5", "show_if: total"),
    ("unknown-option", 'show_if: purpose == "OTHER"', 'show_if: purpose == "OTHR"', "OTHR"),
    ("unknown-function", "value: sum(family.salary)", "value: summ(family.salary)", "summ("),
    ("expression-kind", 'show_if: purpose == "OTHER"', "show_if: purpose", "show_if: purpose"),
    ("expression-kind", "check: age(born_on) >= 18", 'check: age(born_on) >= "18"', "check: age"),
    ("expression-kind", "latest: today", "latest: '5'", "latest: '5'"),
    ("expression-kind", "quantity: copies", "quantity: channel", "quantity: channel"),
    ("expression-syntax", "value: sum(family.salary)", "value: sum(family.salary", "value: sum("),
    ("expression-syntax", "value: sum(family.salary)", "value: name.__class__", "__class__"),
    ("computed-cycle", "value: sum(family.salary)", "value: total + 1", "value: total"),
    ("computed-cycle", "value: total > 1000000", "value: rich", "value: rich"),
    ("shadowed-field", "{name: rich, value: total > 1000000}", "{name: total, value: '5'}", "value: '5'"),
    ("shadowed-field", "{id: assessed,", "{id: total,", "{id: total,"),
    ("pattern", "          show_if: purpose", "          pattern: {regex: '(', message: {en: X, pa: ਓ, hi: ओ}}\n          show_if: purpose", "regex"),
    ("pattern", "          show_if: purpose", "          pattern: {regex: '(a+)+b', message: {en: X, pa: ਓ, hi: ओ}}\n          show_if: purpose", "regex"),
    ("unknown-block", "{id: name, type: name_en,", "{id: p, type: group, use: persn, label: {en: P, pa: ਪ, hi: प}}\n        - {id: name, type: name_en,", "persn"),
    ("document-condition", "needed: WHEN, when: rich", "needed: WHEN", "needed: WHEN"),
    ("expression-kind", "needed: WHEN, when: rich", "needed: WHEN, when: total", "when: total"),
    ("unknown-group", "needed: ALWAYS, any_of: PROOF", "needed: ALWAYS, any_of: PROFF", "PROFF"),
    ("document-step", "    step: visit\n", "    step: decision\n", "step: decision"),
    ("document-step", "    sources: [FIELD_REPORT]\n", "", "code: REPORT"),
    ("action-leads-nowhere", "hi: रिपोर्ट}, to: decision}", "hi: रिपोर्ट}, to: decison}", "decison"),
    ("action-leads-nowhere", "kind: SEND_BACK, label: {en: Back, pa: ਵਾਪਸ, hi: वापस}, choices: [visit]", "kind: SEND_BACK, label: {en: Back, pa: ਵਾਪਸ, hi: वापस}, choices: [decision]", "choices"),
    ("route", "hi: रिपोर्ट}, to: decision}", "hi: रिपोर्ट}, to: [{step: decision, when: assessed > 5}]}", "kind: VERIFY"),
    ("expression-kind", "guard: steps.visit.assessed >= 0", "guard: steps.visit.assessed", "guard"),
    ("unknown-field", "guard: steps.visit.assessed >= 0", "guard: steps.visit.asessed >= 0", "guard"),
    ("reject-without-ground", "hi: अस्वीकृत}, needs: [GROUND]}", "hi: अस्वीकृत}}", "kind: REJECT"),
    ("objection-without-code", ", needs: [OBJECTION]}", "}", "kind: OBJECT"),
    ("unknown-designation", "- {designation: patwari,", "- {designation: patwri,", "patwri"),
    ("unknown-designation", "first_appeal: {title: {en: Tehsildar, pa: ਤਹਿਸੀਲਦਾਰ, hi: तहसीलदार}, designation: tehsildar}", "first_appeal: {title: {en: Tehsildar, pa: ਤਹਿਸੀਲਦਾਰ, hi: तहसीलदार}, designation: sdmm}", "sdmm"),
    ("unknown-office", "{designation: tehsildar, place: home}", "{designation: tehsildar, place: home, office_kind: TEHSL}", "TEHSL"),
    ("unknown-jurisdiction", "rule: PLACE_OF, place: home", "rule: PLACE_OF, place: name", "place: name"),
    ("responsible", "rule: PLACE_OF, place: home}", "rule: PLACE_OF, place: home, when: rich}", "when: rich}"),
    ("objection-tie", "{code: NO_NAME, field: name,", "{code: NO_NAME, field: nam,", "NO_NAME"),
    ("objection-tie", "document: IDENTITY, text", "document: IDENTTY, text", "IDENTTY"),
    ("objection-tie", "{code: NO_NAME, field: name,", "{code: NO_NAME,", "NO_NAME"),
    ("no-other-ground", "- {code: OTHER, text:", "- {code: OTHERS, text:", "reject_grounds"),
    ("time-limit", "working_days: 10", "working_days: 5", "working_days: 5"),
    ("unknown-department", "department: REV", "department: REVENUE", "department: REVENUE"),
    ("unknown-category", "category: CERTIFICATE", "category: CERTIFICATES", "category: CERTIFICATES"),
    ("unknown-slot", '{en: "For {who}"', '{en: "For {whom} {who}"', "whom"),
    ("unknown-slot", '{en: "For {who}"', '{en: "For you"', "For you"),
    ("unknown-slot", '{en: "Got {number}"', '{en: "Got {nummer}"', "nummer"),
    ("unknown-field", "qr_fields: {name: name}", "qr_fields: {name: nam}", "qr_fields"),
    ("unknown-field", "fields: {salary: salary}", "fields: {salary: selary}", "selary"),
    ("unknown-field", "begin: case.decided_on", "begin: case.decided", "begin"),
    ("template-missing", "template: paper.typ", "template: papper.typ", "papper"),
    ("expression-kind", "key: [fold(name), born_on]", "key: [fold(name), rich]", "rich]"),
    ("notification-missing", "{event: REJECTED,", "{event: CLOSED,", "notifications:"),
    ("out-of-range", "rupees: 75", "rupees: 75.505", "75.505"),
    ("yaml", "version: 1\n", "version: &v 1\nsecond: *v\n", "second"),
    ("yaml", "version: 1\n", "version: [1\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "old", "new", "named"), MISTAKES)
def test_a_mistake_is_named_with_its_file_and_line(rule, old, new, named, tmp_path):
    text = spoil(old, new)
    path = write_catalogue(tmp_path, text)

    problems = [problem for problem in check_definition(path) if problem.severity is Severity.ERROR]

    found = [problem for problem in problems if problem.rule == rule]
    assert found, [str(problem) for problem in problems]
    assert found[0].file == str(path)
    assert str(found[0]).startswith(f"{path}:{found[0].line}: ")
    if named is not None:
        lines = text.splitlines()
        assert any(named in lines[problem.line - 1] for problem in found), (
            found[0],
            lines[found[0].line - 1],
        )


def test_the_small_definition_is_without_mistakes(tmp_path):
    assert minimal_definition(tmp_path).code == "REV-SMALL"


def test_a_step_that_nothing_leads_to_is_named(tmp_path):
    text = spoil(
        "  - code: decision\n",
        "  - code: idle\n    names: {en: Idle, pa: ਵਿਹਲਾ, hi: ख़ाली}\n    working_days: 0\n    responsible: [{designation: "
        "patwari, place: home}]\n    actions: [{code: GO, kind: FORWARD, label: {en: Go, pa: ਜਾਓ, hi: जाएँ}, to: "
        "decision}]\n  - code: decision\n",
    )
    path = write_catalogue(tmp_path, text)

    problem = problem_of(check_definition(path), "unreachable-step")

    assert text.splitlines()[problem.line - 1] == "  - code: idle"


def test_a_flow_without_approval_is_named(tmp_path):
    path = write_catalogue(
        tmp_path, spoil("{code: APPROVE, kind: APPROVE,", "{code: APPROVE, kind: REJECT, needs: [GROUND],")
    )
    assert "no-final-step" in {problem.rule for problem in check_definition(path)}


def test_a_step_without_a_way_on_is_named(tmp_path):
    old = "{code: REPORT, kind: VERIFY, label: {en: Report, pa: ਰਿਪੋਰਟ, hi: रिपोर्ट}, to: decision}"
    new = "{code: REPORT, kind: OBJECT, needs: [OBJECTION], label: {en: Report, pa: ਰਿਪੋਰਟ, hi: रिपोर्ट}}"
    path = write_catalogue(tmp_path, spoil(old, new))

    rules = {problem.rule for problem in check_definition(path)}

    assert {"dead-end", "unreachable-step"} <= rules


def test_figures_without_a_source_are_listed_as_drafts_and_are_no_errors(tmp_path):
    text = MINIMAL.replace("status: VERIFIED", "status: DRAFT")
    problems = check_definition(write_catalogue(tmp_path, text))

    assert {problem.severity for problem in problems} == {Severity.DRAFT}
    told = [problem.path for problem in problems]
    assert "time_limits.0.status" in told
    assert "fees.FACILITATION.amounts.0.status" in told
    assert "output.validity.status" in told
    assert sum(path.startswith("notifications") for path in told) == 4


def test_all_mistakes_of_a_kind_are_found_at_once(tmp_path):
    text = spoil("department: REV", "department: 5").replace("version: 1", "version: one")
    rules = [problem.path for problem in check_definition(write_catalogue(tmp_path, text))]
    assert rules == ["version", "department"]


def test_a_suggestion_is_made_for_a_misspelt_word(tmp_path):
    path = write_catalogue(tmp_path, spoil("- {designation: patwari,", "- {designation: patwri,"))
    assert "did you mean 'patwari'?" in problem_of(check_definition(path), "unknown-designation").message


def test_a_definition_outside_a_catalogue_is_refused(tmp_path):
    path = tmp_path / "service.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    assert problem_of(check_definition(path), "file").message.startswith("no vocabulary.yaml")


def test_a_file_that_is_not_there_is_one_problem(tmp_path):
    assert [problem.rule for problem in check_definition(tmp_path / "nothing.yaml")] == ["file"]


def test_a_mistake_in_a_shared_block_names_the_block(tmp_path):
    text = spoil(
        "        - {id: name, type: name_en,",
        "        - {id: who, type: group, use: address, omit: [area_type], label: {en: W, pa: ਵ, hi: व}}\n"
        "        - {id: name, type: name_en,",
    )
    problems = check_definition(write_catalogue(tmp_path, text))
    assert {(problem.file, problem.rule) for problem in problems} == {
        ("blocks/address.yaml", "unknown-field")
    }
