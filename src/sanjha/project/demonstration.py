"""The small Punjab of the demonstration: which services bring what, in the order in which they need each other."""

from collections.abc import Callable
from dataclasses import dataclass

from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.locker.operations.init_pki import init_pki
from sanjha.offices import contract as offices
from sanjha.offices.operations.load_demo_offices import load_demo_offices
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.project.commands.migrate import migrate
from sanjha.sewa.operations.publish_catalogue import publish_catalogue

SIGNING_OFFICES = ("TEHSIL", "SUB_TEHSIL")
"""Kinds of offices whose head signs documents."""


@dataclass(frozen=True)
class Step:
    """One piece of work, done again without harm: what is there stays."""

    label: str
    work: Callable[[], object]


def make_certificates() -> None:
    """A signer of the test authority for each office that signs."""
    codes = [office.code for kind in SIGNING_OFFICES for office in offices.offices_of_kind(kind=kind)]
    init_pki(home=conf.home, offices=codes)


def publish_services() -> None:
    """Every definition of the catalogue."""
    publish_catalogue(folder=conf.catalogue, actor=SYSTEM)


STEPS = (
    Step("Tables", lambda: migrate(verbosity=0)),
    Step("Places and calendars", load_demo_places),
    Step("Offices, posts and officers", load_demo_offices),
    Step("Certificates for signing", make_certificates),
    Step("Services", publish_services),
)
