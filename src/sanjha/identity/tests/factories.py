"""Accounts and proofs for the tests of identity."""

import factory
from django.contrib.auth.hashers import make_password

from sanjha.identity import totp
from sanjha.identity.middleware import with_posts
from sanjha.identity.models import Account, SecondFactor
from sanjha.identity.visits import Origin, actor_of
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.ids import new_id

PASSWORD = "chitta kukkar banere te"
OTHER_PASSWORD = "peela dupatta hawa vich"
HERE = Origin("10.1.2.3", "Test browser")


class OfficerAccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account

    class Params:
        locked = factory.Trait(state="LOCKED")
        closed = factory.Trait(state="CLOSED")

    id = factory.LazyFunction(new_id)
    kind = "OFFICER"
    username = factory.Sequence(lambda number: f"officer{number}")
    officer_id = factory.LazyFunction(new_id)
    name_en = "Kuldeep Singh"
    name_pa = "ਕੁਲਦੀਪ ਸਿੰਘ"
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    created_at = factory.LazyFunction(clock.now)


class CitizenAccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account

    class Params:
        locked = factory.Trait(state="LOCKED")

    id = factory.LazyFunction(new_id)
    kind = "CITIZEN"
    username = factory.Sequence(lambda number: f"98765{number:05d}")
    password = "!"
    created_at = factory.LazyFunction(clock.now)


class SecondFactorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SecondFactor

    class Params:
        waiting = factory.Trait(confirmed_at=None)

    account = factory.SubFactory(OfficerAccountFactory)
    sealed_secret = factory.LazyFunction(totp.fresh_sealed_secret)
    created_at = factory.LazyFunction(clock.now)
    confirmed_at = factory.LazyFunction(clock.now)


def code_now(factor: SecondFactor) -> str:
    """What the officer's authenticator shows at this moment."""
    return totp.code_at(totp.secret_of(factor), clock.now().timestamp())


def wrong_code(factor: SecondFactor) -> str:
    """Six digits that the authenticator does not show now, a step before or a step after."""
    now = clock.now().timestamp()
    near = {totp.code_at(totp.secret_of(factor), now + shift) for shift in (-60, -30, 0, 30, 60)}
    return next(code for code in (f"{number:06d}" for number in range(10)) if code not in near)


def acting(account: Account) -> Actor:
    """The account's officer as an actor, with the posts that the holdings source knows."""
    return with_posts(actor_of(account))
