"""A small service definition as text, to be spoiled in one place by each test."""

from pathlib import Path

from sanjha.sewa.definition.check import examine
from sanjha.sewa.definition.problems import Problem
from sanjha.sewa.definition.service import ServiceDefinition

CATALOGUE = Path(__file__).resolve().parents[5] / "catalogue"

VOCABULARY = """\
departments: {REV: {en: Revenue, pa: ਮਾਲ, hi: राजस्व}}
categories: {CERTIFICATE: {en: Certificates, pa: ਸਰਟੀਫਿਕੇਟ, hi: प्रमाण पत्र}}
designations:
  patwari: {en: Patwari, pa: ਪਟਵਾਰੀ, hi: पटवारी}
  tehsildar: {en: Tehsildar, pa: ਤਹਿਸੀਲਦਾਰ, hi: तहसीलदार}
office_kinds: {TEHSIL: {en: Tehsil, pa: ਤਹਿਸੀਲ, hi: तहसील}}
"""

MINIMAL = """\
code: REV-SMALL
version: 1
effective_from: 2026-04-01
names: {en: Small certificate, pa: ਛੋਟਾ ਸਰਟੀਫਿਕੇਟ, hi: छोटा प्रमाण पत्र}
department: REV
category: CERTIFICATE
keywords: {en: [small], pa: [ਛੋਟਾ], hi: [छोटा]}
about:
  who_may_apply: {en: Anybody, pa: ਕੋਈ ਵੀ, hi: कोई भी}
  what_you_get: {en: A paper, pa: ਇੱਕ ਕਾਗ਼ਜ਼, hi: एक काग़ज़}
channels:
  - {code: COUNTER, names: {en: Counter, pa: ਕਾਊਂਟਰ, hi: काउंटर}}
  - {code: DOORSTEP, names: {en: Doorstep, pa: ਘਰ, hi: घर}}
time_limits:
  - {working_days: 10, legal_reference: Notification 1, status: VERIFIED, from: 2020-01-01}
clock: {start: ACKNOWLEDGEMENT, calendar: FIELD}
officers:
  designated: {title: {en: Tehsildar, pa: ਤਹਿਸੀਲਦਾਰ, hi: तहसीलदार}, designation: tehsildar}
  first_appeal: {title: {en: Tehsildar, pa: ਤਹਿਸੀਲਦਾਰ, hi: तहसीलदार}, designation: tehsildar}
fees:
  - code: FACILITATION
    names: {en: Charge, pa: ਖ਼ਰਚਾ, hi: शुल्क}
    payee: {en: Society, pa: ਸੋਸਾਇਟੀ, hi: सोसायटी}
    quantity: copies
    amounts:
      - {rupees: 75, legal_reference: Order 1, status: VERIFIED, from: 2020-01-01}
form:
  sections:
    - code: main
      title: {en: Main, pa: ਮੁੱਖ, hi: मुख्य}
      fields:
        - {id: name, type: name_en, label: {en: Name, pa: ਨਾਮ, hi: नाम}}
        - {id: born_on, type: date, label: {en: Born, pa: ਜਨਮ, hi: जन्म}, latest: today}
        - {id: home, type: place, label: {en: Home, pa: ਘਰ, hi: घर}, kinds: [VILLAGE]}
        - id: purpose
          type: choice
          label: {en: Purpose, pa: ਮਕਸਦ, hi: प्रयोजन}
          options:
            - {code: LOAN, label: {en: Loan, pa: ਕਰਜ਼ਾ, hi: ऋण}}
            - {code: OTHER, label: {en: Other, pa: ਹੋਰ, hi: अन्य}}
        - id: reason
          type: text
          label: {en: Reason, pa: ਕਾਰਨ, hi: कारण}
          show_if: purpose == "OTHER"
        - id: family
          type: rows
          label: {en: Family, pa: ਪਰਿਵਾਰ, hi: परिवार}
          row_label: {en: Member, pa: ਮੈਂਬਰ, hi: सदस्य}
          fields:
            - {id: salary, type: money, label: {en: Salary, pa: ਤਨਖ਼ਾਹ, hi: वेतन}}
          rules:
            - {code: SOME, check: salary > 0, field: salary, message: {en: Some, pa: ਕੁਝ, hi: कुछ}}
        - id: total
          type: computed
          result: MONEY
          label: {en: Total, pa: ਕੁੱਲ, hi: कुल}
          value: sum(family.salary)
  rules:
    - code: ADULT
      check: age(born_on) >= 18
      field: born_on
      message: {en: Too young, pa: ਉਮਰ ਘੱਟ, hi: आयु कम}
terms:
  - {name: rich, value: total > 1000000}
any_of:
  - {code: PROOF, names: {en: Proof, pa: ਸਬੂਤ, hi: प्रमाण}}
documents:
  - {code: IDENTITY, names: {en: Identity, pa: ਪਛਾਣ, hi: पहचान}, needed: ALWAYS, any_of: PROOF}
  - {code: TAX, names: {en: Tax, pa: ਕਰ, hi: कर}, needed: WHEN, when: rich}
  - code: REPORT
    names: {en: Report, pa: ਰਿਪੋਰਟ, hi: रिपोर्ट}
    needed: ALWAYS
    sources: [FIELD_REPORT]
    step: visit
steps:
  - code: visit
    names: {en: Visit, pa: ਮੌਕਾ, hi: दौरा}
    working_days: 4
    responsible:
      - {designation: patwari, rule: PLACE_OF, place: home}
    form:
      sections:
        - code: report
          title: {en: Report, pa: ਰਿਪੋਰਟ, hi: रिपोर्ट}
          fields:
            - {id: assessed, type: money, label: {en: Assessed, pa: ਅੰਦਾਜ਼ਾ, hi: आकलन}}
    actions:
      - {code: REPORT, kind: VERIFY, label: {en: Report, pa: ਰਿਪੋਰਟ, hi: रिपोर्ट}, to: decision}
  - code: decision
    names: {en: Decision, pa: ਫ਼ੈਸਲਾ, hi: निर्णय}
    working_days: 2
    responsible:
      - {designation: tehsildar, place: home}
    actions:
      - {code: APPROVE, kind: APPROVE, label: {en: Approve, pa: ਮਨਜ਼ੂਰ, hi: स्वीकृत}, guard: steps.visit.assessed >= 0}
      - {code: REJECT, kind: REJECT, label: {en: Reject, pa: ਰੱਦ, hi: अस्वीकृत}, needs: [GROUND]}
      - {code: OBJECT, kind: OBJECT, label: {en: Object, pa: ਇਤਰਾਜ਼, hi: आपत्ति}, needs: [OBJECTION]}
      - {code: BACK, kind: SEND_BACK, label: {en: Back, pa: ਵਾਪਸ, hi: वापस}, choices: [visit]}
objections:
  - {code: NO_NAME, field: name, text: {en: No name, pa: ਨਾਮ ਨਹੀਂ, hi: नाम नहीं}}
  - {code: NO_PAPER, document: IDENTITY, text: {en: No paper, pa: ਕਾਗ਼ਜ਼ ਨਹੀਂ, hi: काग़ज़ नहीं}}
reject_grounds:
  - {code: OTHER, text: {en: Other, pa: ਹੋਰ, hi: अन्य}}
uniqueness:
  key: [fold(name), born_on]
  message: {en: Already, pa: ਪਹਿਲਾਂ ਹੀ, hi: पहले से}
output:
  doctype: SMALL
  title: {en: Small, pa: ਛੋਟਾ, hi: छोटा}
  template: paper.typ
  validity: {begin: case.decided_on, legal_reference: Rule 1, status: VERIFIED}
  data:
    name: name
    members:
      each: family
      fields: {salary: salary}
  qr_fields: {name: name}
  wording:
    text: {en: "For {who}", pa: "{who} ਲਈ", hi: "{who} के लिए"}
    fields: {who: name}
notifications:
  - {event: SUBMITTED, text: {en: "Got {number}", pa: "ਮਿਲੀ {number}", hi: "मिला {number}"}, sms_template: "1", status: VERIFIED}
  - {event: OBJECTED, text: {en: Objected, pa: ਇਤਰਾਜ਼, hi: आपत्ति}, sms_template: "2", status: VERIFIED}
  - {event: ISSUED, text: {en: Issued, pa: ਜਾਰੀ, hi: जारी}, sms_template: "3", status: VERIFIED}
  - {event: REJECTED, text: {en: Rejected, pa: ਰੱਦ, hi: अस्वीकृत}, sms_template: "4", status: VERIFIED}
"""


def write_catalogue(folder: Path, text: str = MINIMAL, name: str = "small") -> Path:
    """A catalogue folder with this one definition in it; gives the path of the definition."""
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "paper.typ").write_text("// a template", encoding="utf-8")
    path = folder / name / "service.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def minimal_definition(folder: Path, text: str = MINIMAL) -> ServiceDefinition:
    """The small definition, loaded. Fails loudly if it does not hold."""
    definition, problems = examine(write_catalogue(folder, text))
    assert definition is not None, problems
    assert not problems, problems
    return definition


def spoil(old: str, new: str) -> str:
    """The small definition with one place changed; the place must stand there exactly once."""
    assert MINIMAL.count(old) == 1, f"{old!r} stands {MINIMAL.count(old)} times"
    return MINIMAL.replace(old, new)


def problem_of(problems: list[Problem], rule: str) -> Problem:
    """The one problem with this rule."""
    found = [problem for problem in problems if problem.rule == rule]
    assert len(found) == 1, [str(problem) for problem in problems]
    return found[0]
