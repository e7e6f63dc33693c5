"""A department's own system in tests: its key, its member, and how it calls."""

import base64
import json
from datetime import date
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.exchange.models import Grant, Member
from sanjha.exchange.operations.register_member import register_member
from sanjha.kernel import clock, signatures
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.contracts import Purpose, Struct, operation, provides
from sanjha.kernel.errors import NotFound
from sanjha.kernel.ids import new_id

NAME = "exchangetest.v1/known"
ADDRESS = "/r1/PB/GOV/SANJHA/exchangetest/v1/known"
FIELDS = {"resident.name": ("name",), "resident.mobile": ("mobile",), "resident.birth_date": ("born_on",)}
NOBODY = UUID(int=0)


class Known(Struct):
    id: UUID
    name: str
    mobile: str
    born_on: date
    inner_remark: str = "not a fact"


def declare_known():
    @operation(NAME, facts=tuple(FIELDS))
    def get_known(*, person: UUID, day: date | None = None, purpose: Purpose) -> Known: ...

    @provides(get_known)
    def _provided(*, person: UUID, day: date | None = None, purpose: Purpose) -> Known:
        if person == NOBODY:
            raise NotFound("There is no such person.")
        return Known(person, "Asha", "9876500001", date(1990, 1, 2))

    return get_known


def base64_of(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


class System:
    """Calls the door with the key of its member."""

    def __init__(
        self, client, key: Ed25519PrivateKey | None = None, *, code: str = "AGRI", register: bool = True
    ):
        self.client = client
        self.key = key or Ed25519PrivateKey.generate()
        self.identifier = f"PB/GOV/{code}/FARMS"
        if register:
            self.member = self.registered(code)

    def registered(self, code: str) -> Member:
        return register_member(
            member_class="GOV",
            code=code,
            subsystem="FARMS",
            department_en="Department of Agriculture",
            department_pa="ਖੇਤੀਬਾੜੀ ਵਿਭਾਗ",
            public_key=base64_of(self.key),
            contact_name="Test Engineer",
            contact_email="engineer@example.org",
            actor=SYSTEM,
        )

    def granted(self, **changed) -> Grant:
        values = {
            "consumer": self.identifier,
            "operation": NAME,
            "purpose": "AGRI-SUBSIDY",
            "legal_basis": "Test Act, section 2",
            "from_date": date(2026, 1, 1),
            "until_date": date(2099, 12, 31),
            "facts": ["resident.name"],
            "per_minute": 100,
            "granted_by": "SYSTEM:-",
            "granted_at": clock.now(),
        }
        return Grant.objects.create(**values | changed)

    def fields(self, **changed) -> dict[str, str]:
        """The fields of a call before it is signed; None leaves one out, `x_road_id` stands for x-road-id."""
        values = {
            "content-type": "application/json",
            "x-road-client": self.identifier,
            "x-road-issue": "AGRI/2026/17",
            "x-sanjha-purpose": "AGRI-SUBSIDY",
        }
        values |= {name.replace("_", "-"): value for name, value in changed.items()}
        return {name: value for name, value in values.items() if value is not None}

    def signed(
        self,
        body: bytes,
        fields: dict[str, str],
        *,
        address: str = ADDRESS,
        covering=None,
        verb: str = "POST",
        query: str = "",
    ) -> dict[str, str]:
        """All fields with the signature; `covering` are the own fields that it covers, all when left out."""
        also = (
            tuple(sorted(name for name in fields if name.startswith("x-"))) if covering is None else covering
        )
        message = signatures.Message(verb, "testserver", address, query, fields, body)
        now = int(clock.now().timestamp())
        return fields | signatures.signed_fields(
            message, key_id=self.identifier, key=self.key, now=now, also=also
        )

    def send(
        self, body: bytes, fields: dict[str, str], *, address: str = ADDRESS, verb: str = "POST", **extra
    ):
        headers = {"Host": "testserver"} | {name.title(): value for name, value in fields.items()}
        content_type = headers.pop("Content-Type", "application/json")
        return self.client.generic(verb, address, body, content_type=content_type, headers=headers, **extra)

    def own(self, address: str, arguments=None, *, verb: str | None = None, query: str = ""):
        """What the member does about itself: without arguments a GET."""
        body = b"" if arguments is None else json.dumps(arguments, default=str).encode()
        verb = verb or ("GET" if arguments is None else "POST")
        fields = self.fields(x_sanjha_purpose=None, x_road_issue=None)
        signed = self.signed(body, fields, address=address, verb=verb, query=query)
        return self.send(body, signed, address=f"{address}?{query}" if query else address, verb=verb)

    def call(self, person: UUID | None = None, *, address: str = ADDRESS, arguments=None, **changed):
        body = json.dumps({"person": str(person or new_id())} if arguments is None else arguments).encode()
        return self.send(body, self.signed(body, self.fields(**changed), address=address), address=address)
