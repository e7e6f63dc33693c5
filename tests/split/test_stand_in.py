"""Another department's system beside the running house: it answers for its register, reads within its permission, is told of events.

The system is a program of its own (stand_in.py) that shares no code with the house. It is down, and it answers rubbish, too.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sanjha.kernel import contracts, peers
from sanjha.kernel.conf import conf
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import NotFound, NotPermitted, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.project.ports import free_port
from sanjha.project.story.browser import Browser
from sanjha.project.story.server import own_server
from sanjha.registries.contract import Record

PROGRAM = Path(__file__).with_name("stand_in.py")
MEMBER = "PB/GOV/FOOD/RATION"
PURPOSE = Purpose("REV-INCOME", case="PB/BNL/REV-INCOME/2026/0000001-K")
MOBILE = "9000000101"
NEXT_YEAR = "2027-12-31"

pytestmark = pytest.mark.timeout(240)


@dataclass
class StandIn:
    """The program, started and stopped as a process."""

    house: str
    key_file: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        given = (
            "--port",
            str(self.port),
            "--house",
            self.house,
            "--key",
            str(self.key_file),
            "--member",
            MEMBER,
        )
        environment = {"PATH": "/usr/bin:/bin"}  # nothing of ours on its path
        self.process = subprocess.Popen([sys.executable, "-I", str(PROGRAM), *given], env=environment)
        until(lambda: self.direct() is not None)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def direct(self, **told: Any) -> dict[str, Any] | None:
        """Tell the system what to do; None when it is not there."""
        try:
            answer = httpx.post(f"{self.base}/direct", json=told, timeout=60, trust_env=False)
        except httpx.ConnectError:
            return None
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def seen(self) -> dict[str, Any]:
        found = self.direct()
        assert found is not None
        return found

    def call(self, method: str, path: str, *, how: str = "signature", **call: Any) -> tuple[int, Any]:
        """Have the system call the house; status and answer."""
        found = self.direct(call={"method": method, "path": path, "how": how, **call})
        assert found is not None
        try:
            return found["status"], json.loads(found["body"])
        except ValueError:
            return found["status"], found["body"]

    def events(self, *, accepted: bool = True) -> list[dict[str, Any]]:
        return [event for event in self.seen()["events"] if event["accepted"] is accepted]


def until(holds: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.1)


@dataclass
class World:
    """The house, an administrator's browser, the system, and the subscription that was agreed."""

    house: str
    administrator: Browser
    system: StandIn
    subscription: str = ""
    provider: str = ""

    def post(self, address: str, **values: str | list[str]) -> str:
        """What the administrator fills in and sends; gives the words of the page that follows."""
        page = self.administrator.get(address)
        form = page.form_with(next(iter(values))) if values else page.form_with("csrfmiddlewaretoken")
        return self.administrator.send(form, values).text()

    def enter_holiday(self, day: str, name: str) -> None:
        """Something happens in the register of places."""
        words = {"name_en": name, "name_pa": "ਪਰਖ", "name_hi": "परख", "source": "Test", "reason": "Test"}
        self.post("/places/calendar/new/", date=day, **words)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The house and the system, registered and agreed in every way that the guide describes."""
    home = tmp_path_factory.mktemp("stand-in")
    key = Ed25519PrivateKey.generate()
    key_file = home / "member.pem"
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    with own_server(home / "house") as house:
        system = StandIn(house, key_file, free_port())
        system.start()
        try:
            made = World(house, administrator(house), system)
            _join(made, public)
            yield made
            made.administrator.client.close()
        finally:
            system.stop()


def administrator(house: str) -> Browser:
    browser = Browser(house)
    page = browser.get("/demo/")
    account = page.one("//tr[td[contains(., 'Register of Offices')]]//button[@name='account']/@value")
    browser.send(page.form("/demo/sign-in/"), {"account": str(account)})
    return browser


def _join(world: World, public: str) -> None:
    world.post(
        "/exchange/members/new/",
        member_class="GOV",
        code="FOOD",
        subsystem="RATION",
        department_en="Food and Civil Supplies, ration cards",
        department_pa="ਖ਼ੁਰਾਕ ਅਤੇ ਸਿਵਲ ਸਪਲਾਈ, ਰਾਸ਼ਨ ਕਾਰਡ",
        contact_name="Test Engineer",
        contact_email="engineer@example.org",
        public_key=public,
    )
    world.post(
        "/exchange/grants/new/",
        consumer="sewa",
        operation="registries.v1/record",
        purpose="REV-INCOME",
        legal_basis="Test Act",
    )
    _provide(world, public)
    _ask(world)
    _subscribe(world)


def _provide(world: World, public: str) -> None:
    offer = {
        "operation": "registries.v1/record",
        "keeps": "ration-cards",
        "title": {"en": "Ration cards", "pa": "ਰਾਸ਼ਨ ਕਾਰਡ", "hi": "राशन कार्ड"},
        "address": f"{world.system.base}/records",
        "purposes": ["REV-INCOME"],
        "legal_basis": "Test Act, section 3",
        "seconds": 2,
        "answer_key": public,
    }
    status, made = world.system.call("POST", "/exchange/own-providers", body=offer)
    assert (status, made["state"]) == (200, "PROPOSED"), made
    world.provider = made["id"]
    world.administrator.post(f"/exchange/providers/{made['id']}/", {})


def _ask(world: World) -> None:
    wish = {
        "operation": "people.v1/residents-with-mobile",
        "purpose": "FOOD-CARDS",
        "legal_basis": "Test Act, section 5",
        "facts": ["resident.name"],
        "from_date": "2026-01-01",
        "until_date": NEXT_YEAR,
    }
    status, made = world.system.call("POST", "/exchange/own-requests", body=wish)
    assert (status, made["state"]) == (200, "ASKED"), made
    world.administrator.post(f"/exchange/requests/{made['id']}/", {})


def _subscribe(world: World) -> None:
    wish = {
        "kind": "places.HolidayEntered",
        "fields": ["date", "calendar"],
        "purpose": "FOOD-CALENDAR",
        "legal_basis": "Test Act, section 6",
        "from_date": "2026-01-01",
        "until_date": NEXT_YEAR,
        "address": f"{world.system.base}/events",
    }
    status, made = world.system.call("POST", "/exchange/own-subscriptions", body=wish)
    assert (status, made["state"]) == (200, "ASKED"), made
    world.subscription = made["id"]
    world.administrator.post(f"/exchange/subscriptions/{made['id']}/", {})


@pytest.fixture
def unit(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Record]]:
    """A unit of the house's own, which runs sewa: it calls the contract, and the registries answer in the house."""
    monkeypatch.setattr(peers, "conf", replace(conf, home=tmp_path, unit="counter"))
    # The house's home is where its server keeps it, beside the key of the system.
    peers.write(peers.own_peer(("sewa",)), world.system.key_file.parent / "house" / "peers")
    operation = contracts.declared_operations()["registries.v1/record"]

    def ask(key: str = "PB-1001", **changed: Any) -> Record:
        arguments = {"register": "ration-cards", "key": key, "subject": new_id(), "purpose": PURPOSE}
        found: Record = operation.call("sewa", arguments | changed)
        return found

    with peers.elsewhere("registries", world.house):
        yield ask


