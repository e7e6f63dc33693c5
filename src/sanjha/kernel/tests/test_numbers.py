"""Public numbers: no gap, no double, and a check character that sees slips of the finger."""

import random
import threading
from itertools import pairwise

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel import numbers
from sanjha.kernel.models import Allocation

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SERIES = "PB/BNL/REV-INCOME/2026"
bodies = st.text(ALPHABET, min_size=3, max_size=30)


@pytest.mark.django_db
def test_numbers_follow_one_another_in_each_series():
    with transaction.atomic():
        first = [numbers.allot(SERIES) for _ in range(3)]
        other = numbers.allot("PB/LDH/REV-INCOME/2026")
    assert [number.rpartition("-")[0] for number in first] == [
        f"{SERIES}/000000{count}" for count in (1, 2, 3)
    ]
    assert other.startswith("PB/LDH/REV-INCOME/2026/0000001-")
    assert all(numbers.is_valid(number) for number in [*first, other])


@pytest.mark.django_db
def test_a_template_decides_how_the_number_looks():
    with transaction.atomic():
        number = numbers.allot("LOCKER/2026", template="INC{number:010d}{check}")
    assert number[:-1] == "INC0000000001"
    assert numbers.is_valid(number)


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError, match="inside a transaction"):
        numbers.allot(SERIES)
    assert not Allocation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_gap_and_no_double_among_many_who_take_and_give_back():
    """Eight clerks on connections of their own take numbers at once; every third transaction is rolled back."""
    kept: list[str] = []
    faults: list[Exception] = []

    def clerk(seed: int) -> None:
        chance = random.Random(seed)
        try:
            for _ in range(25):
                try:
                    with transaction.atomic():
                        number = numbers.allot(SERIES)
                        if chance.random() < 1 / 3:
                            raise InterruptedError
                    kept.append(number)
                except InterruptedError:
                    pass
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk, args=(seed,)) for seed in range(8)]
    for one in clerks:
        one.start()
    for one in clerks:
        one.join()

    assert faults == []
    counted = sorted(int(number.rpartition("/")[2].partition("-")[0]) for number in kept)
    assert 100 < len(counted) < 200
    assert counted == list(range(1, len(counted) + 1))
    assert Allocation.objects.get(series=SERIES).last == len(counted)


@given(bodies, st.data())
def test_every_single_wrong_character_is_caught(body, data):
    number = body + numbers.check_character(body)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from(ALPHABET.replace(number[place], "")))
    assert numbers.is_valid(number)
    assert not numbers.is_valid(number[:place] + wrong + number[place + 1 :])


def step(state: int, sign: str) -> int:
    """One step of the code as the standard describes it (ISO 7064, hybrid system MOD 37,36)."""
    return ((state + ALPHABET.index(sign)) % 36 or 36) * 2 % 37


def escapes(state: int, first: str, second: str) -> bool:
    """Whether the code cannot see that these two neighbours were swapped."""
    return first != second and step(step(state, first), second) == step(step(state, second), first)


def test_swaps_of_neighbours_that_escape_are_rare():
    tried = [
        escapes(state, first, second)
        for state in range(1, 37)
        for first in ALPHABET
        for second in ALPHABET
        if first != second
    ]
    assert 0 < sum(tried) / len(tried) < 1 / 400


@given(st.from_regex(r"PB/[A-Z]{3}/[A-Z]{3}-[A-Z]{4,8}/20[0-9]{2}/[0-9]{7}", fullmatch=True))
def test_swapped_neighbours_are_caught_but_for_those_known_to_escape(body):
    compact = body.replace("/", "").replace("-", "")
    number = compact + numbers.check_character(compact)
    state = 36
    for place, (first, second) in enumerate(pairwise(number[:-1])):
        wrong = number[:place] + second + first + number[place + 2 :]
        assert numbers.is_valid(wrong) == (first == second or escapes(state, first, second))
        state = step(state, first)


@given(bodies)
def test_signs_between_and_small_letters_do_not_matter(body):
    number = f"{body[:2]}/{body[2:]}-{numbers.check_character(body)}"
    assert numbers.is_valid(number)
    assert numbers.is_valid(number.lower())
    assert numbers.is_valid(number.replace("/", " "))


@pytest.mark.parametrize("nonsense", ["", "-", "K", "ਪੰਜਾਬ", "💡", " / / "])
def test_nonsense_is_not_a_number(nonsense):
    assert not numbers.is_valid(nonsense)
