"""The server under siege, as seen from outside: sign in, begin, send anything, count what was kept."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sanjha.project.story.browser import Browser
from tests.journeys import cast
from tests.journeys.cast import Couple
from tests.journeys.taking import signed_in

ATTACKED = Couple(
    "Amarjit Kaur", "ਅਮਰਜੀਤ ਕੌਰ", "Harbhajan Singh", "ਹਰਭਜਨ ਸਿੰਘ", "9000000470", "D605", "V040044"
)


def couple_of(number: int) -> Couple:
    """An applicant of whom no other test knows; from 1 to 25."""
    name = f"Amarjit Kaur {chr(ord('A') + number)}"
    return replace(ATTACKED, name=name, mobile=f"90000005{number:02d}")


@dataclass
class Siege:
    """A running server and its home."""

    base: str
    home: Path
    browsers: list[Browser] = field(default_factory=list)

    def anybody(self) -> Browser:
        return self._noted(Browser(self.base))

    def officer(self, username: str = cast.OPERATOR) -> Browser:
        return self._noted(signed_in(self.base, username))

    def citizen(self) -> Browser:
        return self._noted(signed_in(self.base, "9000000101"))

    def _noted(self, browser: Browser) -> Browser:
        self.browsers.append(browser)
        return browser

    def close(self) -> None:
        for browser in self.browsers:
            browser.client.close()

    def begun(self, operator: Browser, couple: Couple) -> str:
        """The address of a draft in which everything is right."""
        page = operator.get("/counter/?q=income")
        page = operator.send(page.form("/counter/new/REV-INCOME/"), button="COUNTER")
        address = page.path
        page = operator.send(page.form("application"), cast.posted(couple))
        assert page.path == f"{address}papers/", page.complaint()
        return address

    def applications(self, operator: Browser, couple: Couple) -> list[dict[str, Any]]:
        """The applications that are stored under the couple's mobile number."""
        answer = operator.client.get("/api/v1/sewa/applications", params={"text": couple.mobile})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

    def attachments(self, browser: Browser, case: str) -> list[str]:
        """The documents that are kept of a case, by code."""
        answer = browser.client.get(f"/api/v1/sewa/cases/{case}/attachments")
        answer.raise_for_status()
        return sorted(each["document"] for each in answer.json())

    def largest_memory(self) -> int:
        """The most bytes that any process of the web server has held so far."""
        mark = f"SANJHA_HOME={self.home}".encode()
        found = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark not in (folder / "environ").read_bytes().split(b"\0"):
                    continue
                if b"serve" not in (folder / "cmdline").read_bytes().split(b"\0"):
                    continue
                lines = (folder / "status").read_text().splitlines()
            except OSError:
                continue  # ended meanwhile, or somebody else's
            found = max(found, *(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")))
        assert found, "no process of the server was found"
        return found
