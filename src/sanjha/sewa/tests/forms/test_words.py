"""What the engine says, it says in three languages, with the same slots in each."""

import re

import pytest
from django.utils import translation

from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.forms import labels
from sanjha.sewa.forms.messages import Message, RefusedError
from sanjha.sewa.forms.words import MONTHS, NUMBERED, WORDS

FIXED = {name: value for name, value in vars(labels).items() if isinstance(value, Text)}
ALL = {**WORDS, **FIXED, **{f"month {month.en}": month for month in MONTHS}, **labels.IDENTITY_NAMES}


@pytest.mark.parametrize("name", ALL)
def test_every_word_stands_in_three_scripts_with_the_same_slots(name):
    text = ALL[name]
    assert re.search("[A-Za-z]", text.en)
    assert re.search("[\u0a00-\u0a7f]", text.pa)
    assert re.search("[\u0900-\u097f]", text.hi)
    assert not re.search("[\u0900-\u0963]", text.pa)
    assert not re.search("[\u0a00-\u0a7f]", text.hi)
    slots = [sorted(re.findall(r"\{(\w+)\}", text.in_language(language))) for language in LANGUAGES]
    assert slots[0] == slots[1] == slots[2]


def test_a_message_is_put_together_when_it_is_read():
    message = RefusedError("too-long", most=5).message.within((Text("Name", "ਨਾਮ", "नाम"),))
    with translation.override("pa"):
        assert str(message) == "ਨਾਮ: ਵੱਧ ਤੋਂ ਵੱਧ 5 ਅੱਖਰ ਲਿਖੋ।"
    with translation.override("en"):
        assert str(message) == "Name: Write at most 5 characters."
    assert message.in_language("hi") == "नाम: अधिक से अधिक 5 अक्षर लिखें।"


def test_beside_the_field_only_the_last_name_is_said():
    row = Message(NUMBERED, {"row": Text("Member", "ਮੈਂਬਰ", "सदस्य"), "number": 2})
    message = Message(WORDS["required"], where=(row, Text("Salary", "ਤਨਖ਼ਾਹ", "वेतन")))
    assert message.in_language("en") == "Member 2, Salary: This must be filled in."
    assert message.beside_field("en") == "Salary: This must be filled in."
    assert message.within(()).in_language("en") == "This must be filled in."


def test_braces_in_what_people_typed_do_no_harm():
    message = Message(WORDS["odd-character"], {"sign": "{0}{most}"})
    assert message.in_language("en") == "The sign {0}{most} cannot be used here."
    assert Message(Text("{x}", "{x}", "{x}")).in_language("en") == "{x}"


def test_messages_that_say_the_same_are_the_same():
    one, two = (Message(WORDS["required"], where=(Text("A", "ਅ", "अ"),)) for _ in range(2))
    assert one == two
    assert hash(one) == hash(two)
    assert one != "A: This must be filled in."
