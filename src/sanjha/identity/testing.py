"""For tests of all services: a browser that is signed in, without password and code."""

from uuid import UUID

from django.test import Client

from sanjha.identity.middleware import SESSION_KEY
from sanjha.identity.models import Account, SignIn
from sanjha.kernel import clock
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text

TEST_OFFICER = Text("Test Officer", "ਟੈਸਟ ਅਫ਼ਸਰ")


def sign_in_officer(
    client: Client, *, officer_id: UUID | None = None, name: Text = TEST_OFFICER, username: str = ""
) -> Account:
    """Sign the client in as this officer; the account is made when there is none."""
    officer_id = officer_id or new_id()
    account, _created = Account.objects.get_or_create(
        officer_id=officer_id,
        defaults={
            "id": new_id(),
            "kind": Account.Kind.OFFICER,
            "username": username or f"o{officer_id.hex[-12:]}",
            "name_en": name.en,
            "name_pa": name.pa,
            "password": "!",
            "created_at": clock.now(),
        },
    )
    _open(client, account, SignIn.Method.TOTP, None)
    return account


def sign_in_citizen(
    client: Client, *, mobile: str = "9876500001", resident_id: UUID | None = None
) -> Account:
    """Sign the client in with this mobile number; the account is made when there is none."""
    account, _created = Account.objects.get_or_create(
        username=mobile,
        defaults={"id": new_id(), "kind": Account.Kind.CITIZEN, "password": "!", "created_at": clock.now()},
    )
    _open(client, account, SignIn.Method.SMS_CODE, resident_id)
    return account


def _open(client: Client, account: Account, method: SignIn.Method, resident_id: UUID | None) -> None:
    now = clock.now()
    sign_in = SignIn.objects.create(
        account=account,
        method=method,
        signed_in_at=now,
        last_seen_at=now,
        address="127.0.0.1",
        browser="test",
        resident_id=resident_id,
    )
    session = client.session
    session[SESSION_KEY] = str(sign_in.id)
    session.save()
    client.cookies["sanjha"] = session.session_key or ""
