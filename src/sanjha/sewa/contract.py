"""What other services may ask of the service counter. No facts of persons leave here: no purpose is needed."""

from datetime import date, datetime
from uuid import UUID

from sanjha.kernel.contracts import Struct, operation
from sanjha.kernel.text import Text


class FactAsked(Struct, frozen=True):
    """A form in force asks citizens for a fact that a register owns.

    `service` is the code of its definition, `department` whose service it is; `field` is the dotted path of the field,
    `fact` the name of the declared fact.
    """

    service: str
    service_name: Text
    department: Text
    field: str
    fact: str


@operation("sewa.v1/facts-asked")
def facts_asked() -> list[FactAsked]:
    """Every such field of the forms in force today, by service and in the order of the form. Facts of nobody leave here."""
    raise NotImplementedError


class ApplicationStatus(Struct, frozen=True):
    """How an application stands. `state` is SUBMITTED, WITH_CITIZEN, APPROVED, ISSUED, REJECTED, WITHDRAWN, CLOSED or
    REVOKED (its document was revoked).

    `post` is the post that has it now; `document` the id in the locker once it is issued.
    """

    id: UUID
    number: str
    service: str
    service_name: Text
    channel: str
    state: str
    district: str
    tehsil: str
    kendra_code: str
    received_at: datetime
    due_date: date | None
    closed_at: datetime | None
    post: UUID | None
    document: UUID | None


@operation("sewa.v1/application-status")
def application_status(*, number: str) -> ApplicationStatus:
    """The status of the application of that number. Raises NotFound."""
    raise NotImplementedError


@operation("sewa.v1/application-statuses")
def application_statuses(*, application_ids: list[UUID]) -> list[ApplicationStatus]:
    """The statuses of applications in the order of the ids; unknown ones are left out."""
    raise NotImplementedError


class CaseNumber(Struct, frozen=True):
    """A case, from its draft on, and the number under which its applicant knows it."""

    id: UUID
    number: str


@operation("sewa.v1/numbers-of-cases")
def numbers_of_cases(*, case_ids: list[UUID]) -> list[CaseNumber]:
    """The numbers of those cases that have one: a draft has none, and what is no case here is left out."""
    raise NotImplementedError


@operation("sewa.v1/open-cases")
def open_cases(*, cases: list[str], since: datetime) -> list[str]:
    """Those of the cases (ids from the draft on, or numbers of applications) that are or were under way after `since`."""
    raise NotImplementedError
