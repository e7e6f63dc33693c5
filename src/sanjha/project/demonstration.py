"""The small Punjab of the demonstration: which services bring what, in the order in which they need each other."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import click

from sanjha.eoffice.operations.load_desk_settings import load_desk_settings
from sanjha.exchange import contract as exchange
from sanjha.exchange.operations.load_demo_member import load_demo_member
from sanjha.identity import contract as identity
from sanjha.kernel import peers
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.kernel.text import Text
from sanjha.locker.operations.init_pki import init_pki
from sanjha.locker.operations.prepare_locker import prepare_locker
from sanjha.offices import contract as offices
from sanjha.offices.operations.load_demo_offices import demo_id, demo_officers, load_demo_offices
from sanjha.people.operations.load_demo_people import load_demo_people
from sanjha.people.purposes import PAGES_CALL, OwnPurpose
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.project import preparation
from sanjha.project.sample_cases import load_sample_cases
from sanjha.project.sample_files import load_letters, load_sample_files
from sanjha.project.sample_receipts import load_sample_receipts
from sanjha.project.sample_records import load_sample_records
from sanjha.project.tables import migrate
from sanjha.sewa.operations.publish_catalogue import publish_catalogue

SIGNING_OFFICES = ("TEHSIL", "SUB_TEHSIL", "SECRETARIAT", "BRANCH", "DC_OFFICE")
"""Kinds of offices that sign documents or letters."""


@dataclass(frozen=True)
class Step:
    """One piece of work, done again without harm: what is there stays.

    Done in the unit that runs its service; a step `together` reads several services' tables, so that it needs all of
    them in one store.
    """

    label: str
    service: str
    work: Callable[[], object]
    together: bool = False

    @property
    def is_for_here(self) -> bool:
        return peers.runs_here(self.service) and not (self.together and conf.remotes)


def open_accounts() -> None:
    """An account for each invented officer, without a password: the demonstration signs in by one click."""
    for line in demo_officers():
        identity.ensure_officer_account(
            officer_id=demo_id("officer", line["employee_no"]),
            username=line["employee_no"].lower(),
            name=Text(line["name_en"], line["name_pa"]),
        )


def open_register() -> None:
    """The grants of the register's own pages: officers look residents up for one of these purposes."""
    for purpose in OwnPurpose:
        exchange.ensure_grants(
            consumer="people",
            operations=list(PAGES_CALL),
            purpose=purpose.value,
            purpose_name=purpose.text,
            legal_basis="Demonstration",
        )


def make_certificates() -> None:
    """A signer of the test authority for each office that signs."""
    codes = [office.code for kind in SIGNING_OFFICES for office in offices.offices_of_kind(kind=kind)]
    init_pki(home=conf.home, offices=codes)
    prepare_locker(actor=SYSTEM)


def publish_services() -> None:
    """Every definition of the catalogue."""
    publish_catalogue(folder=conf.catalogue, actor=SYSTEM)


STEPS = (
    Step("Tables", "kernel", lambda: migrate(verbosity=0)),
    Step("Places and calendars", "places", load_demo_places),
    Step("Offices, posts and officers", "offices", load_demo_offices),
    Step("Accounts of the officers", "identity", open_accounts),
    Step("Residents", "people", load_demo_people),
    Step("Purposes of the register", "people", open_register),
    Step("A department's own system", "exchange", load_demo_member),
    Step("Certificates for signing", "locker", make_certificates),
    Step("Powers and heads of the offices' files", "eoffice", load_desk_settings),
    Step("Files in every stage", "eoffice", load_sample_files, together=True),
    Step("Dak in every stage", "eoffice", load_sample_receipts, together=True),
    Step("Letters of these files", "eoffice", load_letters, together=True),
    Step("Files closed, recorded and released", "eoffice", load_sample_records, together=True),
    Step("Services", "sewa", publish_services),
    Step("Applications in every stage", "sewa", load_sample_cases, together=True),
)


def prepare() -> None:
    """Do all steps, a line for each, and remember that they were done. It may run again at any time."""
    for step in (step for step in STEPS if step.is_for_here):
        click.echo(f"{step.label} ...", nl=False)
        begun = time.monotonic()
        step.work()
        click.echo(f" {time.monotonic() - begun:.1f} s")
    preparation.remember()
