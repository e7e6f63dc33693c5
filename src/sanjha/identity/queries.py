"""What identity looks up."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from sanjha.identity import contract, rules
from sanjha.identity.administration import offices_above
from sanjha.identity.models import Account, PhoneMessage, RecoveryCode, SecondFactor, SignIn
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor, Holding, holdings_of
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import NotFound, NotPermitted
from sanjha.kernel.text import Text

MOST_SIGN_INS = 20
MOST_ACCOUNTS = 20
MOST_MESSAGES = 50
MOST_DEMO_ACCOUNTS = 200
MOST_DEMO_CITIZENS = 10


def sign_in_in_force(sign_in_id: UUID) -> SignIn | None:
    """The stay with its account, None when it is over for whatever reason."""
    sign_in = SignIn.objects.select_related("account").filter(pk=sign_in_id).first()
    return sign_in if sign_in is not None and rules.is_in_force(sign_in, clock.now()) else None


def own_account(actor: Actor) -> Account:
    return Account.objects.get(pk=rules.own_account_id(actor))


def own_sign_ins(actor: Actor) -> list[SignIn]:
    """The actor's newest sign-ins, newest first."""
    return list(
        SignIn.objects.filter(account_id=rules.own_account_id(actor)).order_by("-signed_in_at", "-id")[
            :MOST_SIGN_INS
        ]
    )


def recovery_codes_left(account_id: UUID) -> int:
    return RecoveryCode.objects.filter(account_id=account_id, used_at__isnull=True).count()


def has_second_factor(account_id: UUID) -> bool:
    return SecondFactor.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists()


def second_factor_to_enrol(account_id: UUID) -> SecondFactor | None:
    """The officer's authenticator that waits for its first code."""
    return SecondFactor.objects.filter(account_id=account_id, confirmed_at__isnull=True).first()


def officer_accounts(actor: Actor, text: str) -> list[Account]:
    """Officers' accounts by user name or name, for an administrator, in the order of user names.

    Raises NotPermitted for others. What may be done to each is decided when one is opened.
    """
    if not actor.holds(rules.ADMINISTRATOR):
        raise NotPermitted(_("Only the administrator of an office looks after accounts."))
    text = text.strip()
    if len(text) < 2:
        return []
    fits = Q(username__icontains=text) | Q(name_en__icontains=text) | Q(name_pa__icontains=text)
    return list(Account.objects.filter(fits, kind=Account.Kind.OFFICER).order_by("username")[:MOST_ACCOUNTS])


@dataclass(frozen=True)
class AdministeredAccount:
    """An officer's account as its administrator sees it."""

    account: Account
    posts: Sequence[Holding]
    has_second_factor: bool
    last_sign_in: SignIn | None


def administered_account(actor: Actor, account_id: UUID) -> AdministeredAccount:
    """One officer's account. Raises NotFound, or NotPermitted unless the actor administers an office of the officer's."""
    account = Account.objects.filter(pk=account_id, kind=Account.Kind.OFFICER).first()
    if account is None or account.officer_id is None:
        raise NotFound(_("There is no such account."))
    posts = holdings_of(account.officer_id)
    rules.check_may_administer(actor, account, offices_above(posts.values()))
    return AdministeredAccount(
        account,
        list(posts.values()),
        has_second_factor(account.id),
        SignIn.objects.filter(account=account).order_by("-signed_in_at").first(),
    )


@dataclass(frozen=True)
class DemoAccount:
    """Somebody as whom a visitor of the demonstration may sign in: an officer with posts, or a citizen's household."""

    account: Account
    posts: Sequence[Holding] = ()
    names: Sequence[Text] = ()


@dataclass(frozen=True)
class DemoRoles:
    """The first officer of each designation, the other officers, and the citizens."""

    officers: list[DemoAccount]
    others: list[DemoAccount]
    citizens: list[DemoAccount]


def demo_roles() -> DemoRoles:
    """Whom a visitor may be, in the order in which the accounts were made. Raises NotFound outside a demonstration."""
    check_is_demonstration()
    active = Account.objects.filter(state=Account.State.ACTIVE).order_by("created_at", "id")
    roles = DemoRoles([], [], [])
    known: set[str] = set()
    for account in active.filter(kind=Account.Kind.OFFICER, officer_id__isnull=False)[:MOST_DEMO_ACCOUNTS]:
        posts = list(holdings_of(account.officer_id).values()) if account.officer_id else []
        if posts:
            (roles.others if posts[0].designation in known else roles.officers).append(
                DemoAccount(account, posts)
            )
            known.add(posts[0].designation)
    for account in active.filter(kind=Account.Kind.CITIZEN)[:MOST_DEMO_CITIZENS]:
        names = [name for _id, name in contract.residents_with_mobile(account.mobile)]
        roles.citizens.append(DemoAccount(account, names=names))
    return roles


def demo_phones() -> list[str]:
    """Mobile numbers that have got messages, the newest first. Raises NotFound outside a demonstration."""
    check_is_demonstration()
    phones = PhoneMessage.objects.values("mobile").annotate(newest=Max("arrived_at")).order_by("-newest")
    return [phone["mobile"] for phone in phones[:MOST_MESSAGES]]


def demo_messages(mobile: str) -> list[PhoneMessage]:
    """The newest messages on one phone. Raises NotFound outside a demonstration."""
    check_is_demonstration()
    return list(PhoneMessage.objects.filter(mobile=mobile).order_by("-arrived_at", "-id")[:MOST_MESSAGES])


def check_is_demonstration() -> None:
    """Raises NotFound unless this installation is a demonstration and not in production."""
    if not conf.demo or conf.production:
        raise NotFound(_("There is no such page."))