@pytest.fixture
def running(world: World) -> Iterator[StandIn]:
    """The system, in order again afterwards."""
    yield world.system
    if world.system.process is None:
        world.system.start()
    world.system.direct(rubbish=False, refuse_events=0)


@pytest.mark.django_db
def test_our_caller_gets_the_record_of_the_department(world: World, unit: Callable[..., Record]) -> None:
    subject = new_id()
    found = unit(subject=subject)
    assert (found.register, found.key, found.subject) == ("ration-cards", "PB-1001", subject)
    assert found.content == {"head": "Gurmeet Kaur", "members": 4, "shop": "FPS 214, Tapa", "kind": "PHH"}
    asked = world.system.seen()["questions"][-1]
    assert asked["x-road-client"] == "PB/GOV/SANJHA/sewa"
    assert (asked["x-sanjha-purpose"], asked["x-road-issue"]) == (PURPOSE.code, PURPOSE.case)
    with pytest.raises(NotFound, match="There is no card PB-9999"):
        unit("PB-9999")


@pytest.mark.django_db
def test_without_a_permission_the_department_is_not_even_asked(
    world: World, unit: Callable[..., Record]
) -> None:
    before = len(world.system.seen()["questions"])
    with pytest.raises(NotPermitted) as refused:
        unit(purpose=Purpose("REV-CURIOSITY"))
    assert refused.value.code == "no-grant"
    assert len(world.system.seen()["questions"]) == before


@pytest.mark.django_db
def test_a_system_that_is_down_is_a_declared_failure(running: StandIn, unit: Callable[..., Record]) -> None:
    running.stop()
    started = time.monotonic()
    with pytest.raises(
        Unavailable, match="Ration cards of Food and Civil Supplies, ration cards cannot be asked"
    ) as refused:
        unit()
    assert refused.value.code == "provider-unavailable"
    assert time.monotonic() - started < 5
    running.start()
    assert unit().content["members"] == 4


