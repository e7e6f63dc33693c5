"""What other services may use of identity: guards for their pages, accounts of officers, messages to phones."""

from collections.abc import Collection, Sequence
from typing import Protocol
from uuid import UUID

from sanjha.identity.access import (
    Request,
    citizen_required,
    holds,
    officer_required,
    public,
    signed_in_required,
)
from sanjha.kernel.contracts import Struct, operation
from sanjha.kernel.text import Text

__all__ = [
    "AccountView",
    "Request",
    "VisitView",
    "account_of",
    "citizen_required",
    "close_officer_account",
    "ensure_citizen_account",
    "ensure_officer_account",
    "get_account",
    "get_visit",
    "holds",
    "office_chain",
    "officer_required",
    "public",
    "register_office_chain",
    "register_resident_lookup",
    "reopen_officer_account",
    "residents_with_mobile",
    "send_sms",
    "signed_in_required",
]


class AccountView(Struct, frozen=True):
    """An account as others may know it. `state` is ACTIVE, LOCKED or CLOSED."""

    id: UUID
    kind: str
    username: str
    officer_id: UUID | None
    name: Text
    state: str


class VisitView(Struct, frozen=True):
    """Who is behind a browser's session: nobody, an officer (`person` is the officer), or a citizen (the resident).

    `kind` is one of the kinds of actors. `password_due` says that only the page for a new password is open.
    """

    kind: str
    account: UUID | None = None
    person: UUID | None = None
    name: str = ""
    name_pa: str = ""
    password_due: bool = False


@operation("identity.v1/visit")
def get_visit(*, session: str) -> VisitView:
    """The stay behind the value of the session cookie, as it stands this very moment; ANONYMOUS when there is none.

    For units that serve pages and do not run identity. The posts of an officer are the register of offices' to tell.
    """
    raise NotImplementedError


@operation("identity.v1/ensure-officer-account")
def ensure_officer_account(*, officer_id: UUID, username: str, name: Text, password: str = "") -> AccountView:
    """The officer's account, made when there is none; an existing one keeps its password and gets the name.

    Without a password the account waits for a one-time password from an administrator. Raises DomainError when
    the user name is taken by somebody else or is no user name, or the password breaks the rules.
    """
    raise NotImplementedError


@operation("identity.v1/ensure-citizen-account")
def ensure_citizen_account(*, mobile: str) -> AccountView:
    """The account of this mobile number, made when there is none. Raises DomainError for no mobile number."""
    raise NotImplementedError


@operation("identity.v1/account")
def get_account(*, account_id: UUID) -> AccountView:
    """One account; a citizen's user name is the mobile number. Raises NotFound."""
    raise NotImplementedError


@operation("identity.v1/account-of")
def account_of(*, officer_id: UUID) -> AccountView | None:
    """The officer's account, None when there is none."""
    raise NotImplementedError


@operation("identity.v1/close-officer-account")
def close_officer_account(*, officer_id: UUID) -> None:
    """End the officer's access now: every sign-in ends with it. Raises NotFound when there is no account."""
    raise NotImplementedError


@operation("identity.v1/reopen-officer-account")
def reopen_officer_account(*, officer_id: UUID) -> None:
    """Open a closed account again. Raises NotFound when there is no account."""
    raise NotImplementedError


@operation("identity.v1/send-sms")
def send_sms(
    *, mobile: str, template: str, text: Text, language: str = "pa", message_id: UUID | None = None
) -> UUID:
    """Queue a short message to a mobile number in one of the text's languages; returns the message's id.

    Whoever gives the id may say it again when no answer came: the same message goes out once.

    `template` names the text as registered for distributed-ledger (DLT) scrubbing, which operators in India demand.
    Raises DomainError for no mobile number, an empty text or one of more than 1000 characters.
    """
    raise NotImplementedError


class OfficeChain(Protocol):
    """Of an office, itself and all its superiors."""

    def __call__(self, *, office_id: UUID) -> Collection[UUID]: ...


_chains: list[OfficeChain] = []


def register_office_chain(chain: OfficeChain) -> None:
    """The register of offices says here which offices stand above one: by a call of its contract."""
    _chains[:] = [chain]


def office_chain(office: UUID) -> Collection[UUID]:
    """The office and all above it; the office alone where no register of offices runs."""
    return _chains[0](office_id=office) if _chains else {office}


class ResidentLookup(Protocol):
    """Of a mobile number, its residents: [(resident id, name)], oldest first."""

    def __call__(self, *, mobile: str) -> Sequence[tuple[UUID, Text]]: ...


_lookups: list[ResidentLookup] = []


def register_resident_lookup(lookup: ResidentLookup) -> None:
    """The register of residents says here whom a mobile number belongs to: by a call of its contract."""
    _lookups[:] = [lookup]


def residents_with_mobile(mobile: str) -> Sequence[tuple[UUID, Text]]:
    """The residents registered with this number; none where no register of residents runs."""
    return _lookups[0](mobile=mobile) if _lookups else ()
