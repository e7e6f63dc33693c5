"""Applications carried through all offices by the API, by people who try again when nobody answers."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from sanjha.project.story.papers import scanned_page
from sanjha.sewa.forms.html import parse
from tests.journeys import cast
from tests.journeys.cast import Couple
from tests.journeys.taking import signed_in

PATIENCE = 180.0
API = "/api/v1/sewa"
PAPERS = {
    "ID_RESIDENCE": scanned_page("Voter card"),
    "OTHER_INCOME_PROOF": scanned_page("The sarpanch's word"),
}


def couple_of(number: int) -> Couple:
    """An applicant of whom nobody else knows, with a mobile number of their own; up to 9999."""
    letters = "".join(chr(ord("A") + int(digit)) for digit in f"{number:04d}")
    return replace(cast.TO_BE_ASKED, name=f"Jasvir Kaur {letters}", mobile=f"900001{number:04d}")


@dataclass
class Person:
    """An officer or operator of the demonstration at a desk with a bad line: what gets no answer is sent again."""

    base: str
    username: str
    again: int = 0
    _client: httpx.Client | None = field(default=None, repr=False)

    def asks(self, verb: str, path: str, **more: Any) -> httpx.Response:
        """The first answer that is none of a broken line. Raises AssertionError after PATIENCE seconds without one."""
        end, why = time.monotonic() + PATIENCE, ""
        own = more.pop("headers", {})
        while time.monotonic() < end:
            try:
                client = self._signed_in()
                token = {"X-CSRFToken": client.cookies.get("csrftoken", ""), "Referer": self.base}
                answer = client.request(verb, path, headers={**token, **own}, **more)
            except httpx.HTTPError as error:
                why = repr(error)
            else:
                if answer.status_code < 500:
                    return answer
                why = f"{answer.status_code} {answer.text[:300]}"
            self.again += 1
            time.sleep(0.3)
        raise AssertionError(f"{self.username}: {verb} {path}: {why}")

    def _signed_in(self) -> httpx.Client:
        if self._client is None:
            self._client = _session(self.base, self.username)
        return self._client

    def gets(self, path: str) -> Any:
        answer = self.asks("GET", path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:500]}"
        return answer.json()


def _session(base: str, username: str) -> httpx.Client:
    """Signed in with one click. Raises httpx.HTTPError when that is not possible just now."""
    try:
        return signed_in(base, username).client
    except Exception as error:
        raise httpx.TransportError(f"could not sign in: {error}") from error


@dataclass
class Offices:
    """The four who carry an application: counter, scrutiny, field, decision."""

    operator: Person
    dealing_hand: Person
    patwari: Person
    tehsildar: Person

    @classmethod
    def of(cls, base: str) -> "Offices":
        names = (cast.OPERATOR, cast.DEALING_HAND, cast.PATWARI, cast.TEHSILDAR)
        return cls(*(Person(base, name) for name in names))

    @property
    def again(self) -> int:
        """How often somebody had to send something once more."""
        return sum(one.again for one in (self.operator, self.dealing_hand, self.patwari, self.tehsildar))

    def carry(self, number: int) -> str:
        """One application from the counter to the approval; its id."""
        couple = couple_of(number)
        case = self._taken(couple)
        self._decided(self.dealing_hand, case, {"action": "FORWARD", "reasons": "Papers complete."})
        self._decided(self.patwari, case, {"action": "REPORT", "report": _report(number)})
        self._decided(self.tehsildar, case, {"action": "APPROVE"})
        return case

    def _taken(self, couple: Couple) -> str:
        year = {"financial_year": _last_financial_year()}
        data = parse(list({**cast.posted(couple), **year}.items())).data
        begun = self.operator.asks(
            "POST",
            f"{API}/drafts",
            json={"service": "REV-INCOME", "channel": "COUNTER", "data": data, "language": "pa"},
            headers={"Idempotency-Key": f"couple-{couple.mobile}"},
        )
        assert begun.status_code == 201, begun.text
        case = str(begun.json()["id"])
        for document, content in PAPERS.items():
            self._attached(case, document, content)
        return self._submitted(case)

    def _attached(self, case: str, document: str, content: bytes) -> None:
        """An answer that got lost is looked up before the paper is sent once more."""
        known = {paper["document"] for paper in self.operator.gets(f"{API}/cases/{case}/attachments")}
        if document not in known:
            sent = self.operator.asks(
                "POST",
                f"{API}/cases/{case}/attachments",
                data={"document": document},
                files={"content": (f"{document}.jpg", content, "image/jpeg")},
            )
            assert sent.status_code == 201, sent.text

    def _submitted(self, case: str) -> str:
        revision = self.operator.gets(f"{API}/drafts/{case}")["revision"]
        total = self.operator.gets(f"{API}/drafts/{case}/preview")["total"]
        submitted = self.operator.asks(
            "POST",
            f"{API}/applications",
            json={"draft": case, "revision": revision, "payment": {"mode": "CASH", "amount": total}},
        )
        assert submitted.status_code == 201, submitted.text
        return case

    def _decided(self, officer: Person, case: str, decision: Mapping[str, Any]) -> None:
        """Look at every paper, then decide; whoever got no answer looks first whether it was decided."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = officer.gets(f"{API}/applications/{case}")
            task = shown["task"]
            if task is None or decision["action"] not in {action["code"] for action in task["actions"]}:
                return
            for paper in shown["attachments"]:
                officer.asks("GET", f"{API}/attachments/{paper['id']}/content")
            answer = officer.asks("POST", f"{API}/tasks/{task['id']}/decision", json=dict(decision))
            if answer.status_code == 201:
                return
            assert answer.status_code in (403, 404, 409), f"{decision}: {answer.status_code} {answer.text}"
        raise AssertionError(f"{officer.username} could not decide {case}")


def _last_financial_year() -> str:
    today = time.localtime()
    start = today.tm_year - (2 if today.tm_mon < 4 else 1)
    return f"{start}-{(start + 1) % 100:02d}"


def _report(number: int) -> dict[str, Any]:
    return cast.report_of_the_visit(f"{number}/2026", time.strftime("%Y-%m-%d"))