@pytest.mark.django_db
def test_rubbish_is_a_declared_failure_and_the_page_says_so(
    world: World, running: StandIn, unit: Callable[..., Record]
) -> None:
    running.direct(rubbish=True)
    with pytest.raises(Unavailable, match="Ration cards"):
        unit()
    page = world.administrator.get(f"/exchange/providers/{world.provider}/").text()
    assert "NotAsDeclared" in page
    running.direct(rubbish=False)
    assert unit("PB-1002").content["kind"] == "AAY"


PEOPLE = "/r1/PB/GOV/SANJHA/people/v1/residents-with-mobile"
OWN = {"X-Sanjha-Purpose": "FOOD-CARDS", "X-Road-Issue": "FOOD/2026/9"}


@pytest.mark.parametrize("how", ["signature", "token"])
def test_the_system_reads_ours_within_its_permission(world: World, how: str) -> None:
    status, found = world.system.call("POST", PEOPLE, how=how, own=OWN, body={"mobile": MOBILE})
    assert status == 200, found
    assert found
    assert set(found[0]) == {"id", "reference", "name"}
    status, again = world.system.call("GET", PEOPLE, how=how, own=OWN, query={"mobile": MOBILE})
    assert (status, again) == (200, found)


@pytest.mark.parametrize(
    ("path", "own", "status"),
    [
        (PEOPLE, OWN | {"X-Sanjha-Purpose": "FOOD-CURIOSITY"}, 403),
        (PEOPLE, OWN | {"X-Sanjha-Facts": "resident.name+resident.birth_date"}, 403),
        ("/r1/PB/GOV/SANJHA/people/v1/resident-by-mobile", OWN, 403),
        ("/r1/PB/GOV/SANJHA/people/v1/record-resident", OWN, 404),
        (PEOPLE, OWN | {"X-Road-Client": "PB/GOV/HEALTH/RATION"}, 401),
    ],
)
@pytest.mark.parametrize("how", ["signature", "token"])
def test_outside_its_permission_the_system_is_refused(
    world: World, how: str, path: str, own: dict[str, str], status: int
) -> None:
    refused, words = world.system.call("POST", path, how=how, own=own, body={"mobile": MOBILE})
    assert refused == status, words


def test_what_there_is_to_call_is_listed(world: World) -> None:
    status, listed = world.system.call("GET", "/r1/PB/GOV/SANJHA/people/allowedMethods")
    assert status == 200
    (service,) = listed["service"]
    assert [end["path"] for end in service["endpoint_list"]] == ["/residents-with-mobile"] * 2


def test_events_are_pushed_signed_tried_again_and_the_same_when_fetched(
    world: World, running: StandIn
) -> None:
    """The system checks each signature with the key that it fetched from the house; else nothing would be accepted."""
    running.direct(refuse_events=1)
    world.enter_holiday("24-12-2026", "First day of the test")
    world.enter_holiday("28-12-2026", "Second day of the test")
    until(lambda: len(running.events()) == 2)
    (refused,) = running.events(accepted=False)
    first, second = running.events()
    assert refused["id"] == first["id"]
    assert [event["position"] for event in (first, second)] == [1, 2]
    assert first["data"] == {"date": "2026-12-24", "calendar": ""}
    assert (first["specversion"], first["type"]) == ("1.0", "places.HolidayEntered")
    status, fetched = running.call(
        "GET", "/exchange/events", query={"subscription": world.subscription, "after": 0}
    )
    assert status == 200
    pushed = [
        {name: value for name, value in event.items() if name != "accepted"} for event in (first, second)
    ]
    assert fetched == pushed
    status, rest = running.call(
        "GET", "/exchange/events", query={"subscription": world.subscription, "after": 1}
    )
    assert [event["id"] for event in rest] == [second["id"]]
    status, told = running.call(
        "POST", f"/exchange/own-subscriptions/{world.subscription}/position", body={"position": 1}
    )
    assert status == 200, told
    until(lambda: len(running.events()) == 3)
    assert running.events()[2]["id"] == second["id"]


def test_nobody_else_can_push_to_the_system(world: World) -> None:
    forged = httpx.post(f"{world.system.base}/events", json={"id": "forged"}, trust_env=False)
    assert forged.status_code == 401
    assert "forged" not in [event.get("id") for event in world.system.seen()["events"]]
