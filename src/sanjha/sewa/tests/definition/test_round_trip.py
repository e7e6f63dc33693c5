"""Whatever a definition holds, its canonical bytes give it back without loss."""

from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.canonical import canonical, fingerprint, restore
from sanjha.sewa.definition.issued import Term
from sanjha.sewa.definition.service import FeeAmount, ServiceDefinition
from sanjha.sewa.definition.source import parse
from sanjha.sewa.tests.definition.factories import MINIMAL

BASE = msgspec.convert(parse(MINIMAL, "small"), ServiceDefinition)
WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
TEXTS = st.builds(Text, WORDS, WORDS, WORDS)
IDS = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
COMMON = {"id": IDS, "label": TEXTS, "hint": st.none() | TEXTS, "required": st.booleans(), "show_if": WORDS}
OPTIONS = st.lists(st.builds(f.Option, code=st.just("A"), label=TEXTS), min_size=1, max_size=3).map(tuple)
RULES = st.lists(st.builds(f.Rule, code=st.just("R"), check=WORDS, message=TEXTS, field=IDS), max_size=2).map(
    tuple
)


def _simple():
    return st.one_of(
        st.builds(f.TextField, max_length=st.integers(1, 500), pattern=st.none() | st.builds(f.Pattern, regex=WORDS, message=TEXTS), **COMMON),
        st.builds(f.MoneyField, minimum=st.integers(0, 9), default=st.none() | st.integers(0, 9), **COMMON),
        st.builds(f.DecimalField, minimum=st.decimals(-999, 999, places=3), **COMMON),
        st.builds(f.DateField, latest=WORDS, **COMMON),
        st.builds(f.ChoiceField, options=OPTIONS, **COMMON),
        st.builds(f.PlaceField, kinds=st.just(("VILLAGE", "ULB")), **COMMON),
        st.builds(f.ComputedField, value=WORDS, result=st.sampled_from(["MONEY", "TEXT"]), **COMMON),
        st.builds(f.IdentityField, types=st.just(("AADHAAR", "PAN")), **COMMON),
        st.builds(f.DeclarationField, text=TEXTS, **COMMON),
        st.builds(f.FinancialYearField, latest=st.integers(-20, 1), **COMMON),
    )  # fmt: skip


FIELDS = st.recursive(
    _simple(),
    lambda inner: st.one_of(
        st.builds(
            f.GroupField, fields=st.lists(inner, max_size=3).map(tuple), use=st.just("person"), **COMMON
        ),
        st.builds(
            f.RowsField, fields=st.lists(inner, max_size=3).map(tuple), row_label=TEXTS, rules=RULES, **COMMON
        ),
    ),
    max_leaves=6,
)
AMOUNTS = st.builds(
    FeeAmount,
    rupees=st.decimals(0, 10**6, places=2),
    legal_reference=WORDS,
    status=st.sampled_from(["DRAFT", "VERIFIED"]),
    from_date=st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bytes_give_the_definition_back(data):
    fee = msgspec.structs.replace(
        BASE.fees[0], amounts=tuple(data.draw(st.lists(AMOUNTS, min_size=1, max_size=3)))
    )
    section = msgspec.structs.replace(
        BASE.form.sections[0],
        title=data.draw(TEXTS),
        fields=tuple(data.draw(st.lists(FIELDS, min_size=1, max_size=4))),
    )
    definition = msgspec.structs.replace(
        BASE,
        names=data.draw(TEXTS),
        fees=(fee,),
        form=f.Form(sections=(section,), rules=data.draw(RULES)),
        terms=tuple(Term(name="a", value=word) for word in data.draw(st.lists(WORDS, max_size=3))),
    )

    again = restore(canonical(definition))

    assert again == definition
    assert canonical(again) == canonical(definition)
    assert fingerprint(again) == fingerprint(definition)


def test_every_default_is_written_out_so_that_a_later_default_changes_no_pinned_definition():
    content = canonical(BASE)
    assert b'"close_after_days":15' in content
    assert b'"width":2' in content
    assert isinstance(restore(content).fees[0].amounts[0].rupees, Decimal)
