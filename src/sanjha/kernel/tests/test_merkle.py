"""The tree over a day's entries proves that an entry stands in it, and nothing else does."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel import merkle

leaves = st.lists(st.binary(min_size=1, max_size=8), min_size=1, max_size=70)


def tree_of(size: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(size)]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert merkle.root([]) == sha256(b"").digest()


def test_small_trees_are_as_the_specification_draws_them():
    a, b, c = (merkle.leaf_hash(data) for data in (b"a", b"b", b"c"))
    assert a == sha256(b"\x00a").digest()
    assert merkle.root([b"a"]) == a
    assert merkle.root([b"a", b"b"]) == sha256(b"\x01" + a + b).digest()
    assert merkle.root([b"a", b"b", b"c"]) == merkle.node_hash(merkle.node_hash(a, b), c)


@pytest.mark.parametrize("size", range(1, 71))
def test_every_leaf_of_every_size_is_proved(size):
    data = tree_of(size)
    root = merkle.root(data)
    for index, leaf in enumerate(data):
        proof = merkle.inclusion_proof(data, index)
        assert merkle.proves_inclusion(leaf, index, size, proof, root)
        assert not merkle.proves_inclusion(leaf + b"!", index, size, proof, root)
        assert not merkle.proves_inclusion(leaf, index, size, [*proof, root], root)
        assert not merkle.proves_inclusion(leaf, index, size, proof[:-1], root) or not proof
        assert not merkle.proves_inclusion(leaf, index, size, proof, merkle.leaf_hash(root))


@given(leaves, st.data())
def test_a_proof_fits_one_place_only(data, draw):
    index = draw.draw(st.integers(0, len(data) - 1))
    other = draw.draw(st.integers(-2, len(data) + 2).filter(lambda place: place != index))
    proof = merkle.inclusion_proof(data, index)
    same_leaf = 0 <= other < len(data) and data[other] == data[index]
    assert same_leaf or not merkle.proves_inclusion(data[index], other, len(data), proof, merkle.root(data))


@given(leaves, st.data())
def test_a_proof_with_one_wrong_hash_is_refused(data, draw):
    index = draw.draw(st.integers(0, len(data) - 1))
    proof = merkle.inclusion_proof(data, index)
    if not proof:
        return
    place = draw.draw(st.integers(0, len(proof) - 1))
    proof[place] = bytes([proof[place][0] ^ 1]) + proof[place][1:]
    assert not merkle.proves_inclusion(data[index], index, len(data), proof, merkle.root(data))


@given(leaves, st.data())
def test_a_change_of_any_leaf_changes_the_root(data, draw):
    place = draw.draw(st.integers(0, len(data) - 1))
    changed = [*data]
    changed[place] += b"\x00"
    assert merkle.root(changed) != merkle.root(data)
    assert merkle.root([*data, b"one more"]) != merkle.root(data)
    assert merkle.root(data[:-1]) != merkle.root(data)
