from pathlib import Path

from sanjha.ui.translations import missing


def test_every_phrase_of_the_locker_is_there_in_punjabi_and_hindi():
    assert missing(Path(__file__).resolve().parents[1]) == []
