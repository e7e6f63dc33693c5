"""Binds the contract of identity to its operations and queries."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanjha.identity import contract
from sanjha.identity.middleware import visit_of_session
from sanjha.identity.models import Account
from sanjha.identity.operations import close_account, queue_sms
from sanjha.identity.operations import ensure_citizen_account as citizens
from sanjha.identity.operations import ensure_officer_account as officers
from sanjha.kernel import context
from sanjha.kernel.contracts import provides
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text


@provides(contract.get_visit)
def get_visit(*, session: str) -> contract.VisitView:
    return visit_of_session(session)


@provides(contract.ensure_officer_account)
def ensure_officer_account(
    *, officer_id: UUID, username: str, name: Text, password: str = ""
) -> contract.AccountView:
    made = officers.ensure_officer_account(
        officer_id=officer_id, username=username, name=name, password=password, actor=context.actor()
    )
    return _view(made)


@provides(contract.ensure_citizen_account)
def ensure_citizen_account(*, mobile: str) -> contract.AccountView:
    return _view(citizens.ensure_citizen_account(mobile=mobile, actor=context.actor()))


@provides(contract.get_account)
def get_account(*, account_id: UUID) -> contract.AccountView:
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotFound(_("There is no such account."))
    return _view(account)


@provides(contract.account_of)
def account_of(*, officer_id: UUID) -> contract.AccountView | None:
    account = Account.objects.filter(officer_id=officer_id).first()
    return None if account is None else _view(account)


@provides(contract.close_officer_account)
def close_officer_account(*, officer_id: UUID) -> None:
    close_account.close_account(officer_id=officer_id, actor=context.actor())


@provides(contract.reopen_officer_account)
def reopen_officer_account(*, officer_id: UUID) -> None:
    close_account.reopen_account(officer_id=officer_id, actor=context.actor())


@provides(contract.send_sms)
def send_sms(
    *, mobile: str, template: str, text: Text, language: str = "pa", message_id: UUID | None = None
) -> UUID:
    return queue_sms.queue_sms(
        mobile=mobile, template=template, text=text, language=language, message_id=message_id
    )


def _view(account: Account) -> contract.AccountView:
    return contract.AccountView(
        id=account.id,
        kind=account.kind,
        username=account.username,
        officer_id=account.officer_id,
        name=account.name,
        state=account.state,
    )
