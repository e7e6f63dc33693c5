"""Skipping work that an earlier start has done."""

from sanjha.project.freshness import Stamp, fingerprint


def test_a_fingerprint_changes_with_content_name_and_versions_only(tmp_path):
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    first.write_text("one")
    second.write_text("two")
    known = fingerprint([first, second], also=["5.2"])

    first.touch()
    assert fingerprint([second, first, first], also=["5.2"]) == known
    assert fingerprint([first, second], also=["5.3"]) != known
    assert fingerprint([first], also=["5.2"]) != known
    second.write_text("changed")
    assert fingerprint([first, second], also=["5.2"]) != known
    second.write_text("two")
    assert fingerprint([first, second], also=["5.2"]) == known
    second.rename(tmp_path / "c.py")
    assert fingerprint([first, tmp_path / "c.py"], also=["5.2"]) != known


def test_a_stamp_matches_only_what_was_written(tmp_path):
    stamp = Stamp(tmp_path / "new" / "stamp")
    assert not stamp.matches("x")
    stamp.write("x")
    assert stamp.matches("x")
    assert not stamp.matches("y")
