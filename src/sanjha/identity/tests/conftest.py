"""Officers of one office and their administrator, as the register of offices would tell."""

from uuid import UUID

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from sanjha.identity import contract
from sanjha.identity.models import Account
from sanjha.identity.tests.factories import OfficerAccountFactory
from sanjha.kernel import actors
from sanjha.kernel.actors import Holding
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text


class QuickArgon2(Argon2PasswordHasher):
    """The real hasher at its least cost: hundreds of passwords are checked here."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.QuickArgon2"]


class Posts:
    """A small register of who holds which post."""

    def __init__(self) -> None:
        self.tapa = new_id()
        self.barnala = new_id()
        self.district = new_id()
        """The office above both."""
        self._held: dict[UUID, list[Holding]] = {}

    def appoint(self, account: Account, designation: str, office: UUID) -> Account:
        assert account.officer_id is not None
        held = Holding(
            post=new_id(),
            designation=designation,
            title=Text(designation.replace("_", " ").title()),
            office=office,
            office_code="TAPA" if office == self.tapa else "BARNALA",
            office_kind="TEHSIL",
            office_name=Text("Tehsil Office Tapa" if office == self.tapa else "Tehsil Office Barnala"),
            capacity="SUBSTANTIVE",
        )
        self._held.setdefault(account.officer_id, []).append(held)
        return account

    def relieve(self, account: Account) -> None:
        assert account.officer_id is not None
        self._held.pop(account.officer_id, None)

    def chain_of(self, *, office_id: UUID) -> set[UUID]:
        return {office_id, self.district}

    def of(self, *, officer_id: UUID) -> list[Holding]:
        return self._held.get(officer_id, [])


@pytest.fixture
def posts(monkeypatch: pytest.MonkeyPatch) -> Posts:
    register = Posts()
    monkeypatch.setattr(actors, "_sources", [register.of])
    monkeypatch.setattr(contract, "_chains", [register.chain_of])
    return register


@pytest.fixture
def tehsildar(posts: Posts, db: None) -> Account:
    return posts.appoint(OfficerAccountFactory(username="tehsildar.tapa"), "tehsildar", posts.tapa)


@pytest.fixture
def administrator(posts: Posts, db: None) -> Account:
    return posts.appoint(OfficerAccountFactory(username="admin.tapa"), "office_admin", posts.tapa)


@pytest.fixture
def stranger(posts: Posts, db: None) -> Account:
    """The administrator of another office."""
    return posts.appoint(OfficerAccountFactory(username="admin.barnala"), "office_admin", posts.barnala)


@pytest.fixture
def family(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[UUID, Text]]]:
    """Residents by mobile number, as the register of residents would tell."""
    known: dict[str, list[tuple[UUID, Text]]] = {}
    monkeypatch.setattr(contract, "_lookups", [lambda mobile: known.get(mobile, [])])
    return known
